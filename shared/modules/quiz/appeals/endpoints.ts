import { done, type Endpoints, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { LONGEST, MAX_GAPS, MAX_OPTIONS, MAX_PARTS } from '../bankFile'
import { MAX_PAPER_QUESTIONS } from '../exams/model'
import { attemptParams } from '../exams/schemas'
import { QUIZ_EDITOR_ROLES } from '../policy'
import { questionKind, reviewed } from '../schemas'
import { APPEAL_REASON_LABELS, APPEAL_STATE_LABELS } from './model'
import { RULING_LABELS } from './ruling'

const appealParams = v.object({ appealId: v.id() })
const state = v.picklist(v.keysOf(APPEAL_STATE_LABELS))
const appealReason = v.picklist(v.keysOf(APPEAL_REASON_LABELS))
const rulingKind = v.picklist(v.keysOf(RULING_LABELS))
const why = v.line(200)

const wordings = v.pipe(
  v.array(v.line(LONGEST.gap)),
  v.minLength(1, '每个空至少写一种答案'),
  v.maxLength(10, '写法太多'),
)
const correctedItem = v.union(
  [
    v.object({ key: v.pipe(v.array(v.whole(0, MAX_OPTIONS - 1)), v.maxLength(MAX_OPTIONS, '选项太多')) }),
    v.object({ accepted: v.pipe(v.array(wordings), v.maxLength(MAX_GAPS, '空太多')) }),
  ],
  '更正的答案格式不对',
)
/** 裁定, as somebody decides it. */
const decided = v.variant('kind', [
  v.object({
    kind: v.literal('corrected'),
    parts: v.pipe(v.array(correctedItem), v.minLength(1, '请给出更正的答案'), v.maxLength(MAX_PARTS, '小题太多')),
  }),
  v.object({ kind: v.literal('allRight') }),
  v.object({ kind: v.literal('withdrawn') }),
])

const appealRow = v.object({
  id: v.string(),
  /** Beginning of the question. */
  title: v.string(),
  kind: questionKind,
  examId: v.string(),
  examTitle: v.string(),
  organizationName: v.string(),
  /** How many people say so. */
  voices: v.number(),
  state,
  firstAt: v.string(),
})

const counted = v.object({ label: v.string(), count: v.number(), right: v.boolean() })

/** 异议 — somebody says that a question of an exam is wrong; whoever looks after the exam decides. */
export const appealEndpoints = {
  appealQuestion: {
    method: 'POST',
    path: '/quiz/attempts/:attemptId/appeals',
    access: 'person',
    summary: '说这道题有问题，原因可以不选；同一份答卷的一道题说几次都算一次，原因以最后一次为准',
    params: attemptParams,
    body: v.object({ place: v.whole(0, MAX_PAPER_QUESTIONS - 1), reason: v.optional(appealReason) }),
    reply: done,
  },
  appeals: {
    method: 'GET',
    path: '/quiz/appeals',
    access: QUIZ_EDITOR_ROLES,
    summary: '管理范围内的异议，先提的在前；处理过的按提出时间倒着',
    query: v.object({ ...pageQuery, state: v.optional(state) }),
    reply: page(appealRow),
  },
  appeal: {
    method: 'GET',
    path: '/quiz/appeals/:appealId',
    access: QUIZ_EDITOR_ROLES,
    summary: '一条异议：题目和答案、提出的原因、大家怎么答的；处理后有多少人改了分。不列姓名',
    params: appealParams,
    reply: v.object({
      ...appealRow.entries,
      /** The question as it was asked, options in the order in which they are stored. */
      question: reviewed,
      reasons: v.array(v.object({ reason: v.nullable(appealReason), count: v.number() })),
      /** Of each part what was answered how often; anything but a case has one part. Nothing of few people. */
      given: v.array(v.object({ answers: v.array(counted), empty: v.number() })),
      attempts: v.number(),
      /** The bank is the actor's own: the question itself is corrected, too. */
      ownBank: v.boolean(),
      decision: v.optional(
        v.object({
          kind: v.optional(rulingKind),
          why: v.string(),
          by: v.string(),
          at: v.string(),
          /** Attempts whose result has changed so far. */
          changed: v.number(),
          nowPassed: v.number(),
          nowFailed: v.number(),
        }),
      ),
      allowed: v.array(v.picklist(['decide'])),
    }),
  },
  acceptAppeal: {
    method: 'POST',
    path: '/quiz/appeals/:appealId/accept',
    access: QUIZ_EDITOR_ROLES,
    summary: '采纳：更正答案、人人算对或作废；考过这道题的全部重新算分，改了分的人都会知道',
    params: appealParams,
    body: v.object({ ruling: decided, why }),
    reply: done,
  },
  rejectAppeal: {
    method: 'POST',
    path: '/quiz/appeals/:appealId/reject',
    access: QUIZ_EDITOR_ROLES,
    summary: '不采纳，写明理由；提出的人都会知道',
    params: appealParams,
    body: v.object({ why }),
    reply: done,
  },
} as const satisfies Endpoints
