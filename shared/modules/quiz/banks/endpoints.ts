import { type Endpoints, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { QUIZ_EDITOR_ROLES } from '../policy'

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

/** 题库 */
export const bankEndpoints = {
  banks: {
    method: 'GET',
    path: '/quiz/banks',
    access: QUIZ_EDITOR_ROLES,
    summary: '能用的题库：自带的、上级的和本单位及以下的',
    query: v.object({ ...pageQuery }),
    reply: page(bank),
  },
} as const satisfies Endpoints
