import { below, type Chance, sampled, shuffled } from '@shared/core/chance'
import {
  type Blueprint,
  classesOf,
  type Drawable,
  findShort,
  findShortage,
  type QuestionClass,
  type Shortage,
} from './blueprint'
import { type Content, type Item, QUESTION_KINDS } from './model'

/** One question of a paper and what it is worth. */
export interface PaperEntry {
  questionId: string
  points: number
}

/** How many of each class each row takes. */
type Shares = number[][]

const isApart = (classes: readonly QuestionClass[]): boolean => classes.every(({ rows }) => (rows & (rows - 1)) === 0)

/**
 * Lets rows that share questions take turns by lot: each takes one question of all it could still have, every one of them equally likely,
 * except those without which another row would be left short.
 */
function shareOut(blueprint: Blueprint, classes: readonly QuestionClass[], chance: Chance): Shares {
  const left = classes.map(({ questions }) => questions.length)
  const asked = blueprint.map(({ count }) => count)
  const shares: Shares = blueprint.map(() => classes.map(() => 0))
  const turns = shuffled(
    blueprint.flatMap(({ count }, row) => Array.from({ length: count }, () => row)),
    chance,
  )
  const state = () => classes.map(({ rows }, i) => ({ rows, left: left[i] ?? 0 }))
  for (const row of turns) {
    asked[row] = (asked[row] ?? 0) - 1
    const fitting = classes.flatMap(({ rows }, i) => (((rows >> row) & 1) === 1 && (left[i] ?? 0) > 0 ? [i] : []))
    const mayTake = (i: number): boolean => {
      left[i] = (left[i] ?? 0) - 1
      const short = findShort(asked, state())
      left[i] = (left[i] ?? 0) + 1
      return short === undefined
    }
    const open = fitting.length === 1 ? fitting : fitting.filter(mayTake)
    let lot = below(
      chance,
      open.reduce((sum, i) => sum + (left[i] ?? 0), 0),
    )
    const taken = open.find((i) => {
      lot -= left[i] ?? 0
      return lot < 0
    })
    if (taken === undefined) continue
    left[taken] = (left[taken] ?? 0) - 1
    const share = shares[row]
    if (share) share[taken] = (share[taken] ?? 0) + 1
  }
  return shares
}

/** A paper as it is asked: by kind of question in their usual order, within a kind in an order of chance. */
export function inOrder(entries: readonly (PaperEntry & Pick<Drawable, 'kind'>)[], chance: Chance): PaperEntry[] {
  const mixed = shuffled(entries, chance)
  return QUESTION_KINDS.flatMap((kind) =>
    mixed.flatMap((entry) => (entry.kind === kind ? [{ questionId: entry.questionId, points: entry.points }] : [])),
  )
}

/** Questions sorted into classes once, from which any number of papers is drawn. */
export interface DrawingPool {
  blueprint: Blueprint
  classes: readonly QuestionClass[]
}

/** Prepares drawing. @returns what is missing when the blueprint cannot be met exactly. */
export function preparePool(
  blueprint: Blueprint,
  questions: readonly Drawable[],
): { pool: DrawingPool } | { shortage: Shortage } {
  const classes = classesOf(blueprint, questions)
  const shortage = findShortage(blueprint, classes)
  return shortage ? { shortage } : { pool: { blueprint, classes } }
}

/**
 * 抽题 — a paper that meets the blueprint exactly. No question comes twice, and of the questions that fit the same rows each is equally
 * likely. The same seed of `chance` draws the same paper from the same pool.
 */
export function drawPaper({ blueprint, classes }: DrawingPool, chance: Chance): PaperEntry[] {
  const shares = isApart(classes) ? undefined : shareOut(blueprint, classes, chance)
  const entries = classes.flatMap(({ rows, questions }, i) => {
    const counts = blueprint.map(({ count }, row) =>
      shares ? (shares[row]?.[i] ?? 0) : ((rows >> row) & 1) === 1 ? count : 0,
    )
    const total = counts.reduce((sum, count) => sum + count, 0)
    const points = counts.flatMap((count, row) => Array.from({ length: count }, () => blueprint[row]?.points ?? 0))
    return sampled(questions, total, chance).map(({ id, kind }, n) => ({
      questionId: id,
      kind,
      points: points[n] ?? 0,
    }))
  })
  return inOrder(entries, chance)
}

/** 选项顺序 — places of the options as one person sees them. Judgements keep theirs. */
export const optionOrder = (count: number, chance: Chance): number[] =>
  shuffled(
    Array.from({ length: count }, (_, i) => i),
    chance,
  )

/** An option that speaks of others by their place or letter: “以上都对”, “A和C”. */
const SPEAKS_OF_OTHERS =
  /^(以上|上述)|(以上|上述)(各项|几项|所有|选项|说法|做法)|^[都均皆全](不?对|不?正确|不?是)$|[A-J]\s*[、和与及]\s*[A-J]/

/** Order of one item; empty = as stored. Where an option speaks of others, all stay where they are. */
function itemOrder(item: Item, chance: Chance): number[] {
  if (item.kind === 'blank' || item.kind === 'judgement') return []
  if (item.options.some(({ text }) => SPEAKS_OF_OTHERS.test(text))) return []
  return optionOrder(item.options.length, chance)
}

/** How one person sees the options of a question: one order for each part of a case, one for anything else. */
export const ordersOf = (content: Content, chance: Chance): number[][] =>
  (content.kind === 'case' ? content.parts : [content]).map((item) => itemOrder(item, chance))
