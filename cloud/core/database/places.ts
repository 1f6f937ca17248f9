import { AsyncLocalStorage } from 'node:async_hooks'
import { randomInt } from 'node:crypto'
import { type PlacedRow, setPutInPlace } from './placedRows'
import { takeTurns } from './takeTurn'

/** Turns there are per organisation: writers take any one of them and rarely meet, whoever moves it takes all. */
const SEATS = 16

const subjectOf = (organizationId: string, seat: number): string => `place:${organizationId}:${seat}`

/** Paths of organisations whose turn the running attempt of a transaction has taken: until it ends they cannot change. */
const attempts = new AsyncLocalStorage<Map<string, string | undefined>>()

/** Runs one attempt of a transaction with a memory of its own. */
export const inAttempt = <T>(work: () => Promise<T>): Promise<T> =>
  // A query only begins where it is awaited.
  attempts.run(new Map(), async () => await work())

type FindPaths = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>

let findPaths: FindPaths = async () => new Map()

/** Names where paths of organisations are read; once, by the module that keeps them. */
export const setFindPaths = (find: FindPaths): void => {
  findPaths = find
}

/**
 * Says that this transaction writes something that stands in these organisations. Should one of them be moved at the same moment, the
 * later of both transactions starts over; facts of the same organisation rarely wait for each other. @returns their paths.
 */
export async function standIn(ids: readonly string[]): Promise<ReadonlyMap<string, string | undefined>> {
  const known = attempts.getStore()
  if (!known) return findPaths(ids)
  const fresh = [...new Set(ids)].filter((id) => !known.has(id)).sort()
  if (fresh.length > 0) {
    const seat = randomInt(SEATS)
    await takeTurns(fresh.map((id) => subjectOf(id, seat)))
    const paths = await findPaths(fresh)
    for (const id of fresh) known.set(id, paths.get(id))
  }
  return known
}

/** Keeps everybody else from writing what stands in these organisations until this transaction ends. Call it before moving or closing them. */
export async function claimPlaces(ids: readonly string[]): Promise<void> {
  attempts.getStore()?.clear()
  await takeTurns([...ids].sort().flatMap((id) => Array.from({ length: SEATS }, (_, seat) => subjectOf(id, seat))))
}

/** The path of a row is that of its organisation now, whatever its writer has read a moment ago. */
async function putInPlace(rows: readonly PlacedRow[]): Promise<void> {
  // Most writes set no place: they must not cost a question.
  if (rows.length === 0) return
  const spokenOf = (row: PlacedRow) => row.places?.at(-1)
  const ids = rows.flatMap((row) => [row.organizationId ?? '', spokenOf(row) ?? '', row.teamId ?? ''])
  const paths = await standIn(ids.filter((id) => id !== ''))
  for (const row of rows) {
    const own = paths.get(row.organizationId ?? '')
    if (own !== undefined && row.path !== undefined) row.path = own
    const team = paths.get(row.teamId ?? '')
    if (team !== undefined && row.teamPath !== undefined) row.teamPath = team
    const above = paths.get(spokenOf(row) ?? '')
    if (above !== undefined) row.places = above.split('/').filter(Boolean)
  }
}

setPutInPlace(putInPlace)
