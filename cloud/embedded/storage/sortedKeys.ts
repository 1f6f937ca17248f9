const CHUNK = 512

/** A set of keys kept in order; adding costs a binary search and a short shift, also with 100,000 keys inside. */
export interface SortedKeys {
  add(key: string): void
  between(low: string, high: string, reverse: boolean): Iterable<string>
}

/** Index of the first element for which `isAtOrAfter` holds, in an array where it holds from some point on. */
const firstIndex = <T>(sorted: readonly T[], isAtOrAfter: (item: T) => boolean): number => {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = sorted[middle]
    if (item !== undefined && isAtOrAfter(item)) high = middle
    else low = middle + 1
  }
  return low
}

export const createSortedKeys = (): SortedKeys => {
  const chunks: string[][] = []

  const chunkFor = (key: string): number =>
    Math.min(
      firstIndex(chunks, (chunk) => (chunk.at(-1) ?? '') >= key),
      chunks.length - 1,
    )

  function* upwards(low: string, high: string): Iterable<string> {
    for (let c = firstIndex(chunks, (chunk) => (chunk.at(-1) ?? '') >= low); c < chunks.length; c++) {
      for (const key of chunks[c] ?? []) {
        if (key >= high) return
        if (key >= low) yield key
      }
    }
  }

  return {
    add(key) {
      if (chunks.length === 0) chunks.push([])
      const position = chunkFor(key)
      const chunk = chunks[position]
      if (chunk === undefined) return
      const at = firstIndex(chunk, (other) => other >= key)
      if (chunk[at] === key) return
      chunk.splice(at, 0, key)
      if (chunk.length > CHUNK) chunks.splice(position + 1, 0, chunk.splice(CHUNK / 2))
    },
    between: (low, high, reverse) => (reverse ? [...upwards(low, high)].reverse() : upwards(low, high)),
  }
}
