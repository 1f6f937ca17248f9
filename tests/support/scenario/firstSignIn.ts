import { seedWhenEmpty } from '@cloud/seeds/seedWhenEmpty'
import type { Stage } from './stage'

const OWN_PASSWORD = 'Hetang-Yuese-26'

/** The first administrator of an empty installation signs in with the password printed at the start, and must change it. */
export async function signInFirst(stage: Stage): Promise<void> {
  const printed: string[] = []
  await seedWhenEmpty(stage.service.deps, false, (line) => printed.push(line))
  const initial = /初始密码 (\S+?)（/.exec(printed.join('\n'))?.[1] ?? ''
  const device = stage.hand(true)
  await device.launch()
  await device.tap('去登录')
  if (stage.runtime === 'weapp') await device.tap('用账号密码登录')
  await device.type('账号', 'admin')
  await device.type('密码', initial)
  await stage.devices.photograph(device, 'sign-in')
  await device.tap('登录')
  await device.see('请先换掉初始密码')
  await device.type('现在的密码', initial)
  await device.type('新密码', OWN_PASSWORD)
  await device.type('再填一次新密码', OWN_PASSWORD)
  await stage.devices.photograph(device, 'first-password')
  await device.tap('更改密码')
  await device.gone('请先换掉初始密码')
  await device.see('系统管理员')

  const account = { username: 'admin', password: OWN_PASSWORD }
  const { body } = await stage.service.as().post('/auth/password', account, { key: null })
  stage.players.set('administrator', {
    name: body.me.name,
    personId: body.me.personId,
    device,
    account,
    signedInAt: stage.service.clock.now(),
  })
  stage.found.topId = body.me.organizationId
}
