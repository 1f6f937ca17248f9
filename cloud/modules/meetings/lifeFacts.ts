import type { PlainDate } from '@shared/core/plainDate'
import { type ParticipationRecord, Participations } from './collection'

/** A person's part in one approved meeting, as modules see it that derive from it. */
export interface PersonLifeFact {
  personId: string
  name: string
  organizationId: string
  meetingId: string
  title: string
  on: PlainDate
  status: 'present' | 'leave' | 'absent'
  due: boolean
  undecided?: boolean
  lectured?: boolean
}

const FIELDS = {
  personId: 1,
  name: 1,
  organizationId: 1,
  meetingId: 1,
  title: 1,
  on: 1,
  status: 1,
  due: 1,
  undecided: 1,
  lectured: 1,
} as const

/** Participations of some years: of everybody in these branches, or of these persons wherever they took part. */
export async function listLifeFacts(
  who: { organizationIds: readonly string[] } | { personIds: readonly string[] },
  years: readonly number[],
): Promise<PersonLifeFact[]> {
  const year = { $in: [...years] }
  const kind = { $ne: 'event' as const }
  const where =
    'organizationIds' in who
      ? { organizationId: { $in: [...who.organizationIds] }, year, kind }
      : { personId: { $in: [...who.personIds] }, year, kind }
  const rows = await Participations.find(where, FIELDS).lean<ParticipationRecord[]>()
  return rows.map(({ _id: _, ...rest }) => rest)
}
