import { listMembersOn } from '@cloud/modules/care/index'
import { type Appointment, listAppointments } from '@cloud/modules/organizations/index'
import { findNewcomers } from '@cloud/modules/people/index'
import { endOfMonth, type PlainDate, yearOf } from '@shared/core/plainDate'
import { COMMITTEE_ROLES } from '@shared/core/roles'
import type { CountedTalk, CoverageFacts } from '@shared/modules/talks/coverage'
import { type TalkRecord, Talks } from './collection'

/** What of a talk coverage and duties read; never the note. */
const COUNTED = { organizationId: 1, on: 1, between: 1, onCommittee: 1, state: 1, recordedBy: 1, entries: 1 } as const

/** One branch with everything coverage is computed from. */
export interface TalkBranch extends CoverageFacts {
  members: { id: string; exempt: boolean }[]
  records: TalkRecord[]
  names: Map<string, string>
}

const isOffice = ({ role }: Appointment): boolean => COMMITTEE_ROLES.some((own) => own === role)

/** Holders of an office of one branch: the committee, or the secretary (and a deputy) where there is none (B-05). */
export const committeeOf = (appointments: readonly Appointment[], organizationId: string): string[] => [
  ...new Set(appointments.filter((a) => a.organizationId === organizationId && isOffice(a)).map((a) => a.personId)),
]

export const toCounted = ({ _id, on, between, onCommittee, state }: TalkRecord): CountedTalk => ({
  id: _id,
  on,
  between,
  onCommittee,
  confirmed: state === 'confirmed',
})

/**
 * Members, offices and talks of these branches in a year, a few queries for all of them. A year that is over is judged by its last day:
 * whoever came since owes nothing in it.
 */
export async function loadTalkBranches(
  organizationIds: readonly string[],
  year: number,
  today: PlainDate,
): Promise<Map<string, TalkBranch>> {
  const isOver = year < yearOf(today)
  const day = isOver ? endOfMonth(year, 12) : today
  const newcomers = isOver ? await findNewcomers(organizationIds, day) : new Set<string>()
  const members = (await listMembersOn(organizationIds, day)).filter((member) => !newcomers.has(member.id))
  const appointments = await listAppointments(organizationIds, day)
  const records = await Talks.find({ organizationId: { $in: [...organizationIds] }, year }, COUNTED).lean<
    TalkRecord[]
  >()
  const branches = new Map<string, TalkBranch>()
  for (const id of organizationIds)
    branches.set(id, {
      members: [],
      committee: committeeOf(appointments, id),
      talks: [],
      records: [],
      names: new Map(),
    })
  for (const { id, name, exempt, organizationId } of members) {
    const branch = branches.get(organizationId)
    if (!branch) continue
    branch.members.push({ id, exempt })
    branch.names.set(id, name)
  }
  for (const record of records) branches.get(record.organizationId)?.records.push(record)
  for (const branch of branches.values())
    branch.talks = branch.records
      .filter(({ state }) => state === 'waiting' || state === 'confirmed')
      .map((record) => toCounted(record))
  return branches
}
