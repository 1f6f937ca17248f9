import * as v from '@shared/core/schema'
import { LONGEST, MAX_GAPS, MAX_OPTIONS, MAX_PARTS } from './bankFile'
import { QUESTION_KIND_LABELS } from './model'

export const questionKind = v.picklist(v.keysOf(QUESTION_KIND_LABELS))
const itemKind = v.picklist(['single', 'multiple', 'judgement', 'blank'])
const option = v.object({ text: v.string(), picture: v.optional(v.string()) })
const itemEntries = {
  stem: v.string(),
  picture: v.optional(v.string()),
  options: v.array(option),
  gaps: v.number(),
}

/** 卷面题目 as it leaves the service; what is not named here does not leave. */
export const asked = v.object({
  kind: questionKind,
  ...itemEntries,
  parts: v.array(v.object({ kind: itemKind, ...itemEntries })),
})

const places = v.pipe(v.array(v.whole(0, MAX_OPTIONS - 1)), v.maxLength(MAX_OPTIONS, '选项太多'))
const gap = v.pipe(v.string('请填写文字'), v.maxLength(LONGEST.gap, `每空不能超过 ${LONGEST.gap} 个字`))
const gaps = v.pipe(v.array(gap), v.maxLength(MAX_GAPS, '空太多'))
const itemAnswer = v.nullable(v.union([places, gaps], '答案格式不对'))

/** 作答 — places chosen as the person saw them, texts for the gaps, one of these for each part of a case; null = left open. */
export const answer = v.nullable(
  v.union(
    [places, gaps, v.object({ parts: v.pipe(v.array(itemAnswer), v.maxLength(MAX_PARTS, '小题太多')) })],
    '答案格式不对',
  ),
)

/** 一道题的讲评 — what somebody sees after handing in: the own answer, the right one in the own order, and why. */
export const reviewed = v.object({
  asked,
  answer,
  /** As the person saw the options; of gaps the wordings that count. */
  key: answer,
  accepted: v.array(v.array(v.string())),
  explanation: v.string(),
  parts: v.array(v.object({ key: itemAnswer, accepted: v.array(v.array(v.string())), explanation: v.string() })),
  /** Decided on an appeal: put right, right for everybody, or counting no more. */
  ruling: v.optional(v.picklist(['corrected', 'allRight', 'withdrawn'])),
  source: v.optional(v.object({ document: v.string(), version: v.string(), article: v.string(), ended: v.boolean() })),
})
