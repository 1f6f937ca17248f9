import { addSample, emptyTally, type ItemSample, statisticsOf } from '@shared/modules/quiz/exams/itemStatistics'
import type { BlankItem, ChoiceItem } from '@shared/modules/quiz/model'
import fc from 'fast-check'

const options = ['甲', '乙', '丙', '丁'].map((text) => ({ text }))
const single: ChoiceItem = { kind: 'single', stem: '题', options, key: [1], explanation: '' }
const blank: BlankItem = { kind: 'blank', stem: '满____天', accepted: [['30']], explanation: '' }

const told = (samples: readonly ItemSample[], content: ChoiceItem | BlankItem = single) => {
  const tally = emptyTally()
  for (const sample of samples) addSample(tally, sample)
  return statisticsOf(tally, content)
}
/** `n` people who chose `pick` and reached `rest` of the other points. */
const group = (n: number, pick: number, rest: number): ItemSample[] =>
  Array.from({ length: n }, () => ({ share: pick === 1 ? 1_000 : 0, rest, picks: [pick] }))

describe('题目统计', () => {
  test('不足 5 人不说；满 5 人只说数，不下判断', () => {
    expect(told(group(4, 1, 1))).toBeUndefined()
    expect(told(group(5, 1, 1))).toMatchObject({ times: 5, right: 100, discrimination: null, findings: [] })
  })

  test.each([
    ['会的答对，不会的答错', [...group(15, 1, 0.9), ...group(6, 0, 0.3), ...group(5, 2, 0.3), ...group(4, 3, 0.2)], []],
    [
      '高分的反而错',
      [...group(10, 1, 0.2), ...group(10, 0, 0.9), ...group(5, 2, 0.5), ...group(5, 3, 0.5)],
      [/先核对答案/],
    ],
    ['大多会', [...group(90, 1, 0.9), ...group(4, 0, 0.1), ...group(4, 2, 0.1), ...group(4, 3, 0.1)], []],
    [
      '几乎谁都会',
      [...group(97, 1, 0.9), ...group(1, 0, 0.1), ...group(1, 2, 0.1), ...group(1, 3, 0.1)],
      [/几乎人人答对/, /A 没有/, /C 没有/, /D 没有/],
    ],
    [
      '错的比对的多',
      [...group(8, 1, 0.9), ...group(20, 0, 0.5), ...group(4, 2, 0.3), ...group(4, 3, 0.3)],
      [/选 A 的比选对的还多/],
    ],
    [
      '很少有人会',
      [...group(4, 1, 0.9), ...group(4, 0, 0.5), ...group(12, 2, 0.4), ...group(12, 3, 0.3)],
      [/很少有人/, /选 C/, /选 D/],
    ],
  ])('%s', (_, samples, findings) => {
    const found = told(samples)?.findings ?? []
    expect(found).toHaveLength(findings.length)
    for (const [i, each] of findings.entries()) expect(found[i]).toMatch(each)
  })

  test('填空没有选项，只有难度和区分度', () => {
    const samples = Array.from({ length: 30 }, (_, i) => ({ share: i % 2 ? 1_000 : 0, rest: i / 30, picks: [] }))
    expect(told(samples, blank)).toMatchObject({ right: 50, options: [] })
  })

  test('先后无关；区分度就是与其余得分的相关系数', () => {
    const sample = fc.record({
      share: fc.integer({ min: 0, max: 1_000 }),
      rest: fc.double({ min: 0, max: 1, noNaN: true }),
      picks: fc.uniqueArray(fc.nat(3), { maxLength: 4 }),
    })
    fc.assert(
      fc.property(fc.array(sample, { minLength: 5, maxLength: 60 }), (samples) => {
        const one = told(samples)
        const other = told([...samples].reverse())
        expect(other?.options).toEqual(one?.options)
        expect(other?.right).toBe(one?.right)
        const mean = (list: number[]) => list.reduce((sum, x) => sum + x, 0) / list.length
        const [x, y] = [samples.map(({ share }) => share / 1_000), samples.map(({ rest }) => rest)]
        const off = (list: number[]) => list.map((each) => each - mean(list))
        const sum = (list: number[]) => list.reduce((all, each) => all + each, 0)
        const [dx, dy] = [off(x), off(y)]
        const spread = Math.sqrt(sum(dx.map((d) => d * d)) * sum(dy.map((d) => d * d)))
        if (spread < 1e-3) return
        const r = sum(dx.map((d, i) => d * (dy[i] ?? 0))) / spread
        expect(Math.abs((one?.discrimination ?? 9) - r)).toBeLessThan(0.02)
      }),
    )
  })
})
