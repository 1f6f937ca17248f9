import { done, type Endpoints } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { QUIZ_EDITOR_ROLES } from '../policy'

const documentName = v.line(60)

/** 法规目录 */
export const legalEndpoints = {
  legalTexts: {
    method: 'GET',
    path: '/quiz/legal-texts',
    access: QUIZ_EDITOR_ROLES,
    summary: '题目可以引用的法规和版本，哪些已经失效、各有多少道题引用',
    reply: v.object({
      items: v.array(
        v.object({
          document: v.string(),
          from: v.string(),
          to: v.optional(v.string()),
          note: v.optional(v.string()),
          isOwn: v.boolean(),
          questions: v.number(),
        }),
      ),
      allowed: v.array(v.string()),
    }),
  },
  addLegalText: {
    method: 'POST',
    path: '/quiz/legal-texts',
    access: ['administrator'],
    summary: '登记法规的新版本；它施行的前一天，旧版本失效，引用旧版本的题都要复核',
    body: v.object({
      document: documentName,
      from: v.plainDate(),
      articles: v.optional(v.whole(1, 2_000)),
      note: v.optional(v.line(200)),
    }),
    reply: done,
  },
  endLegalText: {
    method: 'POST',
    path: '/quiz/legal-texts/end',
    access: ['administrator'],
    summary: '登记法规废止：最后一天以后，引用它的题都要复核',
    body: v.object({ document: documentName, from: v.plainDate(), to: v.plainDate(), note: v.line(200) }),
    reply: done,
  },
} as const satisfies Endpoints
