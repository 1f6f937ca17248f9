const STEPS: Readonly<Record<string, (at: number, last: number, page: number) => number>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at, _, page) => at + page,
  PageUp: (at, _, page) => at - page,
  Home: () => 0,
  End: (_, last) => last,
}

/** Row a key leads to from row `at` of `count`; undefined for keys that do not move. @param page rows that fit into the box */
export function gridMove(key: string, at: number, count: number, page: number): number | undefined {
  const step = STEPS[key]
  if (!step || count === 0) return undefined
  return Math.min(count - 1, Math.max(0, step(at, count - 1, Math.max(1, page))))
}

/** Ids of all rows between two, both included, whichever stands first. */
export function rowsBetween(ids: readonly string[], from: number, to: number): string[] {
  return ids.slice(Math.min(from, to), Math.max(from, to) + 1)
}
