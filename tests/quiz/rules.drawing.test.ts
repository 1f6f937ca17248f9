import { chanceOf } from '@shared/core/chance'
import {
  type Blueprint,
  classesOf,
  type Drawable,
  findShortage,
  fits,
  shortageMessage,
} from '@shared/modules/quiz/blueprint'
import { drawPaper, preparePool } from '@shared/modules/quiz/drawing'
import { type Difficulty, QUESTION_KINDS } from '@shared/modules/quiz/model'
import fc from 'fast-check'

const TAGS = ['高处作业', '动火', '临时用电']
const question = (i: number, more: Partial<Drawable> = {}): Drawable => ({
  id: `q${i}`,
  kind: QUESTION_KINDS[i % 3] ?? 'single',
  difficulty: ((i % 3) + 1) as Difficulty,
  tags: [TAGS[i % TAGS.length] ?? ''],
  ...more,
})
const many = (count: number) => Array.from({ length: count }, (_, i) => question(i))

const drawable = fc.record({
  kind: fc.constantFrom(...QUESTION_KINDS),
  difficulty: fc.constantFrom<Difficulty>(1, 2, 3),
  tags: fc.subarray(TAGS, { minLength: 1 }),
})
const bank = fc
  .array(drawable, { minLength: 1, maxLength: 40 })
  .map((all) => all.map((one, i) => ({ ...one, id: `q${i}` })))
const row = fc.record(
  {
    kind: fc.constantFrom(...QUESTION_KINDS),
    tag: fc.constantFrom(...TAGS),
    difficulty: fc.constantFrom<Difficulty>(1, 2, 3),
    count: fc.integer({ min: 1, max: 6 }),
    points: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: ['count', 'points'] },
)
const blueprints = fc.array(row, { minLength: 1, maxLength: 5 })

/** Every way of giving rows to questions, tried one after the other: slow and plainly right. */
function canBeMet(blueprint: Blueprint, questions: readonly Drawable[]): boolean {
  const seats = blueprint.flatMap((one) => Array.from({ length: one.count }, () => one))
  const holder = new Map<string, number>()
  const seat = (i: number, seen: Set<string>): boolean =>
    questions.some((one) => {
      const wanted = seats[i]
      if (!wanted || seen.has(one.id) || !fits(wanted, one)) return false
      seen.add(one.id)
      const before = holder.get(one.id)
      if (before !== undefined && !seat(before, seen)) return false
      holder.set(one.id, i)
      return true
    })
  return seats.every((_, i) => seat(i, new Set()))
}

describe('抽题', () => {
  test('能满足就恰好满足，不能满足就说明还差多少；同一道题不出现两次', () => {
    fc.assert(
      fc.property(blueprints, bank, fc.string(), (blueprint, questions, seed) => {
        const prepared = preparePool(blueprint, questions)
        expect('pool' in prepared).toBe(canBeMet(blueprint, questions))
        if ('shortage' in prepared) {
          const { asked, there } = prepared.shortage
          expect(asked).toBeGreaterThan(there)
          return
        }
        const paper = drawPaper(prepared.pool, chanceOf(seed))
        const wanted = blueprint.reduce((sum, { count }) => sum + count, 0)
        expect(paper).toHaveLength(wanted)
        expect(new Set(paper.map(({ questionId }) => questionId)).size).toBe(wanted)
        const byPoints = (all: readonly { points: number }[]) => all.map(({ points }) => points).sort()
        expect(byPoints(paper)).toEqual(
          byPoints(blueprint.flatMap((one) => Array.from({ length: one.count }, () => one))),
        )
        const drawn = questions.filter((one) => paper.some(({ questionId }) => questionId === one.id))
        expect(canBeMet(blueprint, drawn)).toBe(true)
        expect(drawPaper(prepared.pool, chanceOf(seed))).toEqual(paper)
      }),
      { numRuns: 300 },
    )
  })

  test('题型按单选、多选、判断的次序，同一题型内次序各人不同', () => {
    const prepared = preparePool([{ count: 30, points: 1 }], many(300))
    if (!('pool' in prepared)) throw new Error('short')
    const order = (seed: string) =>
      drawPaper(prepared.pool, chanceOf(seed)).map(
        ({ questionId }) => many(300).find(({ id }) => id === questionId)?.kind,
      )
    const kinds = order('甲')
    expect(kinds).toEqual(
      [...kinds].sort((a, b) => QUESTION_KINDS.indexOf(a ?? 'case') - QUESTION_KINDS.indexOf(b ?? 'case')),
    )
    expect(drawPaper(prepared.pool, chanceOf('甲'))).not.toEqual(drawPaper(prepared.pool, chanceOf('乙')))
  })

  test.each([
    ['一行', [{ count: 5, points: 1 }]],
    [
      '互不相干的两行',
      [
        { tag: '动火', count: 2, points: 1 },
        { tag: '高处作业', count: 3, points: 1 },
      ],
    ],
    [
      '共用题目的两行',
      [
        { tag: '动火', count: 2, points: 1 },
        { count: 3, points: 2 },
      ],
    ],
  ] as [string, Blueprint][])('公平：%s，够格的题机会一样', (_, blueprint) => {
    const questions = many(30)
    const prepared = preparePool(blueprint, questions)
    if (!('pool' in prepared)) throw new Error('short')
    const rounds = 6_000
    const counts = new Map<string, number>()
    for (let i = 0; i < rounds; i += 1)
      for (const { questionId } of drawPaper(prepared.pool, chanceOf(`第${i}人`)))
        counts.set(questionId, (counts.get(questionId) ?? 0) + 1)
    for (const { rows, questions: same } of classesOf(blueprint, questions)) {
      expect(rows).toBeGreaterThan(0)
      const mean = same.reduce((sum, { id }) => sum + (counts.get(id) ?? 0), 0) / same.length
      // Five standard deviations of a binomial count: chance strays further less than once in a million.
      for (const { id } of same) expect(Math.abs((counts.get(id) ?? 0) - mean)).toBeLessThan(5 * Math.sqrt(mean))
    }
  })

  test('缺题时说清是哪几行、差几道', () => {
    const blueprint: Blueprint = [
      { tag: '动火', count: 8, points: 1 },
      { kind: 'judgement', tag: '动火', count: 4, points: 1 },
    ]
    const questions = [...many(30).filter(({ tags }) => tags.includes('动火'))]
    const shortage = findShortage(blueprint, classesOf(blueprint, questions))
    if (!shortage) throw new Error('no shortage')
    expect(shortageMessage(blueprint, shortage)).toBe('“判断题 · 动火”要 4 道，题库里能用的只有 0 道，还差 4 道')
  })

  test('一万道题抽五十道，不随题库变慢', () => {
    const prepared = preparePool(
      [
        { kind: 'single', count: 30, points: 2 },
        { count: 20, points: 2 },
      ],
      many(10_000),
    )
    if (!('pool' in prepared)) throw new Error('short')
    expect(drawPaper(prepared.pool, chanceOf('甲'))).toHaveLength(50)
  })
})
