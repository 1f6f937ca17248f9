import { findFault } from '@shared/modules/quiz/bankFile'
import type { ReadDraft } from '@shared/modules/quiz/import/model'
import { GAP, type Item, JUDGEMENT_OPTIONS } from '@shared/modules/quiz/model'
import fc from 'fast-check'

/** Scraps that look like marks, numbers, separators and formulas: whatever reading could take for something else. */
const SCRAPS = [
  '安全',
  '第一',
  '班前会',
  'A',
  'B.',
  'C、',
  '(D)',
  'a)',
  '1.',
  '2、',
  '（3）',
  '**',
  '##',
  '|',
  '｜',
  ';',
  '；',
  '、',
  ',',
  '，',
  '答案：',
  '解析：',
  '正确',
  '错误',
  '√',
  '=SUM(A1)',
  '+1',
  '-2',
  '@x',
  "'",
  '"',
  '\\',
  '/',
  '{',
  '}',
  '~',
  '#',
  ':',
  '=',
  '->',
  '%50%',
  '【单选题】',
  '（ ）',
  '（B）',
  '一、判断题',
  '第二章 总则',
  '题型：',
  '依据：',
  '2.5',
  '24 小时',
  '//',
  '::',
  '[html]',
  '$CATEGORY: x',
  ' ',
  '  ',
  '。',
  '<p>',
  '&lt;',
  '①',
  'TRUE',
  '难度：',
  'ANSWER: A',
  '《安全生产法》',
  '\u3000',
  '\u00a0',
  '参考答案',
  '1-3 ABC',
  '{=甲}',
  '0',
  '12',
  '示例',
]
const lineOf = (maxScraps: number, longest: number) =>
  fc
    .array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...SCRAPS) },
        { weight: 1, arbitrary: fc.stringMatching(/^[\u4e00-\u9fa5A-Za-z0-9]{1,6}$/) },
      ),
      {
        minLength: 1,
        maxLength: maxScraps,
      },
    )
    .map((scraps) => scraps.join('').trim().slice(0, longest).trim())
    .filter((line) => line !== '')
const textOf = (lines: number) =>
  fc
    .array(fc.oneof({ weight: 6, arbitrary: lineOf(5, 60) }, { weight: 1, arbitrary: fc.constant('') }), {
      minLength: 1,
      maxLength: lines,
    })
    .map((all) => all.join('\n').trim())
    .filter((text) => text !== '')
const fitting = <T>(items: fc.Arbitrary<T>, isFit: (item: T) => boolean) => items.filter(isFit)

const explanation = fc.oneof(fc.constant(''), textOf(3))
const stem = fitting(textOf(2), (text) => !/[如上下]图/.test(text))
const distinct = (texts: readonly string[]): boolean =>
  new Set(texts.map((text) => text.replace(/\s/g, ''))).size === texts.length &&
  texts.every((text) => /\S/.test(text.replace(/\u200b/g, '')))

const choice = fc
  .tuple(stem, fitting(fc.array(lineOf(4, 40), { minLength: 2, maxLength: 6 }), distinct), fc.boolean(), explanation)
  .chain(([asked, options, multiple, why]) => {
    const places = options.map((_, i) => i)
    const key = multiple ? fc.subarray(places, { minLength: 1 }) : fc.constantFrom(...places).map((place) => [place])
    return key.map(
      (right): Item => ({
        kind: multiple ? 'multiple' : 'single',
        stem: asked,
        options: options.map((text) => ({ text })),
        key: right,
        explanation: why,
      }),
    )
  })
const judgement = fc.tuple(stem, fc.boolean(), explanation).map(
  ([asked, truth, why]): Item => ({
    kind: 'judgement',
    stem: asked,
    options: JUDGEMENT_OPTIONS.map((text) => ({ text })),
    key: [truth ? 0 : 1],
    explanation: why,
  }),
)
const blank = fc
  .tuple(
    fc.array(
      fitting(lineOf(3, 30), (text) => !text.includes('__')),
      { minLength: 2, maxLength: 4 },
    ),
    fc.array(fc.array(lineOf(3, 30), { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 3 }),
    explanation,
  )
  .map(
    ([pieces, wordings, why]): Item => ({
      kind: 'blank',
      stem: pieces.join(GAP),
      accepted: wordings.slice(0, pieces.length - 1),
      explanation: why,
    }),
  )
const item = fc.oneof(choice, judgement, blank)

/** Any question a bank can hold. */
export const anyDraft: fc.Arbitrary<ReadDraft> = fc
  .record({
    content: fc.oneof(
      { weight: 5, arbitrary: item },
      {
        weight: 1,
        arbitrary: fc
          .tuple(stem, fc.array(item, { minLength: 1, maxLength: 3 }), explanation)
          .map(([asked, parts, why]) => ({ kind: 'case' as const, stem: asked, parts, explanation: why })),
      },
    ),
    difficulty: fc.constantFrom(1 as const, 2 as const, 3 as const),
    tags: fc.uniqueArray(lineOf(2, 20), { maxLength: 3 }),
    chapter: fc.option(lineOf(3, 40), { nil: undefined }),
    code: fc.option(lineOf(2, 30), { nil: undefined }),
    cites: fc.boolean(),
  })
  .filter(({ content }) => findFault(content) === undefined)
  .map(({ chapter, code, cites, ...rest }) => ({
    ...rest,
    ...(chapter !== undefined && { chapter }),
    ...(code !== undefined && { code }),
    ...(cites && { source: { document: '安全生产法', version: '2021-09-01' as never, article: '第28条' } }),
  }))
