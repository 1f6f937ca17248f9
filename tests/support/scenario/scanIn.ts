import { good } from './arrange'
import { nameOf } from './cast'
import { measure } from './costs'
import { visit } from './enter'
import type { Stage } from './stage'

const SIGN_IN = '/modules/accounts/pages/signIn/index'
/** What the picture on the desk leads to. */
const CONFIRM = 'modules/accounts/pages/scan/index'
const ME = '/pages/me/index'
const CODE = /^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/

/** A desk that shows a code and waits: in the browser the page itself, beside the bundle what the page does. */
interface Desk {
  code: string
  /** Waits until somebody is let in. */
  entered(): Promise<void>
}

async function openDesk(stage: Stage): Promise<Desk> {
  if (stage.runtime === 'h5') {
    const device = stage.hand(true)
    await device.launch(SIGN_IN)
    await device.see('用手机扫一扫')
    await device.see('等待手机扫码')
    await stage.devices.photograph(device, 'scan-desk')
    const code = (await device.texts()).find((text) => CODE.test(text)) ?? ''
    return {
      code,
      async entered() {
        await device.see(nameOf('commissioner'), { timeout: 15_000 })
        await stage.devices.photograph(device, 'scan-entered')
      },
    }
  }
  const anonymous = stage.service.as()
  const ticket = good(await anonymous.post('/auth/scan', {}, { key: null }))
  return {
    code: ticket.code,
    async entered() {
      const wait = { secret: ticket.secret, known: 'waiting', waitSeconds: 8 }
      const { state, signedIn } = good(await anonymous.post(`/auth/scan/${ticket.ticketId}/wait`, wait, { key: null }))
      expect([state, signedIn?.me.personId]).toEqual(['confirmed', stage.player('commissioner').personId])
    },
  }
}

/** The phone in WeChat: the one played with, or the one in the pocket of whoever sits at the browser. */
async function takePhone(stage: Stage) {
  if (stage.runtime === 'weapp') return (await visit(stage, 'commissioner', ME)).device
  const device = stage.handPhone()
  const { openId = '' } = stage.player('commissioner')
  await device.launch()
  await device.tap('去登录')
  device.loginCode(stage.stub.control.mintLoginCode({ openId }))
  await device.tap('微信登录')
  await device.see(nameOf('commissioner'))
  await device.open(ME)
  return device
}

/** 扫码登录 — the desk shows a code, the phone sees which desk asks and says yes, the desk is in. */
export async function scanIn(stage: Stage): Promise<void> {
  const phone = await takePhone(stage)
  const desk = await openDesk(stage)
  expect(desk.code).toMatch(CODE)
  await measure(stage.costs, '扫码登录电脑', 0, [phone], async () => {
    await phone.tap('扫码登录电脑')
    await phone.scan(`${CONFIRM}?scene=${desk.code}`, '扫一扫')
    await phone.see(desk.code)
    await phone.see('确认是你自己在登录')
    await phone.tap('确认登录')
    await phone.see('电脑已登录')
    await desk.entered()
  })
}
