import { defineContract, file, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'

const Entry = v.object({
  id: v.string(),
  at: v.string(),
  actorName: v.string(),
  action: v.string(),
  subjectKind: v.string(),
  subjectId: v.string(),
  summary: v.string(),
  details: v.nullable(v.unknown()),
  requestId: v.string(),
  sealed: v.boolean(),
})

const filter = {
  subjectId: v.optional(v.pipe(v.string(), v.maxLength(40, '编号过长'))),
  action: v.optional(v.pipe(v.string(), v.regex(/^[a-zA-Z.]{1,60}$/, '没有这种操作'))),
  from: v.optional(v.plainDate()),
  to: v.optional(v.plainDate()),
}

export const auditContract = defineContract('audit', {
  list: {
    method: 'GET',
    path: '/audit',
    access: ['administrator', 'secretary'],
    summary: '查看管理范围内的操作记录',
    query: v.object({ ...pageQuery, ...filter }),
    reply: page(Entry),
  },
  export: {
    method: 'GET',
    path: '/audit/export',
    access: ['administrator'],
    summary: '导出操作记录（表格，最多一万条）',
    query: v.object(filter),
    download: 'text/csv; charset=utf-8',
    reply: file,
  },
  verify: {
    method: 'GET',
    path: '/audit/verify',
    access: ['administrator'],
    summary: '核对操作记录链：有没有被改动或删除',
    reply: v.object({ intact: v.boolean(), brokenAt: v.nullable(v.number()) }),
  },
})
