import * as v from '@shared/core/schema'
import { LONGEST, MAX_GAPS, MAX_OPTIONS, MAX_PARTS, MAX_TAGS } from '../bankFile'
import { DIFFICULTY_LABELS, type Difficulty, QUESTION_STATE_LABELS } from '../model'

export const questionState = v.picklist(v.keysOf(QUESTION_STATE_LABELS))
export const difficulty = v.picklist(Object.keys(DIFFICULTY_LABELS).map(Number) as [1, 2, 3])
/** The same, arriving as text in an address. */
export const difficultyText = v.pipe(
  v.picklist(['1', '2', '3'], '没有这种难度'),
  v.transform((text) => Number(text) as Difficulty),
)

const picture = v.optional(v.id())
const stem = v.pipe(v.text(LONGEST.stem), v.nonEmpty('没有题干'))
const explanation = v.optional(v.text(LONGEST.explanation), '')
const option = v.object({ text: v.text(LONGEST.option), picture })
const places = v.pipe(v.array(v.whole(0, MAX_OPTIONS - 1)), v.maxLength(MAX_OPTIONS))
const choice = {
  stem,
  picture,
  options: v.pipe(
    v.array(option),
    v.minLength(2, '至少要有 2 个选项'),
    v.maxLength(MAX_OPTIONS, `最多 ${MAX_OPTIONS} 个选项`),
  ),
  key: places,
  explanation,
}
const blank = v.object({
  kind: v.literal('blank'),
  stem,
  picture,
  accepted: v.pipe(
    v.array(v.pipe(v.array(v.line(LONGEST.gap)), v.minLength(1), v.maxLength(MAX_GAPS))),
    v.minLength(1),
    v.maxLength(MAX_GAPS),
  ),
  explanation,
})
const item = v.variant('kind', [v.object({ kind: v.picklist(['single', 'multiple', 'judgement']), ...choice }), blank])

/** 题目内容, with its key: for editors, and for a reply after submission. */
export const content = v.variant('kind', [
  ...item.options,
  v.object({
    kind: v.literal('case'),
    stem,
    picture,
    parts: v.pipe(v.array(item), v.minLength(1), v.maxLength(MAX_PARTS)),
    explanation,
  }),
])

export const citation = v.object({ document: v.line(60), version: v.plainDate(), article: v.line(30) })

/** What an editor writes of a question. */
export const questionDraft = v.object({
  content,
  difficulty: v.optional(difficulty, 2),
  tags: v.optional(v.pipe(v.array(v.line(LONGEST.tag)), v.maxLength(MAX_TAGS)), []),
  chapter: v.optional(v.line(60)),
  source: v.optional(citation),
})
export type QuestionDraftBody = v.InferOutput<typeof questionDraft>
