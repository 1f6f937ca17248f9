import { found, holdsRoleOver, mustBeAllowed } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { personPolicy } from '@shared/modules/people/policy'
import { listAppointmentsOf } from '../../organizations/index'
import { findPersonRecords, standingTo } from '../../people/index'

/** The person whose account is looked after: in the administrator's reach with every office held. */
export async function getAccountHolder({ actor, params, today }: Work & { params: { personId: string } }) {
  const [record] = await findPersonRecords(actor, [params.personId])
  const person = found(record, '个人')
  mustBeAllowed(personPolicy.account(standingTo(actor, person)), '只有这个人的管理员可以管理账号')
  const offices = await listAppointmentsOf(person._id, today)
  const reached = offices.every((office) => holdsRoleOver(actor, office, ['administrator']))
  mustBeAllowed(reached, '这个人在上级组织还有职务，账号由上级组织的管理员管理')
  return person
}
