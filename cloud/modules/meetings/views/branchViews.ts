import { found } from '@cloud/core/authorize'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { listMembersOn } from '@cloud/modules/care/index'
import { getOrganization, listAppointments, settingsOf } from '@cloud/modules/organizations/index'
import { findPersonBrief } from '@cloud/modules/people/index'
import { type PlainDate, yearOf } from '@shared/core/plainDate'
import { tally } from '@shared/modules/meetings/attendance'
import { hoursOf } from '@shared/modules/meetings/hours'
import { partnersOf, peopleOf } from '@shared/modules/meetings/joint'
import { type Attendance, MEETING_KIND_LABELS, MEETING_KINDS } from '@shared/modules/meetings/model'
import { BRANCH_POLICY } from '@shared/modules/meetings/policy'
import { owedHours } from '@shared/modules/meetings/yearHours'
import type { Organization } from '@shared/modules/organizations/model'
import {
  type AttendanceRecord,
  Attendances,
  type MeetingRecord,
  Meetings,
  type ParticipationRecord,
  Participations,
} from '../collection'
import { writeSheet } from '../sheet'
import { judgedOn, listYearHours, readYearHours } from '../yearHours'

async function getBranch(work: Work, organizationId: string, view: keyof typeof BRANCH_POLICY): Promise<Organization> {
  const organization = await getOrganization(organizationId)
  const allowed = BRANCH_POLICY[view](work.actor, { organizationId, path: organization.path })
  return found(allowed ? organization : undefined, '个支部')
}

/** One branch's own line of each record: at a joint meeting its own page, people and hours. */
async function ledgerRows(records: readonly MeetingRecord[], organizationId: string) {
  const rows = await Attendances.find({ meetingId: { $in: records.map((record) => record._id) } }).lean<
    AttendanceRecord[]
  >()
  const byMeeting = new Map<string, Attendance[]>()
  for (const { meetingId, personId, name, standing, entries, organizationId: place } of rows) {
    const list = byMeeting.get(meetingId) ?? []
    list.push({ personId, name, standing, entries, organizationId: place })
    byMeeting.set(meetingId, list)
  }
  return records.map((record) => {
    const people = byMeeting.get(record._id) ?? []
    const joint = partnersOf(record).find((branch) => branch.organizationId === organizationId)
    const alone = partnersOf(record).length === 0
    const counts = tally(alone ? people : peopleOf(record, people, organizationId))
    const { kind, title, on, place, startTime, endTime } = record
    const { ledgerNumber = 0, hourSettings } = joint ?? record
    return {
      id: record._id,
      number: ledgerNumber,
      kind,
      title,
      on,
      place,
      due: counts.due,
      present: counts.present,
      leave: counts.leave,
      absent: counts.missing,
      hours: hourSettings ? hoursOf(kind, startTime, endTime, hourSettings) : 0,
      resolution: String(record.minutes['resolution'] ?? ''),
    }
  })
}

/** Approved meetings a branch held in a year, alone or together with others. */
const ledgerOf = (organizationId: string, year: number) => ({
  $or: [{ organizationId }, { partnerIds: organizationId }],
  ledgerYear: year,
  state: 'locked' as const,
})

/** 支部工作手册 — approved meetings of a year, the latest first. */
export async function readLedger(work: Work, query: PageRequest & { organizationId: string; year: number }) {
  const { organizationId, year } = query
  await getBranch(work, organizationId, 'ledger')
  const { items, next } = await findPage<MeetingRecord>(Meetings, ledgerOf(organizationId, year), { on: -1 }, query)
  return { items: await ledgerRows(items, organizationId), next }
}

/** The same, whole, as a sheet. */
export async function exportLedger(work: Work, { organizationId, year }: { organizationId: string; year: number }) {
  const branch = await getBranch(work, organizationId, 'ledger')
  const records = await Meetings.find(ledgerOf(organizationId, year)).sort({ on: 1 }).lean<MeetingRecord[]>()
  const rows = (await ledgerRows(records, organizationId)).map((r) => [
    r.number,
    r.on,
    MEETING_KIND_LABELS[r.kind],
    r.title,
    r.place,
    r.due,
    r.present,
    r.leave,
    r.absent,
    r.hours,
    r.resolution,
  ])
  const head = ['页码', '日期', '种类', '名称', '地点', '应到', '实到', '请假', '缺席', '学时', '决议']
  const bytes = writeSheet(`${year}年`, [head, ...rows], [6, 12, 12, 24, 18, 6, 6, 6, 6, 6, 40])
  return { fileName: `${branch.name}${year}年支部工作手册.xlsx`, bytes }
}

