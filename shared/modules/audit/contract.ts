import { defineContract, file, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { columnsOf, sortBy } from '@shared/core/tableQuery'
import { AUDIT_MODULES } from './model'
import { AuditRow } from './rows'
import { AUDIT_TABLE } from './table'

const filter = {
  /** Part of the sentence, or the beginning of a name; looks back a year unless days are given. */
  search: v.optional(v.text(40)),
  module: v.optional(v.picklist(AUDIT_MODULES, '没有这一方面')),
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
    query: v.object({ ...pageQuery, ...filter, sort: sortBy(AUDIT_TABLE) }),
    reply: page(AuditRow),
  },
  export: {
    method: 'GET',
    path: '/audit/export',
    access: ['administrator'],
    summary: '导出操作记录：和页面上一样的条件、顺序和列（xlsx，最多一万条），留痕',
    query: v.object({ ...filter, sort: sortBy(AUDIT_TABLE), columns: columnsOf(AUDIT_TABLE) }),
    download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
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
