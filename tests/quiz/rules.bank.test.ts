import { plainDate } from '@shared/core/plainDate'
import * as v from '@shared/core/schema'
import { contentOfFile, FileQuestion, fileOfContent, findFault } from '@shared/modules/quiz/bankFile'
import { identityOf } from '@shared/modules/quiz/identity'
import { articleNumber, hasArticle, isInForce, LEGAL_TEXTS } from '@shared/modules/quiz/legalTexts'
import type { ChoiceItem } from '@shared/modules/quiz/model'
import fc from 'fast-check'

const single: ChoiceItem = {
  kind: 'single',
  stem: '发现险情，应当：',
  options: [{ text: '继续作业' }, { text: '立即撤离' }, { text: '等班长来' }],
  key: [1],
  explanation: '',
}

describe('同一道题', () => {
  test.each([
    ['选项换了次序', { ...single, options: [...single.options].reverse(), key: [1] }, true],
    ['标点、空格、全角不同', { ...single, stem: ' 发现险情 ,应当:' }, true],
    ['答案不同，还是这道题', { ...single, key: [0] }, true],
    ['题干相同，选项不同', { ...single, options: [{ text: '撤离' }, { text: '报告' }] }, false],
    ['题型不同', { ...single, kind: 'multiple' as const }, false],
    ['配图不同', { ...single, picture: 'a'.repeat(24) }, false],
  ])('%s', (_, other, same) => {
    expect(identityOf(other) === identityOf(single)).toBe(same)
  })
})

describe('能不能成题', () => {
  test.each([
    ['好题', single, undefined],
    ['三个选项答案是 D', { ...single, key: [3] }, '答案是 D，但只有 3 个选项'],
    ['没有答案', { ...single, key: [] }, '没有答案'],
    ['单选两个答案', { ...single, key: [0, 1] }, '只能有一个答案'],
    ['两个选项一样', { ...single, options: [...single.options, { text: '立即 撤离' }] }, '有两个选项一样'],
    ['空的选项', { ...single, options: [...single.options, { text: ' ' }] }, '有空的选项'],
    [
      '空和答案对不上',
      { kind: 'blank' as const, stem: '____和____', accepted: [['甲']], explanation: '' },
      '题干有 2 个空（____），答案有 1 个',
    ],
    [
      '案例里的小题',
      { kind: 'case' as const, stem: '某工地', parts: [single, { ...single, key: [9] }], explanation: '' },
      '第 2 小题：答案是 J，但只有 3 个选项',
    ],
  ])('%s', (_, content, fault) => {
    expect(findFault(content)).toBe(fault)
  })
})

const word = fc.stringMatching(/^[\u4e00-\u9fa5A-Za-z0-9]{1,12}$/)
const choices = fc.uniqueArray(word, { minLength: 2, maxLength: 6 })
const item = fc.oneof(
  choices.chain((options) =>
    fc.record({
      kind: fc.constant('multiple' as const),
      stem: word,
      options: fc.constant(options),
      answer: fc.subarray([...'ABCDEF'.slice(0, options.length)], { minLength: 1 }).map((all) => all.join('')),
      explanation: word,
    }),
  ),
  fc.record({ kind: fc.constant('judgement' as const), stem: word, answer: fc.boolean(), explanation: word }),
  fc.record({
    kind: fc.constant('blank' as const),
    stem: word.map((text) => `${text}____`),
    answer: fc.array(fc.array(word, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 1 }),
    explanation: word,
  }),
)
const about = {
  code: word,
  difficulty: fc.constantFrom(1, 2, 3),
  tags: fc.array(word, { maxLength: 3 }),
  source: fc.constant({ document: '安全生产法', version: '2021-09-01', article: '第28条' }),
}
const question = fc.oneof(
  fc.record(about).chain((more) => item.map((one) => ({ ...one, ...more }))),
  fc.record({
    kind: fc.constant('case' as const),
    stem: word,
    parts: fc.array(item, { minLength: 1, maxLength: 3 }),
    explanation: word,
    ...about,
  }),
)

test('读进来再写出去，还是同一道题', () => {
  fc.assert(
    fc.property(question, (raw) => {
      const parsed = v.parse(FileQuestion, raw)
      const { code, source, difficulty, tags } = parsed
      const content = contentOfFile(parsed)
      expect(findFault(content)).toBeUndefined()
      expect(fileOfContent(content, { code, source, difficulty, tags })).toEqual(parsed)
    }),
  )
})

describe('法规目录', () => {
  test('条文有没有', () => {
    const [law] = LEGAL_TEXTS['安全生产法'] ?? []
    if (!law) throw new Error('not in the catalogue')
    expect(articleNumber('第28条第2款')).toBe(28)
    expect([hasArticle(law, '第119条'), hasArticle(law, '第120条'), hasArticle(law, '第0条')]).toEqual([
      true,
      false,
      false,
    ])
    expect(hasArticle(law, '二十八')).toBe(false)
    const [excerpt] = LEGAL_TEXTS['中国共产党支部工作条例（试行）'] ?? []
    expect(excerpt && [hasArticle(excerpt, '第17条'), hasArticle(excerpt, '第19条')]).toEqual([true, false])
  })

  test('版本在不在有效期', () => {
    const version = { from: plainDate('2021-09-01'), to: plainDate('2026-12-31') }
    const days = ['2021-08-31', '2021-09-01', '2026-12-31', '2027-01-01']
    expect(days.map((day) => isInForce(version, plainDate(day)))).toEqual([false, true, true, false])
  })
})
