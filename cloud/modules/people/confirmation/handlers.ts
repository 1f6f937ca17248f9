import { found, mustBeAllowed } from '@cloud/core/authorize'
import type { Handlers } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import { MAX_ASKED } from '@shared/modules/people/confirmationEndpoints'
import type { peopleContract } from '@shared/modules/people/contract'
import { OWN_FIELDS } from '@shared/modules/people/ownFields'
import { personPolicy } from '@shared/modules/people/policy'
import { getOrganizationFor } from '../../organizations/index'
import { type CorrectionRecord, Corrections, People, type PersonRecord } from '../collection'
import { standingTo, visiblePeople } from '../queries'
import { confirmFields, correctField, decideCorrection } from './commands'
import { listUnconfirmed, listWaiting, mayDecide, presentWaiting, readMine } from './queries'

type Names = 'myConfirmation' | 'confirmMine' | 'correctMine' | 'branchConfirmation' | 'decideCorrection'

/** 本人核对 */
export const confirmationHandlers: Pick<Handlers<typeof peopleContract.endpoints>, Names> = {
  myConfirmation: readMine,

  async confirmMine(call) {
    await confirmFields(call, call.body.fields)
    return OK
  },

  correctMine: async (call) => ({ applied: await correctField(call, call.body.field, call.body.value) }),

  async branchConfirmation(call) {
    const organization = await getOrganizationFor(call.actor, call.params.organizationId)
    const place = { _id: '', organizationId: organization.id, path: organization.path }
    mustBeAllowed(personPolicy.edit(standingTo(call.actor, place)), '只有本支部书记、组织委员或管理员可以看核对进度')
    const { members, open } = await listUnconfirmed(organization, call.today)
    return {
      organizationId: organization.id,
      name: organization.name,
      members,
      confirmed: members - open.length,
      toAsk: open.slice(0, MAX_ASKED).map(({ personId, name, fields }) => ({
        personId,
        name,
        labels: fields.map((field) => OWN_FIELDS[field].label),
      })),
      waiting: await presentWaiting(call, await listWaiting(organization.id)),
    }
  },

  async decideCorrection(call) {
    const row = found(await Corrections.findById(call.params.correctionId).lean<CorrectionRecord>(), '项更正')
    const reach = { $and: [{ _id: row.personId }, visiblePeople(call.actor)] }
    const person = found(await People.findOne(reach).lean<PersonRecord>(), '项更正')
    mustBeAllowed(mayDecide(call.actor, person), '更正由本支部书记、组织委员或管理员核对；自己的由别人核对')
    await decideCorrection(call, row, person, call.body)
    return OK
  },
}
