import { recordAudit } from '@cloud/core/audit'
import type { Handlers } from '@cloud/core/http/route'
import { AppError } from '@shared/core/errors'
import type { peopleContract } from '@shared/modules/people/contract'
import { MAX_ROSTER } from '@shared/modules/people/timeEndpoints'
import { getOrganizationFor } from '../../organizations/index'
import { getPersonFor } from '../access'
import { presentPerson } from '../present'
import { readHistory } from './history'
import { readRoster, recordAsOf } from './roster'
import { writeRosterSheet } from './rosterSheet'

type Names = 'history' | 'asOf' | 'roster' | 'exportRoster'

/** 历史与截至某日 */
export const timeHandlers: Pick<Handlers<typeof peopleContract.endpoints>, Names> = {
  history: async (call) => readHistory(call, await getPersonFor(call.actor, call.params.personId, 'view')),

  async asOf(call) {
    const person = await getPersonFor(call.actor, call.params.personId, 'view')
    const { day } = call.query
    const record = await recordAsOf(person, day)
    if (!record) throw new AppError('not_found', `名册从 ${person.enteredOn} 起才有这个人的记录，请选之后的日子`)
    return { ...(await presentPerson({ ...call, today: day }, record)), allowed: [] }
  },

  async roster({ actor, params, query }) {
    const roster = await readRoster(await getOrganizationFor(actor, params.organizationId), query.day)
    return { ...roster, members: roster.members.slice(0, MAX_ROSTER) }
  },

  async exportRoster(call) {
    const organization = await getOrganizationFor(call.actor, call.params.organizationId)
    const roster = await readRoster(organization, call.query.day)
    await recordAudit(call, {
      action: 'people.exportRoster',
      subject: { kind: 'organization', id: organization.id },
      place: { organizationId: organization.id, path: organization.path },
      summary: `导出“${organization.name}”截至 ${call.query.day} 的名册 ${roster.members.length} 人`,
    })
    return writeRosterSheet(roster)
  },
}
