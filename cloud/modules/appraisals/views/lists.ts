import { found } from '@cloud/core/authorize'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { listMembersOn } from '@cloud/modules/care/index'
import { getOrganization, listOrganizations, settingsOf } from '@cloud/modules/organizations/index'
import { listMembers } from '@cloud/modules/people/index'
import { inForce } from '@shared/core/norm'
import { addDays, yearOf } from '@shared/core/plainDate'
import { PROCEDURE } from '@shared/modules/appraisals/norms'
import { APPRAISAL_POLICY } from '@shared/modules/appraisals/policy'
import { ratingsFrom } from '@shared/modules/appraisals/rules'
import { type AppraisalRecord, Appraisals, type ParticipantRecord, Participants } from '../collection'
import { getBranchFor } from '../commands/lead'
import { presentSummary } from '../present'
import { toAppraisal } from '../queries'

/** Days given for the own appraisal, and after it for that of the others; the branch may choose others. */
const SELF_DAYS = 14
const PEER_DAYS = 7

async function presentPage(records: readonly AppraisalRecord[]) {
  const ids = records.map((record) => record._id)
  const rows =
    ids.length === 0
      ? []
      : await Participants.find({ caseId: { $in: ids } }, { sealedSelf: 0 }).lean<ParticipantRecord[]>()
  const organizationIds = [...new Set(records.map((record) => record.organizationId))]
  const present = new Set((await listMembers(organizationIds)).map((member) => member.id))
  const names = new Map((await listOrganizations({ ids: organizationIds })).map((one) => [one.id, one.name]))
  const byCase = new Map<string, ParticipantRecord[]>(ids.map((id) => [id, []]))
  for (const row of rows) if (present.has(row.personId)) byCase.get(row.caseId)?.push(row)
  return records.map((record) =>
    presentSummary(toAppraisal(record), byCase.get(record._id) ?? [], names.get(record.organizationId) ?? ''),
  )
}

/** The own branch through the years, or all branches below an organisation: state and totals, no contents. */
export async function listAppraisals(
  work: Work,
  query: PageRequest & { organizationId?: string | undefined; year?: number | undefined },
) {
  const { actor } = work
  const organization = await getOrganization(query.organizationId ?? actor.organizationId)
  const subject = { organizationId: organization.id, path: organization.path, participates: false }
  found(APPRAISAL_POLICY.read(actor, subject) ? organization : undefined, '个组织')
  const own = organization.kind === 'branch'
  const { path } = organization
  const where = {
    ...(own ? { organizationId: organization.id } : { path: { $gte: path, $lt: `${path}\uffff` } }),
    ...(query.year && { year: query.year }),
  }
  const { items, next } = await findPage<AppraisalRecord>(Appraisals, where, { year: -1 }, query)
  return {
    items: await presentPage(items),
    next,
    organizationName: organization.name,
    canPlan: own && APPRAISAL_POLICY.plan(actor, subject),
  }
}

/** Everything about this year's appraisal, prefilled. */
export async function readProposal(work: Work, query: { organizationId: string; year?: number | undefined }) {
  const { organizationId } = query
  const branch = await getBranchFor(work, organizationId)
  const year = query.year ?? yearOf(work.today)
  const members = await listMembersOn([organizationId], work.today)
  const existing = await Appraisals.findOne({ organizationId, standingYear: year }, { _id: 1 }).lean<{ _id: string }>()
  const due = members.filter((member) => !member.exempt)
  const selfDueOn = addDays(work.today, SELF_DAYS)
  return {
    organizationId,
    organizationName: branch.name,
    year,
    selfDueOn,
    peerDueOn: addDays(selfDueOn, PEER_DAYS),
    peerScope: 'branch' as const,
    hasGroups: members.length > 0 && members.every((member) => member.groupId),
    ratings: ratingsFrom((await settingsOf(branch)).appraisalRatings),
    due: due.length,
    votingDue: due.filter((member) => member.membership === 'full').length,
    exempt: members.length - due.length,
    why: PROCEDURE.label,
    source: inForce(PROCEDURE, work.today).source,
    ...(existing && { existing: existing._id }),
  }
}
