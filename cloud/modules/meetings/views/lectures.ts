import { found } from '@cloud/core/authorize'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { listAppointmentsOf, listOrganizations } from '@cloud/modules/organizations/index'
import { findPersonBrief } from '@cloud/modules/people/index'
import { inForce } from '@shared/core/norm'
import { type PlainDate, yearOf } from '@shared/core/plainDate'
import { SECRETARY_LECTURE } from '@shared/modules/meetings/norms'
import { BRANCH_POLICY } from '@shared/modules/meetings/policy'
import { type MeetingRecord, Meetings, type ParticipationRecord, Participations } from '../collection'

/** 讲过的党课 — lessons a person has given, the latest first; of oneself, or of somebody whose attendance one may read. */
export async function listLectures(work: Work, query: PageRequest & { personId?: string | undefined }) {
  const { actor, today } = work
  const personId = query.personId ?? actor.personId
  const brief = await findPersonBrief(personId)
  const visible = brief && (personId === actor.personId || BRANCH_POLICY.attendance(actor, brief))
  const person = found(visible ? brief : undefined, '个人')
  const where = { 'lecture.lecturer.personId': personId, state: 'locked' as const }
  const { items, next } = await findPage<MeetingRecord>(Meetings, where, { on: -1 }, query)
  const names = new Map(
    (await listOrganizations({ ids: [...new Set(items.map((item) => item.organizationId))] })).map((one) => [
      one.id,
      one.name,
    ]),
  )
  const rows = await Participations.find({ meetingId: { $in: items.map((item) => item._id) } }).lean<
    ParticipationRecord[]
  >()
  const year = yearOf(today)
  const leads = await leadsCommittee(personId, work)
  const norm = inForce(SECRETARY_LECTURE, today)
  const done = leads
    ? await Meetings.countDocuments({
        ...where,
        on: { $gte: `${year}-01-01` as PlainDate, $lte: `${year}-12-31` as PlainDate },
      })
    : 0
  return {
    name: person.name,
    items: items.map((item) => {
      const own = rows.filter((row) => row.meetingId === item._id)
      return {
        meetingId: item._id,
        title: item.title,
        topic: item.lecture?.topic ?? '',
        on: item.on,
        organizationName: names.get(item.organizationId) ?? '',
        present: own.filter((row) => row.status === 'present' && row.personId !== personId).length,
        hours: own.find((row) => row.personId === personId)?.hours ?? 0,
      }
    }),
    next,
    ...(leads && { owed: { why: SECRETARY_LECTURE.label, source: norm.source, done, year } }),
  }
}

/** Is this person the secretary of a Party committee today? */
async function leadsCommittee(personId: string, { today }: Work): Promise<boolean> {
  const own = (await listAppointmentsOf(personId, today)).filter((a) => a.role === 'secretary')
  if (own.length === 0) return false
  const places = await listOrganizations({ ids: own.map((a) => a.organizationId), kind: 'partyCommittee' })
  return places.length > 0
}
