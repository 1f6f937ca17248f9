import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import type { Deps } from '@cloud/core/deps'
import { type AttendanceRecord, Attendances, type MeetingRecord, Meetings } from '@cloud/modules/meetings/collection'
import { insertAppointments, insertOrganizations } from '@cloud/modules/organizations/index'
import { insertPeople } from '@cloud/modules/people/index'
import { addDays, instantAt, type PlainDate, plainDateFrom } from '@shared/core/plainDate'
import { MEETING_KIND_LABELS, type MeetingKind } from '@shared/modules/meetings/model'
import { memberName, systemWork } from '../support/factories'

const MEMBERS = 15
const GENERAL_BRANCHES = 20
const BRANCHES_AT_ONCE = 50
const ROLES = ['secretary', 'organizationCommissioner', 'disciplineCommissioner'] as const

/** Months in which a branch of fifteen members meets, and who comes: everybody, or the three of its committee. */
const HELD: readonly { kind: MeetingKind; months: readonly number[]; people: number }[] = [
  { kind: 'themeDay', months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], people: MEMBERS },
  { kind: 'committeeMeeting', months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], people: ROLES.length },
  { kind: 'branchMeeting', months: [2, 5, 8, 11], people: MEMBERS },
  { kind: 'lecture', months: [3, 6, 9, 12], people: MEMBERS },
]

export interface FilledBranch {
  id: string
  path: string
  name: string
  /** Secretary first. */
  members: string[]
}

export interface Filled {
  committeeId: string
  /** Secretary of the committee at the top. */
  superior: string
  branches: FilledBranch[]
}

/** One meeting as it stands after approval, with everybody who came. */
function heldMeeting(branch: FilledBranch, kind: MeetingKind, on: PlainDate, people: number) {
  const _id = newId()
  const [secretary = '', commissioner = ''] = branch.members
  const at = instantAt(on, '15:00')
  const meeting: MeetingRecord = {
    _id,
    organizationId: branch.id,
    path: branch.path,
    kind,
    title: `${Number(on.slice(5, 7))}月${MEETING_KIND_LABELS[kind]}`,
    on,
    startTime: '15:00',
    endTime: '16:30',
    place: '党员活动室',
    chairId: secretary,
    recorderId: commissioner,
    agenda: [{ title: '集中学习', kind: 'study' }],
    entries: [
      { step: 'plan', by: commissioner, at, on: addDays(on, -3) },
      { step: 'notify', by: commissioner, at, on: addDays(on, -3) },
      { step: 'minutes', by: commissioner, at, on },
      { step: 'approve', by: secretary, at, on },
    ],
    changes: [],
    minutes: { discussion: '按议题逐项讨论，与会人员发表了意见。', resolution: '同意会议所提安排，按分工落实。' },
    votes: {},
    state: 'locked',
    revision: 4,
  }
  const attendances = branch.members.slice(0, people).map(
    (personId, i): AttendanceRecord => ({
      _id: `${_id}:${personId}`,
      meetingId: _id,
      organizationId: branch.id,
      personId,
      name: memberName(i),
      standing: 'voting',
      entries: [{ kind: 'checkIn', method: 'code', by: personId, at }],
    }),
  )
  return { meeting, attendances }
}

/** Meetings of the year that were held before a day; every twentieth branch has left one out. */
async function holdMeetings(branches: readonly FilledBranch[], first: number, before: PlainDate): Promise<void> {
  const year = Number(before.slice(0, 4))
  const held = branches.flatMap((branch, b) =>
    HELD.flatMap(({ kind, months, people }, k) =>
      months
        .map((month) => plainDateFrom(year, month, 3 + ((first + b + k) % 20)))
        .filter((on, i) => on < before && !((first + b) % 20 === 0 && k === 0 && i === 9))
        .map((on) => heldMeeting(branch, kind, on, people)),
    ),
  )
  await Meetings.insertMany(
    held.map(({ meeting }) => meeting),
    { lean: true },
  )
  await Attendances.insertMany(
    held.flatMap(({ attendances }) => attendances),
    { lean: true },
  )
}

async function addBranches(
  deps: Deps,
  parentId: string,
  names: readonly string[],
  membersEach: number,
): Promise<FilledBranch[]> {
  const work = systemWork(deps)
  const drafts = names.map((name) => ({
    id: newId(),
    name,
    kind: 'branch' as const,
    parentId,
    enteredOn: plainDateFrom(Number(work.today.slice(0, 4)), 1, 1),
  }))
  const branches = await insertOrganizations(work, drafts)
  const people = await insertPeople(
    work,
    branches.flatMap(({ _id, path }) =>
      Array.from({ length: membersEach }, (_, i) => ({
        organizationId: _id,
        path,
        fields: { name: memberName(i), membership: 'full' as const },
      })),
    ),
  )
  const filled = branches.map(({ _id, path, name }, b) => ({
    id: _id,
    path,
    name,
    members: people.slice(b * membersEach, (b + 1) * membersEach),
  }))
  const from = plainDateFrom(2025, 1, 1)
  await insertAppointments(
    work,
    filled.flatMap(({ id, path, members }) =>
      ROLES.map((role, i) => ({ organizationId: id, path, personId: members[i] ?? '', role, from })),
    ),
  )
  return filled
}

/**
 * A committee with general branches and this many branches below it, of fifteen members unless told otherwise, each with the meetings
 * it has held this year until today. Facts only: no plan is computed.
 */
export async function fillBranches(deps: Deps, count: number, membersEach = MEMBERS): Promise<Filled> {
  const work = systemWork(deps)
  const committeeId = newId()
  const generals = Array.from({ length: GENERAL_BRANCHES }, (_, i) => ({ id: newId(), name: `第${i + 1}党总支` }))
  const superior = await inTransaction(async () => {
    const [committee] = await insertOrganizations(work, [
      { id: committeeId, name: '示范路桥集团党委', kind: 'partyCommittee', parentId: null },
    ])
    const place = { organizationId: committeeId, path: committee?.path ?? '' }
    await insertOrganizations(
      work,
      generals.map((general) => ({ ...general, kind: 'generalBranch' as const, parentId: committeeId })),
    )
    const [personId = ''] = await insertPeople(work, [{ ...place, fields: { name: '党委书记甲', membership: 'full' } }])
    await insertAppointments(work, [{ ...place, personId, role: 'secretary', from: plainDateFrom(2025, 1, 1) }])
    return personId
  })
  const branches: FilledBranch[] = []
  for (const [g, general] of generals.entries()) {
    const own = Array.from({ length: count }, (_, i) => i).filter((i) => i % GENERAL_BRANCHES === g)
    for (let start = 0; start < own.length; start += BRANCHES_AT_ONCE) {
      const names = own.slice(start, start + BRANCHES_AT_ONCE).map((i) => `第${i + 1}党支部`)
      const added = await inTransaction(() => addBranches(deps, general.id, names, membersEach))
      await holdMeetings(added, branches.length, work.today)
      branches.push(...added)
    }
  }
  return { committeeId, superior, branches }
}
