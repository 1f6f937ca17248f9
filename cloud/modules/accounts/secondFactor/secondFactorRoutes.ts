import { recordAudit } from '@cloud/core/audit'
import { mustBeAllowed } from '@cloud/core/authorize'
import type { Handlers } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import { AppError } from '@shared/core/errors'
import type { secondFactorEndpoints } from '@shared/modules/accounts/secondFactorEndpoints'
import { SecondFactors } from '../collection'
import { getAccountHolder } from '../holder/getAccountHolder'
import { openSignedIn } from '../openSignedIn'
import { endPassingSession, endSessions } from '../sessions'
import {
  confirmSecondFactor,
  describeSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
  stopSecondFactor,
  takeFactor,
} from './factor'

/** 两步验证 */
export const secondFactorRoutes: Handlers<typeof secondFactorEndpoints> = {
  prove: async (call) => {
    const { personId, sessionId = '' } = call.actor
    await takeFactor(call, call.body.code)
    // One proof, one session: of two answers at once the slower one starts over.
    if (!(await endPassingSession(sessionId))) throw new AppError('unauthenticated', '登录已过期，请重新登录')
    return openSignedIn(call, { personId }, 'password')
  },
  secondFactor: ({ deps, actor }) => describeSecondFactor(deps, actor),
  startSecondFactor: (call) => startSecondFactor(call, call.body.code),
  confirmSecondFactor: async (call) => ({ recoveryCodes: await confirmSecondFactor(call, call.body.code) }),
  renewRecoveryCodes: async (call) => ({ recoveryCodes: await renewRecoveryCodes(call, call.body.code) }),
  stopSecondFactor: async (call) => {
    await stopSecondFactor(call, call.body.code)
    return OK
  },

  resetSecondFactor: async (call) => {
    const person = await getAccountHolder(call)
    mustBeAllowed(person._id !== call.actor.personId, '不能给自己清除，请另一位管理员来做')
    const { deletedCount } = await SecondFactors.deleteOne({ _id: person._id })
    if (deletedCount === 0) throw new AppError('conflict', `${person.name}没有开两步验证，不用清除`)
    await endSessions({ personId: person._id })
    await recordAudit(call, {
      action: 'accounts.resetSecondFactor',
      subject: { kind: 'person', id: person._id },
      place: person,
      summary: `清除“${person.name}”的两步验证：${call.body.reason}`,
    })
    return OK
  },
}
