import type { Actor } from '@cloud/core/actor'
import { AuditEntries, type AuditEntry, findAuditBreak } from '@cloud/core/audit'
import { administersTop, mustBeAllowed, pathsOver, withinPaths } from '@cloud/core/authorize'
import { findPage } from '@cloud/core/database/paging'
import { defineRoutes } from '@cloud/core/http/route'
import { addDays, instantAt, type PlainDate } from '@shared/core/plainDate'
import { auditContract } from '@shared/modules/audit/contract'
import type { QueryFilter } from 'mongoose'

interface Filter {
  subjectId?: string | undefined
  action?: string | undefined
  from?: PlainDate | undefined
  to?: PlainDate | undefined
}

function visibleEntries(actor: Actor, filter: Filter): QueryFilter<AuditEntry> {
  const at = {
    ...(filter.from && { $gte: new Date(instantAt(filter.from, '00:00')) }),
    ...(filter.to && { $lt: new Date(instantAt(addDays(filter.to, 1), '00:00')) }),
  }
  return {
    $and: [
      withinPaths(pathsOver(actor, ['administrator', 'secretary'])),
      {
        ...(filter.subjectId && { subjectId: filter.subjectId }),
        ...(filter.action && { action: filter.action }),
        ...(Object.keys(at).length > 0 && { at }),
      },
    ],
  }
}

/** A CSV cell no spreadsheet takes for a formula. */
const cell = (value: string): string => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replace(/"/g, '""')}"`

export const auditRoutes = defineRoutes(auditContract, {
  list: async ({ actor, query }) => {
    const { items, next } = await findPage<AuditEntry>(AuditEntries, visibleEntries(actor, query), { _id: -1 }, query)
    return {
      items: items.map((entry) => ({
        id: entry._id,
        at: entry.at.toISOString(),
        actorName: entry.actorName,
        action: entry.action,
        subjectKind: entry.subjectKind,
        subjectId: entry.subjectId,
        summary: entry.summary,
        details: entry.details ?? null,
        requestId: entry.requestId,
        sealed: entry.hash !== undefined,
      })),
      next,
    }
  },

  export: async ({ actor, query, today }) => {
    const lines = [['时间', '操作人', '操作', '内容', '请求编号', '链号', '校验值'].map(cell).join(',')]
    const cursor = AuditEntries.find(visibleEntries(actor, query))
      .sort({ _id: -1 })
      .limit(10_000)
      .lean<AuditEntry[]>()
      .cursor()
    for await (const e of cursor)
      lines.push(
        [e.at.toISOString(), e.actorName, e.action, e.summary, e.requestId, String(e.sequence ?? ''), e.hash ?? '']
          .map(cell)
          .join(','),
      )
    return { fileName: `操作记录-${today}.csv`, bytes: new TextEncoder().encode(`\ufeff${lines.join('\r\n')}`) }
  },

  verify: async ({ actor }) => {
    mustBeAllowed(administersTop(actor), '核对整条记录链由最上级组织的管理员来做')
    const brokenAt = await findAuditBreak()
    return { intact: brokenAt === null, brokenAt }
  },
})