async function attendanceRows(branch: Organization, year: number, today: PlainDate) {
  const members = new Map((await listYearHours([branch.id], year, today)).map((one) => [one.personId, one]))
  const rows = await Participations.find({ organizationId: branch.id, year, kind: { $ne: 'event' } }).lean<
    ParticipationRecord[]
  >()
  const people = new Map([...members.values()].map((member) => [member.personId, member.name]))
  for (const row of rows) if (!people.has(row.personId) && row.due) people.set(row.personId, row.name)
  return [...people].map(([personId, name]) => {
    const own = rows.filter((row) => row.personId === personId)
    const due = own.filter((row) => row.due)
    const count = (status: ParticipationRecord['status']) => due.filter((row) => row.status === status).length
    return {
      personId,
      name,
      due: due.length,
      present: count('present'),
      leave: count('leave'),
      absent: count('absent'),
      hours: members.get(personId)?.hours ?? own.reduce((sum, row) => sum + row.hours, 0),
      requiredHours: members.get(personId)?.owed.hours ?? 0,
      exempt: members.get(personId)?.exempt ?? false,
    }
  })
}

/** 出勤与学时 — one row per member, by name as in the register, never ranked. */
export async function readAttendance(work: Work, { organizationId, year }: { organizationId: string; year: number }) {
  const branch = await getBranch(work, organizationId, 'attendance')
  return { year, organizationName: branch.name, rows: await attendanceRows(branch, year, work.today) }
}

export async function exportAttendance(work: Work, query: { organizationId: string; year: number }) {
  const { organizationName, year, rows } = await readAttendance(work, query)
  const head = ['姓名', '应到', '到会', '请假', '缺席', '学时', '应达学时']
  const owed = (r: (typeof rows)[number]) => (r.exempt ? '不作硬性要求' : r.requiredHours)
  const body = rows.map((r) => [r.name, r.due, r.present, r.leave, r.absent, r.hours, owed(r)])
  const bytes = writeSheet(`${year}年`, [head, ...body], [12, 6, 6, 6, 6, 8, 10])
  return { fileName: `${organizationName}${year}年出勤与学时.xlsx`, bytes }
}

/** 个人档案 — what a person took part in, hours and where each comes from. The own one by default. */
export async function readArchive(work: Work, query: { personId?: string | undefined; year?: number | undefined }) {
  const { actor, today } = work
  const personId = query.personId ?? actor.personId
  const year = query.year ?? yearOf(today)
  const brief = await findPersonBrief(personId)
  const visible = brief && (personId === actor.personId || BRANCH_POLICY.attendance(actor, brief))
  const person = found(visible ? brief : undefined, '份档案')
  const all = await Participations.find({ personId, year }).sort({ on: -1 }).lean<ParticipationRecord[]>()
  const rows = all.flatMap((row) => (row.kind === 'event' ? [] : [{ ...row, kind: row.kind }]))
  const day = judgedOn(year, today)
  const appointments = await listAppointments([person.organizationId], day)
  const roles = appointments.filter((a) => a.personId === personId).map((a) => a.role)
  const member = (await listMembersOn([person.organizationId], day)).find((one) => one.id === personId)
  const exempt = member?.exempt === true
  const owed = owedHours(roles, day, exempt)
  // Hours are asked of Party members; an administrator of the system need not be one.
  const required = member ? owed : { ...owed, hours: 0, why: '不是党员，没有学时要求' }
  const { party, safety, studies } = await readYearHours(personId, year)
  const { safetyHoursPerYear } = await settingsOf({ id: person.organizationId, path: person.path })
  const due = rows.filter((row) => row.due)
  const count = (status: ParticipationRecord['status']) => due.filter((row) => row.status === status).length
  const hoursOfRows = (some: readonly ParticipationRecord[]) => some.reduce((sum, row) => sum + row.hours, 0)
  return {
    personId,
    name: person.name,
    year,
    hours: party.hours,
    sources: party.sources,
    exempt,
    requiredHours: required.hours,
    requiredWhy: required.why,
    source: required.source,
    byKind: MEETING_KINDS.flatMap((kind) => {
      const own = rows.filter((row) => row.kind === kind && row.status === 'present')
      return own.length > 0 ? [{ kind, hours: hoursOfRows(own), times: own.length }] : []
    }),
    due: due.length,
    present: count('present'),
    leave: count('leave'),
    absent: count('absent'),
    items: rows.map(({ meetingId, kind, title, on, status, due: isDue, hours }) => ({
      meetingId,
      kind,
      title,
      on,
      status,
      due: isDue,
      hours,
    })),
    safety: { ...safety, asked: safetyHoursPerYear },
    courses: studies
      .map(({ courseId, title, on, hours, countsFor }) => ({ courseId, title, on, hours, countsFor: [...countsFor] }))
      .reverse(),
  }
}
