import type { ObligationSource } from '@cloud/core/defineModule'
import { loadWorkCalendar } from '@cloud/modules/calendar/index'
import { listLinkable, listLinked, owedFrom } from '@cloud/modules/meetings/index'
import { listAppointments, listOrganizations } from '@cloud/modules/organizations/index'
import { listMembers } from '@cloud/modules/people/index'
import { yearOf } from '@shared/core/plainDate'
import { lastEntry } from '@shared/core/workflow'
import { appraisalDuties, yearlyLine } from '@shared/modules/appraisals/duties'
import { planYear } from '@shared/modules/meetings/plan/planYear'
import { APPROVER_ROLES } from '@shared/modules/meetings/policy'
import { DEFAULT_SETTINGS } from '@shared/modules/organizations/model'
import { type AppraisalRecord, Appraisals, type ParticipantRecord, Participants } from './collection'
import { toAppraisal, toParticipant } from './queries'
import { FACT } from './write'

/** Running cases with their people; nothing at all is asked of the store where there is no case. */
async function listActive(records: readonly AppraisalRecord[]): Promise<Map<string, ParticipantRecord[]>> {
  if (records.length === 0) return new Map()
  const rows = await Participants.find(
    { caseId: { $in: records.map((record) => record._id) } },
    { sealedSelf: 0 },
  ).lean<ParticipantRecord[]>()
  const present = new Set((await listMembers(records.map((one) => one.organizationId))).map((member) => member.id))
  const active = new Map<string, ParticipantRecord[]>(records.map((record) => [record._id, []]))
  for (const row of rows) if (present.has(row.personId)) active.get(row.caseId)?.push(row)
  return active
}

/** The yearly line of every branch, and what a running case asks of people. */
export const appraisalObligations: ObligationSource = {
  facts: [
    FACT,
    'meetings.meeting',
    'organizations.organization',
    'organizations.appointment',
    'people.person',
    'calendar.year',
  ],
  labels: {
    'meetings.appraisal': '民主评议',
    'appraisals.self': '个人自评',
    'appraisals.peer': '党员互评',
    'appraisals.ballot': '民主测评',
    'appraisals.lead': '推进评议',
    'appraisals.acknowledge': '签收评定',
  },
  // Only who leads a running case may change with the days.
  async turning(organizationIds, _, today) {
    const where = { organizationId: { $in: [...organizationIds] }, standingYear: { $gte: yearOf(today) - 1 } }
    const rows = await Appraisals.find(where, { organizationId: 1, state: 1 }).lean<AppraisalRecord[]>()
    return [...new Set(rows.filter((row) => row.state !== 'told').map((row) => row.organizationId))]
  },
  async compute(_, organizationIds, year, today) {
    const branches = (await listOrganizations({ ids: organizationIds })).filter((one) => one.kind === 'branch')
    if (branches.length === 0) return []
    const ids = branches.map((branch) => branch.id)
    const calendar = await loadWorkCalendar()
    const held = await listLinkable(ids, ['appraisal'], year)
    const records = await Appraisals.find({ organizationId: { $in: ids }, standingYear: year }).lean<
      AppraisalRecord[]
    >()
    const active = await listActive(records)
    const linked = new Map(
      (await listLinked(records.flatMap((one) => one.meetingId ?? []))).map((one) => [one.id, one]),
    )
    const offices =
      records.length > 0
        ? await listAppointments(
            records.map((one) => one.organizationId),
            today,
          )
        : []
    return branches.flatMap((branch) => {
      const record = records.find((one) => one.organizationId === branch.id)
      const appraisal = record && toAppraisal(record)
      const facts = {
        organizationId: branch.id,
        owedFrom: owedFrom(branch),
        fullMembers: 0,
        hasCommittee: false,
        groups: [],
        meetings: held.filter((meeting) => meeting.organizationId === branch.id),
      }
      const lines = planYear(facts, year, calendar, DEFAULT_SETTINGS, ['appraisal'])
      const duties = appraisal
        ? appraisalDuties(
            appraisal,
            (active.get(appraisal.id) ?? []).map(toParticipant),
            leaderOf(branch.id, offices) ?? lastEntry(appraisal.entries, 'plan')?.by ?? '',
            meetingDay(linked.get(appraisal.meetingId ?? '')),
            calendar,
          )
        : []
      return [...lines.map((line) => yearlyLine(line, appraisal)), ...duties]
    })
  },
}

const leaderOf = (organizationId: string, offices: Awaited<ReturnType<typeof listAppointments>>): string | undefined =>
  APPROVER_ROLES.flatMap((role) =>
    offices.filter((one) => one.organizationId === organizationId && one.role === role),
  )[0]?.personId

const meetingDay = (meeting: Awaited<ReturnType<typeof listLinked>>[number] | undefined) =>
  meeting && meeting.state !== 'cancelled' ? meeting.on : undefined
