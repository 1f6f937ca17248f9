import { letterOf } from '../../model'
import type { QuestionField } from '../model'

/** Ways to head a column; the first of each list is what our own files use. */
const QUESTION_HEADINGS: Readonly<Record<QuestionField, readonly string[]>> = {
  kind: [
    '题型',
    '试题类型',
    '题目类型',
    '试题题型',
    '题目题型',
    '题型名称',
    '类型',
    '题类',
    '题目种类',
    '试题种类',
    'type',
    'kind',
    'questiontype',
  ],
  stem: [
    '题干',
    '题目',
    '试题',
    '试题内容',
    '题目内容',
    '试题题干',
    '题干内容',
    '题目描述',
    '题目名称',
    '试题名称',
    '试题正文',
    '问题',
    '考题',
    '内容',
    '标题',
    'question',
    'stem',
    'title',
    'content',
  ],
  options: [
    '选项',
    '备选答案',
    '备选项',
    '选项内容',
    '试题选项',
    '题目选项',
    '候选项',
    '候选答案',
    '可选项',
    '答案选项',
    '全部选项',
    'options',
    'choices',
  ],
  answer: [
    '答案',
    '正确答案',
    '标准答案',
    '参考答案',
    '试题答案',
    '题目答案',
    '正确选项',
    '答案内容',
    'answer',
    'key',
    'correctanswer',
    'rightanswer',
  ],
  parts: ['小题'],
  explanation: [
    '解析',
    '试题解析',
    '答案解析',
    '题目解析',
    '解释',
    '详解',
    '试题分析',
    '分析',
    '答案说明',
    '解题思路',
    'explanation',
    'analysis',
  ],
  chapter: [
    '章节',
    '所属章节',
    '章',
    '章名',
    '章节名称',
    '目录',
    '所属目录',
    '模块',
    '科目',
    '专业',
    '分类',
    '类别',
    '题目分类',
    '试题分类',
    '知识分类',
    '所属分类',
    'chapter',
    'category',
  ],
  tags: ['标签', '知识点', '考点', '关键词', '关键字', 'tags', 'tag'],
  difficulty: ['难度', '难易度', '难度等级', '难易程度', '试题难度', '题目难度', '难度系数', 'difficulty', 'level'],
  citation: [
    '出处',
    '依据',
    '法规依据',
    '法律依据',
    '参考依据',
    '法规条款',
    '相关法规',
    '法条',
    '条款',
    '来源',
    'source',
    'reference',
  ],
  code: ['题目编码'],
}

/** Which column of a sheet is what. */
export interface QuestionColumns {
  fields: ReadonlyMap<QuestionField, number>
  /** Columns that hold one option each, in order. */
  options: readonly number[]
  /** Columns for pictures. */
  pictures: readonly number[]
}

/** A heading without line breaks, remarks in brackets, stars and “必填”. */
export const cleanHeading = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[([【〔「][^)\]】〕」]*[)\]】〕」]/g, '')
    .replace(/必填|选填|请填写|请选择/g, '')
    .replace(/[\s*★●:、,。._"“”'-]+/g, '')
    .toLowerCase()

/** Headings that contain a known one but speak of something else. */
const ELSEWHERE = /(个?数|数量|编号|序号|题号|分值|分数|得分|人|时间|日期|id|状态|部门|版本)$/
const PICTURE = /图片|配图|附图|插图/
const ONE_OPTION = /^(?:备选)?(?:选项|答案|备选答案|项|option|choice)?([a-j])(?:选项|项|答案)?$/
const NUMBERED_OPTION = /^(?:选项|备选项|备选答案|option|choice)(\d{1,2}|[一二三四五六七八九十])$/

function isOption(heading: string): boolean {
  return ONE_OPTION.test(heading) || NUMBERED_OPTION.test(heading)
}

/** How well a heading names a field: 2 exactly, between 0 and 1 when it only contains a known wording, 0 not at all. */
function fitness(heading: string, field: QuestionField): number {
  const wordings = QUESTION_HEADINGS[field]
  const exact = wordings.indexOf(heading)
  if (exact >= 0) return 2 - exact * 0.01
  if (heading.length > 16 || ELSEWHERE.test(heading) || PICTURE.test(heading)) return 0
  const inside = wordings.filter((wording) => wording.length >= 2 && heading.includes(wording))
  return Math.max(0, ...inside.map((wording) => wording.length / (heading.length + 1)))
}

function optionColumns(headings: readonly string[], taken: ReadonlySet<number>): number[] {
  const lettered = headings.flatMap((heading, i) => (isOption(heading) ? [i] : []))
  if (lettered.length > 1) return lettered
  const named = headings.flatMap((heading, i) => (QUESTION_HEADINGS.options.includes(heading) ? [i] : []))
  const [first] = named
  if (first === undefined) return []
  if (named.length > 1) return named
  let end = first + 1
  // A heading merged over several columns leaves the ones behind it without a text.
  while (end < headings.length && headings[end] === '' && !taken.has(end)) end += 1
  return end - first > 1 && end < headings.length ? Array.from({ length: end - first }, (_, i) => first + i) : []
}

/** Matches the headings of one row with what a question consists of: each field gets its best column, each column one field. */
export function mapHeadings(cells: readonly string[]): QuestionColumns {
  const headings = cells.map(cleanHeading)
  const offers = (Object.keys(QUESTION_HEADINGS) as QuestionField[])
    .flatMap((field) =>
      headings.map((heading, index) => ({
        field,
        index,
        score: heading && !isOption(heading) ? fitness(heading, field) : 0,
      })),
    )
    .filter((offer) => offer.score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
  const fields = new Map<QuestionField, number>()
  const taken = new Set<number>()
  for (const { field, index } of offers) {
    if (fields.has(field) || taken.has(index)) continue
    fields.set(field, index)
    taken.add(index)
  }
  const options = optionColumns(headings, taken)
  const pictures = headings.flatMap((heading, i) => (PICTURE.test(heading) ? [i] : []))
  return { fields, options, pictures }
}

/** Can questions stand below these headings? The more is known, the better. */
export function scoreOf({ fields, options }: QuestionColumns): number {
  const enough = fields.has('stem') && (fields.has('answer') || fields.has('options') || options.length > 1)
  return enough ? fields.size + Math.min(1, options.length) : 0
}

const BEFORE_OPTIONS = ['kind', 'stem'] as const
const BEHIND_OPTIONS = ['answer', 'explanation', 'chapter', 'tags', 'difficulty', 'citation', 'code'] as const

/** The headings of our own table, with so many columns for options. */
export const ownHeadings = (options: number): string[] => [
  ...BEFORE_OPTIONS.map((field) => QUESTION_HEADINGS[field][0] ?? ''),
  ...Array.from({ length: options }, (_, i) => `选项${letterOf(i)}`),
  ...BEHIND_OPTIONS.map((field) => QUESTION_HEADINGS[field][0] ?? ''),
  '配图',
]

/** One line below these headings. */
export const ownLine = (
  textOf: (field: QuestionField) => string,
  options: readonly string[],
  picture: string,
): string[] => [...BEFORE_OPTIONS.map(textOf), ...options, ...BEHIND_OPTIONS.map(textOf), picture]
