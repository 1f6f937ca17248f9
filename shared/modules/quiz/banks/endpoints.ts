import { done, type Endpoints, file, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { QUIZ_EDITOR_ROLES } from '../policy'
import { questionKind } from '../schemas'
import { citation, content, difficulty, difficultyText, questionDraft, questionState } from './schemas'

const bank = v.object({
  id: v.string(),
  title: v.string(),
  note: v.optional(v.string()),
  /** Empty for what ships with the product. */
  organizationId: v.string(),
  organizationName: v.string(),
  active: v.boolean(),
  questions: v.number(),
  /** Waiting for review. */
  flagged: v.number(),
  allowed: v.array(v.string()),
})
const questionRow = v.object({
  id: v.string(),
  bankId: v.string(),
  code: v.optional(v.string()),
  kind: questionKind,
  title: v.string(),
  difficulty,
  tags: v.array(v.string()),
  chapter: v.optional(v.string()),
  source: v.optional(citation),
  state: questionState,
  flaggedBecause: v.optional(v.string()),
  version: v.number(),
})
const bankParams = v.object({ bankId: v.id() })
const questionParams = v.object({ questionId: v.id() })
const bankBody = { title: v.line(60), note: v.optional(v.text(300)) }
const reason = v.line(200)
const created = v.object({ id: v.string() })

/** 题库与题目 */
export const bankEndpoints = {
  banks: {
    method: 'GET',
    path: '/quiz/banks',
    access: QUIZ_EDITOR_ROLES,
    summary: '能用的题库：自带的、上级的和本单位及以下的',
    query: v.object({ ...pageQuery }),
    reply: v.object({
      ...page(bank).entries,
      /** Where the actor may open one. */
      places: v.array(v.object({ id: v.string(), name: v.string() })),
    }),
  },
  bank: {
    method: 'GET',
    path: '/quiz/banks/:bankId',
    access: QUIZ_EDITOR_ROLES,
    summary: '一个题库，以及按题型、难度、标签、章节各有多少在用的题',
    params: bankParams,
    reply: v.object({
      ...bank.entries,
      kinds: v.array(v.object({ kind: questionKind, count: v.number() })),
      difficulties: v.array(v.object({ difficulty, count: v.number() })),
      tags: v.array(v.object({ tag: v.string(), count: v.number() })),
    }),
  },
  createBank: {
    method: 'POST',
    path: '/quiz/banks',
    access: QUIZ_EDITOR_ROLES,
    summary: '新建题库，归自己任职的组织',
    body: v.object({ organizationId: v.id(), ...bankBody }),
    reply: created,
  },
  editBank: {
    method: 'PUT',
    path: '/quiz/banks/:bankId',
    access: QUIZ_EDITOR_ROLES,
    summary: '改题库的名称、说明，停用或恢复；停用后不再从中抽题',
    params: bankParams,
    body: v.object({ ...bankBody, active: v.boolean() }),
    reply: done,
  },
  exportBank: {
    method: 'GET',
    path: '/quiz/banks/:bankId/export',
    access: QUIZ_EDITOR_ROLES,
    summary: '导出整个题库（xlsx、GIFT 或 JSON），带答案；再导入还是这些题，配图除外',
    params: bankParams,
    query: v.object({ format: v.picklist(['xlsx', 'gift', 'json'], '没有这种格式') }),
    download: 'application/octet-stream',
    reply: file,
  },
  questions: {
    method: 'GET',
    path: '/quiz/banks/:bankId/questions',
    access: QUIZ_EDITOR_ROLES,
    summary: '题库里的题，可按题型、难度、状态、标签和文字找',
    params: bankParams,
    query: v.object({
      ...pageQuery,
      kind: v.optional(questionKind),
      difficulty: v.optional(difficultyText),
      state: v.optional(questionState),
      tag: v.optional(v.line(20)),
      q: v.optional(v.line(40)),
    }),
    reply: page(questionRow),
  },
  question: {
    method: 'GET',
    path: '/quiz/questions/:questionId',
    access: QUIZ_EDITOR_ROLES,
    summary: '一道题，含答案、解析和以前的版本',
    params: questionParams,
    reply: v.object({
      ...questionRow.entries,
      content,
      /** Where its pictures are found for a while, by id. */
      pictures: v.record(v.string(), v.string()),
      versions: v.array(v.object({ version: v.number(), at: v.string(), by: v.string() })),
      allowed: v.array(v.string()),
    }),
  },
  addQuestion: {
    method: 'POST',
    path: '/quiz/banks/:bankId/questions',
    access: QUIZ_EDITOR_ROLES,
    summary: '加一道题；同一题库里同样的题只能有一道',
    params: bankParams,
    body: questionDraft,
    reply: created,
  },
  editQuestion: {
    method: 'PUT',
    path: '/quiz/questions/:questionId',
    access: QUIZ_EDITOR_ROLES,
    summary: '改一道题，成为新版本；考过的卷子仍按原来的版本',
    params: questionParams,
    body: v.object({ ...questionDraft.entries, version: v.whole(1, 100_000), reason }),
    reply: done,
  },
  flagQuestion: {
    method: 'POST',
    path: '/quiz/questions/:questionId/flag',
    access: QUIZ_EDITOR_ROLES,
    summary: '标为待复核，复核之前不再抽到',
    params: questionParams,
    body: v.object({ reason }),
    reply: done,
  },
  reviewQuestion: {
    method: 'POST',
    path: '/quiz/questions/:questionId/review',
    access: QUIZ_EDITOR_ROLES,
    summary: '复核：照用（可改为引用新版本的条文）或停用；停用的也可恢复',
    params: questionParams,
    body: v.object({ decision: v.picklist(['keep', 'retire']), source: v.optional(citation), reason }),
    reply: done,
  },
} as const satisfies Endpoints
