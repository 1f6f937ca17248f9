import { nameAt, nameOf, type Part, PLACES, type Player, type Who } from './cast'
import { openAccountFor, type Stage } from './stage'
import { TEMPLATES } from './wechatSide'

const SIGN_IN = '/modules/accounts/pages/signIn/index'
/** A session ends after so long without use (H-14), in WeChat after a month; before that it is opened anew. */
const BROWSER_SESSION_MS = 25 * 60_000
const WECHAT_SESSION_MS = 14 * 86_400_000

async function invite(stage: Stage, personId: string): Promise<string> {
  const administrator = stage.service.as(stage.player('administrator').personId)
  const { status, body } = await administrator.post('/invitations', { personIds: [personId] }, { key: null })
  expect(status).toBe(200)
  return body.items[0].code
}

/** Who takes a device in hand; in a browser with an account of this name, at a desk or on a phone. */
interface Entering {
  name: string
  personId: string
  username: string
  isDesk: boolean
}

/** A person takes the device in hand for the first time, inside WeChat: bound to the register by the code from the secretary. */
async function enterInWechat(stage: Stage, { name, personId }: Entering): Promise<Player> {
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
  return { name, personId, device, openId, signedInAt: stage.service.clock.now() }
}

async function enterInBrowser(stage: Stage, { name, personId, username, isDesk }: Entering): Promise<Player> {
  const account = await openAccountFor(personId, username)
  const player: Player = { name, personId, device: stage.hand(isDesk), ...(account && { account }) }
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
  const isDesk = part === 'secretary' || part === 'commissioner'
  await enterAs(stage, part, { name: nameOf(part), personId, username: `p${PLACES[part]}-member`, isDesk })
}

/** The same for somebody of whom only the name and the id are known. */
export async function enterAs(stage: Stage, who: Who, entering: Entering): Promise<Player> {
  const player = await (stage.runtime === 'weapp' ? enterInWechat : enterInBrowser)(stage, entering)
  stage.players.set(who, player)
  return player
}

/** Bound before: one tap. */
async function signInWithWechat(stage: Stage, player: Player): Promise<void> {
  const { device, openId = '' } = player
  device.loginCode(stage.stub.control.mintLoginCode({ openId }))
  await device.tap('微信登录')
  await device.gone('微信登录')
  player.signedInAt = stage.service.clock.now()
}

/** On a device whose session has run out: signs in again. Not part of any job, so it is done before one is measured. */
export async function comeBack(stage: Stage, part: Who): Promise<Player> {
  const player = stage.player(part)
  const { device, openId, account, signedInAt = 0 } = player
  const isInWechat = openId !== undefined && account === undefined
  if (stage.service.clock.now() - signedInAt > (isInWechat ? WECHAT_SESSION_MS : BROWSER_SESSION_MS)) {
    await device.open(SIGN_IN)
    await (isInWechat ? signInWithWechat : signIn)(stage, player)
  }
  return player
}

/** Opens a page on somebody's device. */
export async function visit(stage: Stage, part: Who, path: string): Promise<Player> {
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
