import { listExemptions, listMembersOn } from '@cloud/modules/care/index'
import { listLifeFacts, type PersonLifeFact } from '@cloud/modules/meetings/index'
import { type PlainDate, yearOf } from '@shared/core/plainDate'
import { type AbsenceClock, absenceClock } from '@shared/modules/memberLife/absence'

export interface MemberClock {
  personId: string
  name: string
  organizationId: string
  clock: AbsenceClock
}

/** The clock may run over the turn of a year. */
export const clockYears = (today: PlainDate): number[] => [yearOf(today) - 1, yearOf(today)]

/**
 * Clocks of all members of these branches, three queries for all of them. Only the own branch's meetings count: whoever came over from
 * another begins anew. Members marked exempt in the register have none.
 */
export async function listClocks(organizationIds: readonly string[], today: PlainDate): Promise<MemberClock[]> {
  const members = await listMembersOn(organizationIds, today)
  const exemptions = await listExemptions(organizationIds)
  const facts = new Map<string, PersonLifeFact[]>()
  for (const fact of await listLifeFacts({ organizationIds }, clockYears(today))) {
    const key = `${fact.organizationId}:${fact.personId}`
    const own = facts.get(key)
    if (own) own.push(fact)
    else facts.set(key, [fact])
  }
  return members.map(({ id, name, organizationId, exempt }) => ({
    personId: id,
    name,
    organizationId,
    clock: absenceClock(exempt ? [] : (facts.get(`${organizationId}:${id}`) ?? []), exemptions.get(id)),
  }))
}

/** What of a clock travels to the screen: months, stage, and the very meetings it counts. */
export const presentClock = ({ months, stage, missed }: AbsenceClock) => ({
  months,
  stage,
  missed: missed.map(({ meetingId, on, title }) => ({ meetingId, on, title })),
})
