import { FULL_SHARE, gradeAnswer, isAnswered, scoreOf } from '@shared/modules/quiz/grading'
import type { BlankItem, CaseItem, ChoiceItem } from '@shared/modules/quiz/model'
import fc from 'fast-check'

const options = ['甲', '乙', '丙', '丁'].map((text) => ({ text }))
const single: ChoiceItem = { kind: 'single', stem: '题', options, key: [2], explanation: '' }
const multiple: ChoiceItem = { kind: 'multiple', stem: '题', options, key: [0, 2, 3], explanation: '' }
const judgement: ChoiceItem = {
  kind: 'judgement',
  stem: '题',
  options: [{ text: '正确' }, { text: '错误' }],
  key: [1],
  explanation: '',
}
const blank: BlankItem = {
  kind: 'blank',
  stem: '岗前培训不少于 ____ 学时，由 ____ 负责',
  accepted: [['24', '二十四'], ['生产经营单位']],
  explanation: '',
}
const situation: CaseItem = { kind: 'case', stem: '某工地', parts: [single, multiple, blank], explanation: '' }

describe('评分', () => {
  test.each([
    ['单选选对', single, [2], 'none', 1_000],
    ['单选选错', single, [1], 'none', 0],
    ['单选选了两个', single, [1, 2], 'none', 0],
    ['没有答', single, null, 'none', 0],
    ['多选选全', multiple, [3, 0, 2], 'none', 1_000],
    ['多选漏选，不给分', multiple, [0, 2], 'none', 0],
    ['多选漏选，给一半', multiple, [0, 2], 'half', 500],
    ['多选有错，一分不给', multiple, [0, 1, 2, 3], 'half', 0],
    ['多选什么也没选', multiple, [], 'half', 0],
    ['同一项交了两遍', multiple, [0, 0, 2, 3], 'none', 1_000],
    ['判断', judgement, [1], 'none', 1_000],
    ['填空全对，写法不同', blank, ['２４ ', '“生产经营单位”。'], 'none', 1_000],
    ['填空对一半', blank, ['二十四', '工会'], 'none', 500],
    ['填空少填一格', blank, ['24'], 'none', 500],
    ['案例各小题平均', situation, { parts: [[2], [0], ['24', '工会']] }, 'none', 500],
    ['案例只答了前面的', situation, { parts: [[2]] }, 'none', 333],
    ['案例答成了单题', situation, [2], 'none', 0],
    ['单题答成了案例', single, { parts: [[2]] }, 'none', 0],
    ['选择题交来文字', single, ['2'], 'none', 0],
  ] as const)('%s', (_, content, answer, partial, share) => {
    expect(gradeAnswer(content, answer, partial)).toBe(share)
  })

  test('选的先后不影响分数，也从不超出满分', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(3)), fc.constantFrom('none' as const, 'half' as const), (chosen, partial) => {
        const share = gradeAnswer(multiple, chosen, partial)
        expect(gradeAnswer(multiple, [...chosen].reverse(), partial)).toBe(share)
        expect([0, FULL_SHARE / 2, FULL_SHARE]).toContain(share)
      }),
    )
  })

  test('总分与交卷的先后无关，按百分之一分计', () => {
    const graded = fc.array(
      fc.record({ share: fc.integer({ min: 0, max: 1_000 }), points: fc.integer({ min: 1, max: 10 }) }),
    )
    fc.assert(fc.property(graded, (all) => expect(scoreOf([...all].reverse())).toBe(scoreOf(all))))
    expect(
      scoreOf([
        { share: 333, points: 3 },
        { share: 1_000, points: 2 },
      ]),
    ).toBe(300)
  })

  test.each([
    [single, [1], true],
    [single, [], false],
    [single, undefined, false],
    [blank, ['24', ' '], false],
    [blank, ['24', '单位'], true],
    [situation, { parts: [[1], [1], ['1', '2']] }, true],
    [situation, { parts: [[1], [1]] }, false],
  ] as const)('答完没有 %#', (content, answer, expected) => {
    expect(isAnswered(content, answer)).toBe(expected)
  })
})
