import { Boards } from './collection'

/** How often this process looks for boards other instances have changed. */
const POLL_MS = 1_000
/** How far back it looks each time: longer than a transaction takes and clocks of instances differ. */
const OVERLAP_MS = 10_000
/** More changes than this at once: everything kept counts as stale. */
const POLL_LIMIT = 1_000

const versions = new Map<string, number>()
let everything = 0

export const belowKey = (organizationId: string): string => `below:${organizationId}`

/** What kept answers must hear of a changed board: itself, and everybody above. */
export const boardKeys = (board: { _id: string; above: readonly string[] }): string[] => [
  board._id,
  ...board.above.map(belowKey),
]

/** Notes that what stands under these keys has changed. */
export function touch(keys: readonly string[]): void {
  for (const key of keys) versions.set(key, (versions.get(key) ?? 0) + 1)
}

/** A number that changes whenever one of these keys is touched. */
export function stampOf(keys: readonly string[]): number {
  let stamp = everything
  for (const key of keys) stamp += versions.get(key) ?? 0
  return stamp
}

let polledAt = Number.NEGATIVE_INFINITY
let polling: Promise<void> | undefined
let newest: Date | undefined
let seen = new Map<string, string>()

async function poll(): Promise<void> {
  const since = newest && { changedAt: { $gte: new Date(newest.getTime() - OVERLAP_MS) } }
  const last = await Boards.find(since ?? {}, { _id: 1, above: 1, revision: 1, changedAt: 1 })
    .sort({ changedAt: -1 })
    .limit(since ? POLL_LIMIT : 1)
    .lean()
  const unseen = last.filter((board) => seen.get(board._id) !== board.revision)
  if (last.length === POLL_LIMIT && unseen.length > 0) everything += 1
  else for (const board of unseen) touch(boardKeys(board))
  seen = new Map(last.map((board) => [board._id, board.revision]))
  newest = last[0]?.changedAt ?? newest
}

/** Takes notice of what other instances have changed, at most once a second. */
export async function noticeOthers(): Promise<void> {
  if (performance.now() - polledAt < POLL_MS) return
  polling ??= poll().finally(() => {
    polledAt = performance.now()
    polling = undefined
  })
  await polling
}
