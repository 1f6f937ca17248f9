import { recordAudit } from '@cloud/core/audit'
import { mustBeAllowed } from '@cloud/core/authorize'
import { recordChange } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Handlers } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import type { accountsContract } from '@shared/modules/accounts/contract'
import { hasLeft } from '../../people/index'
import { Accounts, Identities, SecondFactors, type SessionRecord, Sessions } from '../collection'
import { openAccount } from '../commands'
import { ACCOUNT_CLOSED, cutWaysIn } from '../leavers'
import { endSessions } from '../sessions'
import { getAccountHolder } from './getAccountHolder'

type Endpoints = (typeof accountsContract)['endpoints']

/** What an administrator does about somebody else's ways in. */
export const holderRoutes: Handlers<Pick<Endpoints, 'account' | 'openAccount' | 'closeAccount' | 'endSessionsOf'>> = {
  account: async (call) => {
    const person = await getAccountHolder(call)
    const account = await Accounts.findById(person._id, { username: 1 }).lean()
    const wechatBound = (await Identities.exists({ personId: person._id })) !== null
    const secondFactor = (await SecondFactors.exists({ _id: person._id, since: { $exists: true } })) !== null
    const sessions = await Sessions.find({ personId: person._id }, { seenAt: 1 })
      .sort({ seenAt: -1 })
      .limit(50)
      .lean<SessionRecord[]>()
    const isSelf = person._id === call.actor.personId
    return {
      name: person.name,
      username: account?.username ?? null,
      wechatBound,
      secondFactor,
      sessions: sessions.length,
      lastSeen: sessions[0]?.seenAt.toISOString() ?? null,
      allowed: [
        ...(hasLeft(person, call.today) ? [] : ['open' as const]),
        ...(account || wechatBound ? ['close' as const] : []),
        ...(sessions.length > 0 ? ['endSessions' as const] : []),
        ...(secondFactor && !isSelf ? ['resetSecondFactor' as const] : []),
      ],
    }
  },

  openAccount: async (call) => {
    const person = await getAccountHolder(call)
    mustBeAllowed(!hasLeft(person, call.today), `${person.name}已离开单位，不能开通账号`)
    const initialPassword = await inTransaction(() => openAccount(call, person, call.body.username))
    return { username: call.body.username.toLowerCase(), initialPassword }
  },

  closeAccount: async (call) => {
    const person = await getAccountHolder(call)
    await Accounts.deleteOne({ _id: person._id })
    await SecondFactors.deleteOne({ _id: person._id })
    await cutWaysIn(person._id)
    await recordChange(call, [{ organizationId: person.organizationId, fact: ACCOUNT_CLOSED, factId: person._id }])
    await recordAudit(call, {
      action: 'accounts.close',
      subject: { kind: 'person', id: person._id },
      place: person,
      summary: `停用“${person.name}”的账号和微信绑定`,
    })
    return OK
  },

  endSessionsOf: async (call) => {
    const person = await getAccountHolder(call)
    const ended = await endSessions({ personId: person._id })
    await recordAudit(call, {
      action: 'accounts.endSessions',
      subject: { kind: 'person', id: person._id },
      place: person,
      summary: `让“${person.name}”的 ${ended} 台设备退出登录：${call.body.reason}`,
    })
    return { ended }
  },
}
