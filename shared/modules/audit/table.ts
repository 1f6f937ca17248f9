import { clockTimeOf, plainDateOfInstant } from '@shared/core/plainDate'
import type { Table } from '@shared/core/table'
import { moduleLabelOf } from './model'
import type { AuditRow } from './rows'

/** 操作记录 — latest first. */
export const AUDIT_TABLE: Table<AuditRow> = {
  id: 'audit',
  title: '操作记录',
  columns: [
    { id: 'summary', label: '内容', text: (row) => row.summary },
    { id: 'actor', label: '操作人', text: (row) => row.actorName || '系统' },
    { id: 'at', label: '时间', text: ({ at }) => `${plainDateOfInstant(at)} ${clockTimeOf(at)}`, sorts: true },
    { id: 'module', label: '方面', text: (row) => moduleLabelOf(row.action) },
    { id: 'action', label: '操作', text: (row) => row.action, extra: true },
    { id: 'requestId', label: '请求编号', text: (row) => row.requestId, extra: true },
    { id: 'sequence', label: '链号', text: (row) => String(row.sequence ?? ''), extra: true, numeric: true },
    { id: 'hash', label: '校验值', text: (row) => row.hash ?? '', extra: true },
  ],
}
