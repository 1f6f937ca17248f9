import { nameAt, nameOf, type Part, PLACES, type Player } from './cast'
import { openAccountFor, type Stage } from './stage'
import { TEMPLATES } from './wechatSide'

const SIGN_IN = '/modules/accounts/pages/signIn/index'
/** A browser's session ends after so long without use (H-14); before that it is opened anew. */
const SESSION_MS = 25 * 60_000

async function invite(stage: Stage, personId: string): Promise<string> {
  const administrator = stage.service.as(stage.player('administrator').personId)
  const { status, body } = await administrator.post('/invitations', { personIds: [personId] }, { key: null })
  expect(status).toBe(200)
  return body.items[0].code
}

/** A person takes the device in hand for the first time, inside WeChat: bound to the register by the code from the secretary. */
async function enterInWechat(stage: Stage, part: Part, personId: string): Promise<Player> {
  const name = nameOf(part)
  const { openId } = stage.stub.control.addUser({ nickname: name })
  const device = stage.hand(false, openId)
  await device.launch()
  await device.tap('去登录')
  device.loginCode(stage.stub.control.mintLoginCode({ openId }))
  await device.tap('微信登录')
  await device.see('第一次用，确认你是谁')
  await device.type('邀请码', await invite(stage, personId))
  await device.tap('绑定本人')
  await device.see(name)
  return { name, personId, device, openId }
}

async function enterInBrowser(stage: Stage, part: Part, personId: string): Promise<Player> {
  const account = await openAccountFor(personId, `p${PLACES[part]}-member`)
  const isDesk = part === 'secretary' || part === 'commissioner'
  const player: Player = { name: nameOf(part), personId, device: stage.hand(isDesk), ...(account && { account }) }
  await player.device.launch()
  await player.device.tap('去登录')
  await signIn(stage, player)
  return player
}

/** Account and password on the sign-in page, which is open. */
export async function signIn(stage: Stage, player: Player): Promise<void> {
  const { device, account } = player
  if (!account) throw new Error(`${player.name} has no account`)
  if (stage.runtime === 'weapp') await device.tap('用账号密码登录')
  await device.type('账号', account.username)
  await device.type('密码', account.password)
  await device.tap('登录')
  await device.gone('账号')
  player.signedInAt = stage.service.clock.now()
}

/** Puts a device with somebody signed in on it into the scene. */
export async function enter(stage: Stage, part: Part): Promise<void> {
  const personId = stage.found.members.get(nameOf(part))
  if (!personId) throw new Error(`${nameOf(part)} is not in the register`)
  const enterOn = stage.runtime === 'weapp' ? enterInWechat : enterInBrowser
  stage.players.set(part, await enterOn(stage, part, personId))
}

/** In a browser whose session has run out: signs in again. Not part of any job, so it is done before one is measured. */
export async function comeBack(stage: Stage, part: Part | 'administrator'): Promise<Player> {
  const player = stage.player(part)
  const { device, signedInAt } = player
  if (signedInAt !== undefined && stage.service.clock.now() - signedInAt > SESSION_MS) {
    await device.open(SIGN_IN)
    await signIn(stage, player)
  }
  return player
}

/** Opens a page on somebody's device. */
export async function visit(stage: Stage, part: Part | 'administrator', path: string): Promise<Player> {
  const player = await comeBack(stage, part)
  await player.device.open(path)
  return player
}

/** Binds a WeChat to somebody who works in a browser here, as it happens on the phone in the other pocket. */
async function bindPhone(stage: Stage, part: Part): Promise<string> {
  const player = stage.player(part)
  if (player.openId) return player.openId
  const { service, stub } = stage
  const { openId } = stub.control.addUser({ nickname: player.name })
  const code = stub.control.mintLoginCode({ openId })
  const signedIn = await service.as().post('/auth/wechat', { code }, { key: null })
  const invitationCode = await invite(stage, player.personId)
  const headers = { Authorization: `Bearer ${signedIn.body.token}` }
  const bound = await service.as().post('/auth/bind/invitation', { invitationCode }, { key: null, headers })
  expect(bound).toMatchObject({ status: 200, body: { bound: true } })
  player.openId = openId
  return openId
}

/** A browser cannot ask for messages: whoever works there grants them in the mini-program on the own phone. */
export async function grantOnOtherPhone(stage: Stage, part: Part): Promise<void> {
  const openId = await bindPhone(stage, part)
  const choices = { [TEMPLATES.meetingNotice.id]: 'accept', [TEMPLATES.dutyReminder.id]: 'accept' } as const
  stage.stub.control.simulatePopup({ openId, choices })
  await stage.stub.control.waitForEvents()
}

/** Everybody else of the branch has used the product before; the one without a phone never has. */
export async function letOthersHaveSignedIn(stage: Stage, places: readonly number[]): Promise<void> {
  for (const place of places) {
    const personId = stage.found.members.get(nameAt(place))
    if (!personId) throw new Error(`${nameAt(place)} is not in the register`)
    await stage.service.tokenOf(personId)
  }
}
