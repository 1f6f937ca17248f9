import type { UnionWorld } from '../unionWorld'
import type { Sitting } from './answers'

export const TEAMS = 4
export const PER_TEAM = 10

/** Those who hold a device: an officer and a reviewer of the union, a group leader, four workers. */
export type MonthPart = 'officer' | 'reviewer' | 'groupLeader' | 'offline' | 'reloads' | 'twice' | 'appeals'

/** Team and place in its register of those with a phone; the union's group leader stands second in it. */
export const PHONES = {
  offline: [0, 4],
  reloads: [0, 5],
  twice: [1, 4],
  appeals: [1, 5],
  groupLeader: [3, 1],
} as const satisfies Partial<Record<MonthPart, readonly [team: number, place: number]>>
export type PhonePart = keyof typeof PHONES

/** What a worker will do in the month; who does nothing at all has not been reached. */
export interface Plan {
  reads: boolean
  learns: boolean
  comes: boolean
  contest: boolean
  /** Attempts at the exam when everybody takes it. */
  sittings: readonly Sitting[]
  /** The one on its last day, after the group leader has asked. */
  lastMinute?: Sitting
}

export interface Worker {
  index: number
  team: number
  place: number
  personId: string
  part?: PhonePart
  plan: Plan
}

const NOTHING: Plan = { reads: false, learns: false, comes: false, contest: false, sittings: [] }
/** Right answers besides the disputed question, by place in the team. */
const KNOWS = [9, 8, 7, 5, 5, 6, 4, 6, 5, 7]
const DISPUTED = [
  'asKeyed',
  'truth',
  'asKeyed',
  'truth',
  'truth',
  'asKeyed',
  'neither',
  'truth',
  'asKeyed',
  'truth',
] as const

const OF_PHONES: Partial<Record<PhonePart, Sitting>> = {
  offline: { right: 9, disputed: 'asKeyed', how: 'late' },
  reloads: { right: 8, disputed: 'truth', how: 'once' },
  twice: { right: 7, disputed: 'truth', how: 'once' },
  appeals: { right: 5, disputed: 'truth', how: 'once' },
}

function sittingsOf(team: number, place: number): Sitting[] {
  const right = KNOWS[place] ?? 0
  const disputed = DISPUTED[(place + team) % DISPUTED.length] ?? 'truth'
  // Two try twice: one does better the second time, of the other the second becomes the better one by the ruling.
  if (team === 0 && place === 6)
    return [
      { right: 4, disputed: 'neither', how: 'once' },
      { right: 8, disputed: 'truth', how: 'bits' },
    ]
  if (team === 0 && place === 7)
    return [
      { right: 6, disputed: 'asKeyed', how: 'bits' },
      { right: 6, disputed: 'truth', how: 'once' },
    ]
  return [{ right, disputed, how: place === 6 ? 'late' : place % 2 === 0 ? 'bits' : 'once' }]
}

function planOf(team: number, place: number, part: PhonePart | undefined): Plan {
  const isLast = team === TEAMS - 1
  if ((isLast && place >= 6) || (team === 1 && place === 9)) return NOTHING
  const sits = isLast ? place < 4 : place !== 8
  const byHand = part && OF_PHONES[part]
  const own = byHand ? [byHand] : sittingsOf(team, place)
  return {
    reads: (place + team) % 3 !== 0,
    learns: place % 2 === 1,
    comes: (place + team) % 2 === 0,
    contest: team < 2 && place < 3,
    sittings: sits ? own : [],
    ...(isLast && !sits && { lastMinute: { right: KNOWS[place] ?? 0, disputed: 'truth', how: 'once' } }),
  }
}

/** All workers of the company, in the order of teams and registers. */
export const castWorkers = (world: UnionWorld): Worker[] =>
  world.teams.flatMap(({ workers }, team) =>
    workers.map((personId, place) => {
      const phones = Object.entries(PHONES) as [PhonePart, readonly [number, number]][]
      const part = phones.find(([, [t, p]]) => t === team && p === place)?.[0]
      const plan = planOf(team, place, part)
      return { index: team * PER_TEAM + place, team, place, personId, ...(part && { part }), plan }
    }),
  )
