/** 随机源 — numbers from 0 up to but not including 1 that follow from a seed alone: the same seed gives the same numbers everywhere. */
export type Chance = () => number

/** A stream of numbers for a text seed (FNV-1a into sfc32, which passes PractRand). For fairness and repeatability, never for secrets. */
export function chanceOf(seed: string): Chance {
  let hash = 0x811c9dc5
  const next = (salt: number): number => {
    for (const character of `${salt}${seed}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
    return hash >>> 0
  }
  let [a, b, c, count] = [next(1), next(2), next(3), 1]
  const draw = (): number => {
    const sum = (a + b + count) | 0
    count = (count + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 0x1_0000_0000
  }
  for (let i = 0; i < 12; i += 1) draw()
  return draw
}

/** A whole number from 0 up to but not including `below`. */
export const below = (chance: Chance, limit: number): number => Math.floor(chance() * limit)

/** The same things in an order of chance (Fisher–Yates: every order is equally likely). */
export function shuffled<T>(things: readonly T[], chance: Chance): T[] {
  const order = [...things]
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = below(chance, i + 1)
    const [here, there] = [order[i], order[j]]
    if (here !== undefined && there !== undefined) [order[i], order[j]] = [there, here]
  }
  return order
}

/** So many different things, each equally likely; all of them when there are no more. Looks at `count` of them only. */
export function sampled<T>(things: readonly T[], count: number, chance: Chance): T[] {
  const moved = new Map<number, T>()
  const at = (i: number): T | undefined => (moved.has(i) ? moved.get(i) : things[i])
  const taken: T[] = []
  for (let i = 0; i < Math.min(count, things.length); i += 1) {
    const j = i + below(chance, things.length - i)
    const [here, there] = [at(i), at(j)]
    if (there !== undefined) taken.push(there)
    if (here !== undefined) moved.set(j, here)
  }
  return taken
}
