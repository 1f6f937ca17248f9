import { recordAudit } from '@cloud/core/audit'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import { inTransaction } from '@cloud/core/database/connect'
import type { Deps } from '@cloud/core/deps'
import { createSharedLimit } from '@cloud/core/http/rateLimit'
import { type Call, defineRoutes } from '@cloud/core/http/route'
import { WechatError } from '@cloud/core/wechat/wechatError'
import { OK } from '@shared/core/contract'
import { AppError, ruleBroken } from '@shared/core/errors'
import { accountsContract } from '@shared/modules/accounts/contract'
import { deviceLabel } from '@shared/modules/accounts/rules'
import { personPolicy } from '@shared/modules/people/policy'
import { findHigherPlaced, findPersonRecords, findPersonsByPhoneHash, hasLeft, standingTo } from '../people/index'
import { Identities, type SessionRecord, Sessions } from './collection'
import { bindIdentity, changePassword, checkPassword, invite, redeemInvitation, rememberIdentity } from './commands'
import { holderRoutes } from './holder/holderRoutes'
import { refuseLeaver } from './leavers'
import { openSignedIn } from './openSignedIn'
import { describeMe } from './queries'
import { scanRoutes } from './scan/scanRoutes'
import { oweAfterInitialPassword, owedAfterPassword } from './secondFactor/factor'
import { secondFactorRoutes } from './secondFactor/secondFactorRoutes'
import { endPassingSession, endSessions } from './sessions'

/**
 * Counted in the database: a second instance does not double what may be tried. A construction site of hundreds stands behind one
 * address; guesses of one password are held up by the account's own lock.
 */
const signInLimit = createSharedLimit('signIn', 300, 60, '登录尝试太多了，请一分钟后再试')
const bindLimit = createSharedLimit('bind', 10, 3_600, '绑定尝试太多了，请一小时后再试')

/** WeChat's refusals in words a member can act on. */
async function askWechat<T>(deps: Deps, ask: (wechat: NonNullable<Deps['wechat']>) => Promise<T>): Promise<T> {
  if (!deps.wechat) throw new AppError('conflict', '这套系统还没有接入微信，请用账号密码登录')
  try {
    return await ask(deps.wechat)
  } catch (error) {
    if (!(error instanceof WechatError)) throw error
    deps.logger.warn({ err: error }, 'WeChat refused a sign-in call')
    throw new AppError('conflict', '微信没有确认这次登录，请退出小程序重新打开再试')
  }
}

async function finishBinding(
  call: Call<typeof accountsContract.endpoints.bindByInvitation> | Call<typeof accountsContract.endpoints.bindByPhone>,
  how: string,
  findPerson: () => Promise<string>,
) {
  const identityId = found(call.actor.identityId, '个微信身份')
  await inTransaction(async () => bindIdentity(call, identityId, await findPerson(), how))
  const { personId } = found(await Identities.findById(identityId, { personId: 1 }).lean(), '个微信身份')
  if (call.actor.sessionId) await endPassingSession(call.actor.sessionId)
  return openSignedIn(call, { ...(personId && { personId }), identityId }, 'wechat')
}

export const accountRoutes = defineRoutes(accountsContract, {
  signIn: async (call) => {
    await signInLimit.take(call.address)
    const account = await checkPassword(call.deps, call.body.username, call.body.password)
    await refuseLeaver(call, account.personId)
    return openSignedIn(call, { personId: account.personId }, 'password', await owedAfterPassword(call, account))
  },

  signInWithWechat: async (call) => {
    await signInLimit.take(`wechat:${call.address}`)
    const { openId } = await askWechat(call.deps, (wechat) => wechat.exchangeLoginCode(call.body.code))
    const identity = await rememberIdentity(call.deps, openId)
    if (identity.personId) await refuseLeaver(call, identity.personId)
    const owner = { identityId: identity._id, ...(identity.personId && { personId: identity.personId }) }
    return openSignedIn(call, owner, 'wechat')
  },

  bindByInvitation: async (call) => {
    await bindLimit.take(call.actor.identityId ?? '')
    return finishBinding(call, '邀请码', () => redeemInvitation(call, call.body.invitationCode))
  },

  bindByPhone: async (call) => {
    await bindLimit.take(call.actor.identityId ?? '')
    const phone = await askWechat(call.deps, (wechat) => wechat.getPhoneNumber(call.body.code))
    return finishBinding(call, '手机号', async () => {
      const [personId, second] = await findPersonsByPhoneHash(call.deps.cipher.fingerprint(phone))
      // One answer for no match and for several: it must not tell whose number is in the register.
      if (!personId || second)
        throw ruleBroken([{ message: '这个手机号没有对上名册，请向本支部书记要邀请码绑定', fixBy: '支部书记' }])
      return personId
    })
  },

  signOut: async ({ actor }) => {
    await endSessions({ personId: actor.personId, ...(actor.sessionId && { id: actor.sessionId }) })
    return OK
  },

  me: async ({ actor }) => describeMe(actor),

  changePassword: async (call) => {
    await changePassword(call, call.body.oldPassword, call.body.newPassword)
    if (call.actor.mustChangePassword) await oweAfterInitialPassword(call)
    return OK
  },

  sessions: async ({ actor }) => {
    const rows = await Sessions.find({ personId: actor.personId, owes: { $ne: 'code' } })
      .sort({ seenAt: -1 })
      .limit(50)
      .lean<SessionRecord[]>()
    return {
      items: rows.map((row) => ({
        id: row._id,
        channel: row.channel,
        device: row.channel === 'wechat' ? '手机微信' : deviceLabel(row.device),
        network: row.network ?? '未知网络',
        since: row.createdAt.toISOString(),
        lastSeen: row.seenAt.toISOString(),
        current: row._id === actor.sessionId,
      })),
    }
  },

  revokeSession: async ({ actor, params }) => {
    const ended = await endSessions({ personId: actor.personId, id: params.sessionId })
    found(ended > 0 ? true : undefined, '个登录')
    return OK
  },

  revokeOthers: async (call) => {
    const { personId, sessionId } = call.actor
    const ended = await endSessions({ personId, ...(sessionId && { except: sessionId }) })
    await recordAudit(call, {
      action: 'accounts.revokeOthers',
      subject: { kind: 'person', id: personId },
      summary: `让自己的其他设备退出登录（${ended} 台）`,
    })
    return { ended }
  },

  invite: async (call) => {
    const persons = await findPersonRecords(call.actor, call.body.personIds)
    if (persons.length !== new Set(call.body.personIds).size)
      throw new AppError('not_found', '有人不在你的管理范围，请刷新名册后重选')
    mustBeAllowed(
      persons.every((person) => personPolicy.invite(standingTo(call.actor, person))),
      '只能邀请本支部或管理范围内的人',
    )
    const gone = persons.filter((person) => hasLeft(person, call.today)).map((person) => person.name)
    mustBeAllowed(gone.length === 0, `${gone.slice(0, 5).join('、')}已离开单位，不能再邀请，请去掉后再试`)
    const higher = (await findHigherPlaced(call.actor, persons, call.today)).map((person) => person.name)
    mustBeAllowed(
      higher.length === 0,
      `${higher.slice(0, 5).join('、')}在上级组织还有职务，邀请码由上级组织的管理员生成，请去掉后再试`,
    )
    return { items: await inTransaction(() => invite(call, persons)) }
  },

  ...holderRoutes,
  ...scanRoutes,
  ...secondFactorRoutes,
})
