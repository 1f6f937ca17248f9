import type { QuestionKind } from '../../model'

/** `choice`: single or multiple, which the answer tells. */
export type KindReading = { kind: QuestionKind | 'choice' } | { refused: string }

const WORDS: Readonly<Record<QuestionKind | 'choice', readonly string[]>> = {
  single: ['单选', '单项选择', '单项', '单选择', 'single', 'singlechoice', 'radio', 'single_choice'],
  multiple: [
    '多选',
    '多项选择',
    '多项',
    '不定项选择',
    '不定项',
    '复选',
    'multiple',
    'multi',
    'checkbox',
    'multiselect',
  ],
  choice: ['选择', 'choice', 'multichoice', 'multiplechoice', 'multiple_choice', 'mcq'],
  judgement: [
    '判断',
    '是非',
    '对错',
    '正误',
    '判断正误',
    '正误判断',
    '是非判断',
    '判断是非',
    '判断对错',
    'judgement',
    'judgment',
    'judge',
    'truefalse',
    'true/false',
    'true_false',
    'tf',
    'boolean',
  ],
  blank: ['填空', '填充', '填词', 'blank', 'blanks', 'fill', 'fillin', 'fillblank', 'fill_blank', 'completion'],
  case: [
    '案例',
    '案例分析',
    '案例选择',
    '材料',
    '材料分析',
    '综合',
    '综合分析',
    '情景',
    '情景分析',
    '共用题干',
    'case',
  ],
}
const KINDS = new Map<string, QuestionKind | 'choice'>(
  Object.entries(WORDS).flatMap(([kind, words]) =>
    words.map((word) => [word, kind as QuestionKind | 'choice'] as const),
  ),
)
const BY_HAND = /^(简答|问答|论述|名词解释|计算|作文|写作|主观|实操|操作|分析|简述|essay|subjective|shortessay)$/
const PAIRING = /^(连线|匹配|配对|排序|组合|matching|match|ordering|sort)$/

/** The bare word of a kind: no number before it, no remark in brackets, no “题” behind it. */
const bareKind = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([【{〔][^)\]】}〕]*[)\]】}〕]/g, '')
    .replace(/^第?[一二三四五六七八九十\d]+(部分|大题)?[、.:\s]+/, '')
    .replace(/[\s:：、。.]+/g, '')
    .replace(/(题型|题目|试题|题)$/, '')

/** Reads the name of a kind of question; undefined for a text that is none. */
export function findKind(text: string): KindReading | undefined {
  const word = bareKind(text)
  const kind = KINDS.get(word)
  if (kind) return { kind }
  if (BY_HAND.test(word)) return { refused: `${word}题要人来评分，不能导入` }
  if (word === '数值' || word === 'numerical') return { refused: '数值题的答案有误差范围，不能导入；请改成填空题' }
  return PAIRING.test(word) ? { refused: `没有${word}题这种题型，不能导入` } : undefined
}

/** Kind of a cell; undefined for an empty one. */
export function readKind(text: string): KindReading | undefined {
  const shown = text.replace(/\s+/g, ' ').trim().replace(/^'/, '')
  if (shown === '') return undefined
  return findKind(shown) ?? { refused: `不认识题型“${shown.slice(0, 20)}”` }
}
