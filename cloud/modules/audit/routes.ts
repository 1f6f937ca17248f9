import { findAuditBreak, recordAudit } from '@cloud/core/audit'
import { administersTop, mustBeAllowed } from '@cloud/core/authorize'
import { defineRoutes } from '@cloud/core/http/route'
import { tableFile } from '@cloud/core/table/tableFile'
import { auditContract } from '@shared/modules/audit/contract'
import { AUDIT_TABLE } from '@shared/modules/audit/table'
import { listEntries } from './listEntries'

export const auditRoutes = defineRoutes(auditContract, {
  list: (call) => listEntries(call, call.query, call.query),

  export: async (call) => {
    const { columns, ...query } = call.query
    const { rows, ...table } = await tableFile(AUDIT_TABLE, columns, call.today, (page) =>
      listEntries(call, query, page),
    )
    await recordAudit(call, {
      action: 'audit.export',
      subject: { kind: 'table', id: AUDIT_TABLE.id },
      summary: `导出操作记录 ${rows} 条`,
    })
    return table
  },

  verify: async ({ actor }) => {
    mustBeAllowed(administersTop(actor), '核对整条记录链由最上级组织的管理员来做')
    const brokenAt = await findAuditBreak()
    return { intact: brokenAt === null, brokenAt }
  },
})
