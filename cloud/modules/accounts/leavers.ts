import type { Consumer } from '@cloud/core/change'
import { todayOf } from '@cloud/core/clock'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { findPersonBrief, hasLeft, LEAVING } from '../people/index'
import { Identities, Invitations, ScanTickets } from './collection'
import { endSessions } from './sessions'

/** @throws AppError forbidden, in kind words, for somebody who has left the unit. */
export async function refuseLeaver({ today }: Pick<Work, 'today'>, personId: string): Promise<void> {
  const person = await findPersonBrief(personId)
  if (person && hasLeft(person, today))
    throw new AppError(
      'forbidden',
      `${person.name}，你好：你已办理离开本单位，这里的登录已经停用。如有疑问，请联系原支部书记。祝一切顺利！`,
    )
}

/** Fact of an account that was closed, by person. */
export const ACCOUNT_CLOSED = 'accounts.closed'

/** Cuts every way in: sessions, WeChat, unused invitations, desks waiting for this phone. */
export async function cutWaysIn(personId: string): Promise<void> {
  await Identities.updateMany({ personId }, { $unset: { personId: 1, boundAt: 1 } })
  await Invitations.deleteMany({ personId })
  await ScanTickets.deleteMany({ personId })
  await endSessions({ personId })
}

/** Whoever has left gets in no more, from the moment it counts. Password and second factor stay, for the case that it is taken back. */
export const leaverConsumer: Consumer = {
  name: 'accounts.leavers',
  facts: [LEAVING],
  async apply(deps, changes) {
    const today = todayOf(deps.clock)
    for (const personId of new Set(changes.map(({ factId }) => factId))) {
      const person = await findPersonBrief(personId)
      if (!person || hasLeft(person, today)) await cutWaysIn(personId)
    }
  },
}
