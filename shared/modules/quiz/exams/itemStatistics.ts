import type { Content } from '../model'

/** 一次作答 — what one attempt says about one question. */
export interface ItemSample {
  /** Thousandths of the question that were right. */
  share: number
  /** Part of the points of all other questions that was reached, 0…1. */
  rest: number
  /** Options chosen, as stored; empty for what has none or was left open. */
  picks: readonly number[]
}

/** 题目统计的累计 — sums only: the order of samples plays no part, and two tallies can be added. */
export interface ItemTally {
  times: number
  /** In thousandths. */
  share: number
  shareSquared: number
  rest: number
  restSquared: number
  product: number
  /** How often each option was chosen, by its stored place. */
  picks: number[]
}

export const emptyTally = (): ItemTally => ({
  ...{ times: 0, share: 0, shareSquared: 0, rest: 0, restSquared: 0, product: 0 },
  picks: [],
})

/** Adds what one attempt says. */
export function addSample(tally: ItemTally, { share, rest, picks }: ItemSample): void {
  tally.times += 1
  tally.share += share
  tally.shareSquared += share * share
  tally.rest += rest
  tally.restSquared += rest * rest
  tally.product += share * rest
  for (const place of new Set(picks)) tally.picks[place] = (tally.picks[place] ?? 0) + 1
}

/** With fewer answers nothing is told: it would be told about single people. */
export const LEAST_TOLD = 5
/** With fewer answers chance speaks louder than the question. */
const LEAST_JUDGED = 20
/** From here on nearly everybody, or nearly nobody, gets it right: usual limits of test theory, not of any regulation. */
const TOO_EASY = 0.95
const TOO_HARD = 0.2
/** Below, who knows the subject does hardly better at this question than who does not. */
const LEAST_DISCRIMINATION = 0.1
/** An option chosen less often deceives nobody. */
const LEAST_PICKED = 0.02

export interface ItemStatistics {
  times: number
  /** 难度 — percent right on average. */
  right: number
  /** 区分度 — correlation with the rest of the paper, −1…1 in hundredths; null where it cannot be told. */
  discrimination: number | null
  /** 选项被选的次数, by stored place; empty for what has no options. */
  options: { place: number; text: string; right: boolean; times: number }[]
  /** What a reviewer should look at, in words; empty: nothing stands out. */
  findings: string[]
}

function correlation({ times, share, shareSquared, rest, restSquared, product }: ItemTally): number | null {
  const spread = (times * shareSquared - share * share) * (times * restSquared - rest * rest)
  // All alike, but for what sums of fractions leave over.
  if (spread < 1e-3) return null
  const value = (times * product - share * rest) / Math.sqrt(spread)
  return Math.round(Math.max(-1, Math.min(1, value)) * 100) / 100
}

function findingsOf(statistics: Omit<ItemStatistics, 'findings'>): string[] {
  const { times, right, discrimination, options } = statistics
  if (times < LEAST_JUDGED) return []
  const findings: string[] = []
  if (discrimination !== null && discrimination < 0) findings.push('总分高的人反而更容易答错：先核对答案和题干')
  else if (discrimination !== null && discrimination < LEAST_DISCRIMINATION)
    findings.push('会的和不会的答得差不多：题干可能有歧义')
  if (right >= TOO_EASY * 100) findings.push('几乎人人答对')
  if (right <= TOO_HARD * 100) findings.push('很少有人答对：看是不是超出了学过的内容')
  const key = options.filter((one) => one.right)
  for (const one of options.filter((option) => !option.right)) {
    const letter = String.fromCharCode(65 + one.place)
    if (one.times < LEAST_PICKED * times) findings.push(`选项 ${letter} 没有迷惑性`)
    if (key.length === 1 && one.times > (key[0]?.times ?? 0)) findings.push(`选 ${letter} 的比选对的还多`)
  }
  return findings
}

/**
 * 题目统计 — how a question did, from what was answered. Letters name stored places, as the editor of the question sees them.
 * @returns undefined while fewer than `LEAST_TOLD` have answered.
 */
export function statisticsOf(tally: ItemTally, content: Content): ItemStatistics | undefined {
  if (tally.times < LEAST_TOLD) return undefined
  const hasOptions = content.kind === 'single' || content.kind === 'multiple' || content.kind === 'judgement'
  const options = hasOptions
    ? content.options.map(({ text }, place) => ({
        ...{ place, text, right: content.key.includes(place) },
        times: tally.picks[place] ?? 0,
      }))
    : []
  const told = {
    times: tally.times,
    right: Math.round(tally.share / tally.times / 10),
    discrimination: correlation(tally),
    options,
  }
  return { ...told, findings: findingsOf(told) }
}
