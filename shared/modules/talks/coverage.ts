import type { PlainDate } from '@shared/core/plainDate'
import type { TalkKind } from './model'
import { otherOf, pairOf } from './rules'

/** As much of a talk as coverage needs; withdrawn and disputed ones are left out before. */
export interface CountedTalk {
  id: string
  on: PlainDate
  between: readonly [string, string]
  confirmed: boolean
  /** Who of the two held an office on the day. */
  onCommittee: readonly string[]
}

export interface CoverageFacts {
  /** Members of the branch; `exempt` as of today. */
  members: readonly { id: string; exempt: boolean }[]
  /** Who holds an office of the branch today: the committee, or the secretary (and the deputy) where there is none. */
  committee: readonly string[]
  talks: readonly CountedTalk[]
}

/** One thing owed in a year: a pair of the committee, or one member with somebody of the committee, or with another member. */
export interface Demand {
  kind: TalkKind
  /** The pair, or the one member. */
  people: readonly string[]
  doneBy?: CountedTalk
  /** A talk that would fulfil it and waits to be confirmed. */
  waitingFor?: CountedTalk
}

const byDay = (a: CountedTalk, b: CountedTalk): number =>
  a.on < b.on ? -1 : a.on > b.on ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0

/**
 * What B-28 asks of a branch in a year, and which talk fulfils what. The committee is the one of today: who joined it owes its pairs,
 * who left it is a member like others. A talk keeps its worth when offices change: it counts by the offices of its own day or of
 * today, whichever fulfils more. Exempt members (B-31) are not asked for a talk with another member; the committee still goes to them.
 */
export function coverageOf({ members, committee, talks }: CoverageFacts): Demand[] {
  const office = new Set(committee)
  const plain = members.filter((member) => !office.has(member.id))
  const byPerson = new Map<string, CountedTalk[]>()
  for (const talk of [...talks].sort(byDay))
    for (const personId of talk.between) {
      const own = byPerson.get(personId)
      if (own) own.push(talk)
      else byPerson.set(personId, [talk])
    }
  const demand = (kind: TalkKind, people: readonly string[], fits: (talk: CountedTalk) => boolean): Demand => {
    const fitting = (byPerson.get(people[0] ?? '') ?? []).filter(fits)
    const doneBy = fitting.find((talk) => talk.confirmed)
    const waitingFor = doneBy ? undefined : fitting[0]
    return { kind, people, ...(doneBy && { doneBy }), ...(waitingFor && { waitingFor }) }
  }
  const sorted = [...office].sort()
  const pairs = sorted.flatMap((a, i) => sorted.slice(i + 1).map((b) => [a, b] as const))
  const enough = plain.length > 1
  return [
    ...pairs.map(([a, b]) => demand('committee', [a, b], (talk) => otherOf(talk, a) === b)),
    ...plain.flatMap(({ id }) =>
      office.size === 0
        ? []
        : [
            demand('committeeMember', [id], (talk) => {
              const other = otherOf(talk, id)
              return office.has(other) || talk.onCommittee.includes(other)
            }),
          ],
    ),
    ...plain.flatMap(({ id, exempt }) =>
      exempt || !enough
        ? []
        : [
            demand('members', [id], (talk) => {
              const other = otherOf(talk, id)
              return !office.has(other) || !talk.onCommittee.includes(other)
            }),
          ],
    ),
  ]
}

/** Numbers alone: how much was owed and is done, per kind. */
export function countCoverage(demands: readonly Demand[]): Record<TalkKind, { due: number; done: number }> {
  const counts = {
    committee: { due: 0, done: 0 },
    committeeMember: { due: 0, done: 0 },
    members: { due: 0, done: 0 },
  }
  for (const { kind, doneBy } of demands) {
    counts[kind].due += 1
    if (doneBy) counts[kind].done += 1
  }
  return counts
}

/** A pair still missing this year, and how many demands their talk would fulfil. */
export interface ProposedTalk {
  kind: TalkKind
  between: readonly [string, string]
}

/**
 * 还差的谈话 — pairs that together close every gap, with the load spread: each member goes to whoever of the committee has the fewest
 * talks so far, and members short of a talk with another member are put together, so that one talk serves both. Talks that wait to be
 * confirmed are not proposed again.
 */
export function proposeTalks(facts: CoverageFacts): ProposedTalk[] {
  const missing = coverageOf(facts).filter((demand) => !demand.doneBy && !demand.waitingFor)
  const load = new Map<string, number>()
  const add = (personId: string) => load.set(personId, (load.get(personId) ?? 0) + 1)
  for (const talk of facts.talks) talk.between.forEach(add)
  const proposed: ProposedTalk[] = []
  const propose = (kind: TalkKind, a: string, b: string): void => {
    proposed.push({ kind, between: pairOf(a, b) })
    add(a)
    add(b)
  }
  const lightest = (people: readonly string[]): string | undefined => {
    let best: string | undefined
    for (const id of people) if (best === undefined || (load.get(id) ?? 0) < (load.get(best) ?? 0)) best = id
    return best
  }
  const committee = [...new Set(facts.committee)].sort()
  for (const { kind, people } of missing) if (kind === 'committee') propose(kind, people[0] ?? '', people[1] ?? '')
  for (const { kind, people } of missing) {
    const partner = kind === 'committeeMember' ? lightest(committee) : undefined
    if (partner) propose('committeeMember', people[0] ?? '', partner)
  }
  const alone = missing.flatMap(({ kind, people }) => (kind === 'members' ? people : []))
  const office = new Set(committee)
  const others = facts.members.filter((member) => !office.has(member.id) && !member.exempt).map((member) => member.id)
  for (let i = 0; i < alone.length; i += 2) {
    const a = alone[i] ?? ''
    const b =
      alone[i + 1] ??
      lightest(others.filter((id) => id !== a)) ??
      lightest(facts.members.map((m) => m.id).filter((id) => id !== a && !office.has(id)))
    if (b) propose('members', a, b)
  }
  return proposed
}
