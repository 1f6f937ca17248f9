import { recordAudit } from '@cloud/core/audit'
import { found, holdsRoleOver, mustBeAllowed } from '@cloud/core/authorize'
import { inTransaction } from '@cloud/core/database/connect'
import type { Deps, Work } from '@cloud/core/deps'
import { createRateLimit } from '@cloud/core/http/rateLimit'
import { type Call, defineRoutes } from '@cloud/core/http/route'
import { WechatError } from '@cloud/core/wechat/wechatError'
import { OK } from '@shared/core/contract'
import { AppError, ruleBroken } from '@shared/core/errors'
import { accountsContract } from '@shared/modules/accounts/contract'
import { personPolicy } from '@shared/modules/people/policy'
import { listAppointmentsOf } from '../organizations/index'
import { findHigherPlaced, findPersonRecords, findPersonsByPhoneHash, standingTo } from '../people/index'
import { Accounts, Identities, Invitations, type SessionRecord, Sessions } from './collection'
import {
  bindIdentity,
  changePassword,
  checkPassword,
  invite,
  openAccount,
  redeemInvitation,
  rememberIdentity,
} from './commands'
import { describeMe } from './queries'
import { endBindingSession, endSessions, openSession, resolveActor } from './sessions'

const signInLimit = createRateLimit(30, 60, '登录尝试太多了，请一分钟后再试')
const bindLimit = createRateLimit(10, 3_600, '绑定尝试太多了，请一小时后再试')

async function signedIn(
  deps: Deps,
  owner: { personId?: string; identityId?: string },
  channel: SessionRecord['channel'],
  device: string,
) {
  const token = await openSession(deps, owner, channel, device)
  const actor = await resolveActor(deps, token)
  const bound = actor.kind === 'person'
  return { token, bound, me: bound ? await describeMe(actor) : null }
}

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
  if (call.actor.sessionId) await endBindingSession(call.actor.sessionId)
  return signedIn(call.deps, { ...(personId && { personId }), identityId }, 'wechat', call.userAgent)
}

/** The person whose account is opened or closed: in the administrator's reach with every office held. */
async function getAccountHolder({ actor, params, today }: Work & { params: { personId: string } }) {
  const [record] = await findPersonRecords(actor, [params.personId])
  const person = found(record, '个人')
  mustBeAllowed(personPolicy.account(standingTo(actor, person)), '只有这个人的管理员可以开通或停用账号')
  const offices = await listAppointmentsOf(person._id, today)
  const reached = offices.every((office) => holdsRoleOver(actor, office, ['administrator']))
  mustBeAllowed(reached, '这个人在上级组织还有职务，账号由上级组织的管理员管理')
  return person
}

export const accountRoutes = defineRoutes(accountsContract, {
  signIn: async (call) => {
    await signInLimit.take(call.address)
    const { personId } = await checkPassword(call.deps, call.body.username, call.body.password)
    return signedIn(call.deps, { personId }, 'password', call.userAgent)
  },

  signInWithWechat: async (call) => {
    await signInLimit.take(`wechat:${call.address}`)
    const { openId } = await askWechat(call.deps, (wechat) => wechat.exchangeLoginCode(call.body.code))
    const identity = await rememberIdentity(call.deps, openId)
    const owner = { identityId: identity._id, ...(identity.personId && { personId: identity.personId }) }
    return signedIn(call.deps, owner, 'wechat', call.userAgent)
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
    return OK
  },

  sessions: async ({ actor }) => {
    const rows = await Sessions.find({ personId: actor.personId })
      .sort({ seenAt: -1 })
      .limit(50)
      .lean<SessionRecord[]>()
    return {
      items: rows.map((row) => ({
        id: row._id,
        device: row.channel === 'wechat' ? '微信小程序' : row.device || '浏览器',
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

  invite: async (call) => {
    const persons = await findPersonRecords(call.actor, call.body.personIds)
    if (persons.length !== new Set(call.body.personIds).size)
      throw new AppError('not_found', '有人不在你的管理范围，请刷新名册后重选')
    mustBeAllowed(
      persons.every((person) => personPolicy.invite(standingTo(call.actor, person))),
      '只能邀请本支部或管理范围内的人',
    )
    const higher = (await findHigherPlaced(call.actor, persons, call.today)).map((person) => person.name)
    mustBeAllowed(
      higher.length === 0,
      `${higher.slice(0, 5).join('、')}在上级组织还有职务，邀请码由上级组织的管理员生成，请去掉后再试`,
    )
    return { items: await inTransaction(() => invite(call, persons)) }
  },

  openAccount: async (call) => {
    const person = await getAccountHolder(call)
    const initialPassword = await inTransaction(() => openAccount(call, person, call.body.username))
    return { username: call.body.username.toLowerCase(), initialPassword }
  },

  closeAccount: async (call) => {
    const person = await getAccountHolder(call)
    await Accounts.deleteOne({ _id: person._id })
    await Identities.updateMany({ personId: person._id }, { $unset: { personId: 1, boundAt: 1 } })
    await Invitations.deleteMany({ personId: person._id })
    await endSessions({ personId: person._id })
    await recordAudit(call, {
      action: 'accounts.close',
      subject: { kind: 'person', id: person._id },
      place: person,
      summary: `停用“${person.name}”的账号和微信绑定`,
    })
    return OK
  },
})
