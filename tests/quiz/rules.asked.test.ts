import { chanceOf } from '@shared/core/chance'
import { askedOf, type OptionOrders, shownAnswer, storedAnswer } from '@shared/modules/quiz/asked'
import { optionOrder } from '@shared/modules/quiz/drawing'
import { FULL_SHARE, gradeAnswer } from '@shared/modules/quiz/grading'
import type { Answer, CaseItem, ChoiceItem, Item } from '@shared/modules/quiz/model'
import fc from 'fast-check'

const choice = (count: number, key: number[]): ChoiceItem => ({
  kind: key.length > 1 ? 'multiple' : 'single',
  stem: '机密一',
  options: Array.from({ length: count }, (_, i) => ({ text: `选项${i}` })),
  key,
  explanation: '解析里写着答案',
})
const ofCase: CaseItem = {
  kind: 'case',
  stem: '情形',
  parts: [choice(4, [2]), { kind: 'blank', stem: '要____天', accepted: [['三十', '30']], explanation: '解析二' }],
  explanation: '解析三',
}

const keyOf = (item: Item): Answer => (item.kind === 'blank' ? item.accepted.map((all) => all[0] ?? '') : item.key)

describe('卷面', () => {
  test('不带答案、可接受的写法和解析', () => {
    const text = JSON.stringify([askedOf(choice(4, [1, 3])), askedOf(ofCase)])
    for (const word of ['key', 'accepted', 'explanation', '解析', '三十']) expect(text).not.toContain(word)
  })

  test('无论选项怎么排，按看到的位置作答都判得一样', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 2, max: 10 }), fc.nat(), (seed, count, place) => {
        const question = choice(count, [place % count])
        const orders: OptionOrders = [optionOrder(count, chanceOf(seed))]
        const seen = askedOf(question, orders)
        const shown = seen.options.findIndex(({ text }) => text === `选项${place % count}`)
        expect(gradeAnswer(question, storedAnswer([shown], orders), 'none')).toBe(FULL_SHARE)
        expect(shownAnswer(keyOf(question), orders)).toEqual([shown])
      }),
    )
  })

  test('案例题逐小题换算，文字原样保留', () => {
    const orders: OptionOrders = [[3, 2, 1, 0], []]
    expect(storedAnswer({ parts: [[1], ['30']] }, orders)).toEqual({ parts: [[2], ['30']] })
    expect(shownAnswer({ parts: [[2], ['30']] }, orders)).toEqual({ parts: [[1], ['30']] })
  })
})
