import { DIFFICULTY_LABELS, type Difficulty, QUESTION_KIND_LABELS, type QuestionKind } from './model'

/** 组卷要求的一行 — so many questions of this kind, tag and difficulty; what is not said may be anything. */
export interface BlueprintRow {
  kind?: QuestionKind
  tag?: string
  difficulty?: Difficulty
  count: number
  /** What each is worth. */
  points: number
}

/** 组卷要求 */
export type Blueprint = readonly BlueprintRow[]

export const MAX_BLUEPRINT_ROWS = 20

/** What drawing needs to know of a question. */
export interface Drawable {
  id: string
  kind: QuestionKind
  difficulty: Difficulty
  tags: readonly string[]
}

/** 缺额 — a row, alone or together with others it shares questions with, asks for more than there is. */
export interface Shortage {
  rows: readonly number[]
  asked: number
  there: number
}

export const fits = (row: BlueprintRow, question: Drawable): boolean =>
  (row.kind === undefined || row.kind === question.kind) &&
  (row.difficulty === undefined || row.difficulty === question.difficulty) &&
  (row.tag === undefined || question.tags.includes(row.tag))

/** `单选题 · 高处作业 · 较难`. */
export const rowLabel = ({ kind, tag, difficulty }: BlueprintRow): string =>
  [kind && QUESTION_KIND_LABELS[kind], tag, difficulty && DIFFICULTY_LABELS[difficulty]].filter(Boolean).join(' · ') ||
  '任意题目'

/** Which of a set of questions fit which rows: all questions that fit the same rows are one class. */
export interface QuestionClass {
  /** Bit i = fits row i. */
  rows: number
  questions: Drawable[]
}

export function classesOf(blueprint: Blueprint, questions: readonly Drawable[]): QuestionClass[] {
  const classes = new Map<number, QuestionClass>()
  for (const question of questions) {
    let rows = 0
    blueprint.forEach((row, i) => {
      if (fits(row, question)) rows |= 1 << i
    })
    if (rows === 0) continue
    const there = classes.get(rows)
    if (there) there.questions.push(question)
    else classes.set(rows, { rows, questions: [question] })
  }
  return [...classes.values()]
}

/**
 * Can every row still get what it asks for out of what is left of each class? A flow from rows to classes along augmenting paths; both
 * are few, however many questions there are. @returns rows that together ask for more than there is, or undefined.
 */
export function findShort(asked: readonly number[], classes: readonly { rows: number; left: number }[]) {
  const given = asked.map(() => classes.map(() => 0))
  const free = classes.map(({ left }) => left)
  const openRows = asked.map((count) => count)
  for (let start = 0; start < asked.length; start += 1) {
    while ((openRows[start] ?? 0) > 0) {
      const path = findPath(start, given, free, classes)
      if (!('steps' in path)) return path.reached
      const last = path.steps[path.steps.length - 1]
      const spare = path.steps.slice(1).map(({ row, from }) => given[row]?.[from] ?? 0)
      const amount = Math.min(openRows[start] ?? 0, free[last?.to ?? 0] ?? 0, ...spare)
      for (const { row, from, to } of path.steps) {
        const line = given[row]
        if (!line) continue
        if (from >= 0) line[from] = (line[from] ?? 0) - amount
        line[to] = (line[to] ?? 0) + amount
      }
      if (last) free[last.to] = (free[last.to] ?? 0) - amount
      openRows[start] = (openRows[start] ?? 0) - amount
    }
  }
  return undefined
}

/** A row takes questions of class `to`, giving back as many of class `from` (-1: none) to the row before it on the path. */
interface Move {
  row: number
  from: number
  to: number
}

/** Shortest way from a row to a class with questions left, over rows that can change what they were given. */
function findPath(
  start: number,
  given: readonly (readonly number[])[],
  free: readonly number[],
  classes: readonly { rows: number }[],
): { steps: Move[] } | { reached: number[] } {
  const cameFrom = new Map<number, { row: number; via: number }>()
  const queue = [start]
  const seenClass = new Set<number>()
  const seenRow = new Set([start])
  for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
    for (let at = 0; at < classes.length; at += 1) {
      if (seenClass.has(at) || (((classes[at]?.rows ?? 0) >> row) & 1) === 0) continue
      seenClass.add(at)
      if ((free[at] ?? 0) > 0) return { steps: stepsTo(row, at, start, cameFrom) }
      given.forEach((line, other) => {
        if (seenRow.has(other) || (line[at] ?? 0) === 0) return
        seenRow.add(other)
        cameFrom.set(other, { row, via: at })
        queue.push(other)
      })
    }
  }
  return { reached: [...seenRow].sort((a, b) => a - b) }
}

function stepsTo(
  row: number,
  free: number,
  start: number,
  cameFrom: ReadonlyMap<number, { row: number; via: number }>,
): Move[] {
  const steps: Move[] = []
  let [at, to] = [row, free]
  while (at !== start) {
    const came = cameFrom.get(at)
    if (!came) break
    steps.unshift({ row: at, from: came.via, to })
    ;[at, to] = [came.row, came.via]
  }
  steps.unshift({ row: start, from: -1, to })
  return steps
}

/** What is missing for this blueprint, or undefined when it can be met exactly. */
export function findShortage(blueprint: Blueprint, classes: readonly QuestionClass[]): Shortage | undefined {
  const rows = findShort(
    blueprint.map((row) => row.count),
    classes.map((one) => ({ rows: one.rows, left: one.questions.length })),
  )
  if (!rows) return undefined
  const mask = rows.reduce((bits, row) => bits | (1 << row), 0)
  const there = classes.reduce((sum, one) => ((one.rows & mask) === 0 ? sum : sum + one.questions.length), 0)
  return { rows, asked: rows.reduce((sum, row) => sum + (blueprint[row]?.count ?? 0), 0), there }
}

/** `“判断题 · 动火”和“判断题”一共要 12 道，题库里只有 9 道，还差 3 道`. */
export function shortageMessage(blueprint: Blueprint, { rows, asked, there }: Shortage): string {
  const names = rows.flatMap((row) => (blueprint[row] ? [`“${rowLabel(blueprint[row])}”`] : []))
  return `${names.join('和')}${names.length > 1 ? '一共' : ''}要 ${asked} 道，题库里能用的只有 ${there} 道，还差 ${asked - there} 道`
}
