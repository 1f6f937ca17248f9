import { clockTimeOf, plainDateOfInstant } from '@shared/core/plainDate'
import type { Table } from '@shared/core/table'
import { BATCH_STATE_LABELS, type BatchState, CHANGE_LABELS, IMPORT_KIND_LABELS } from './model'
import type { ImportBatch } from './rows'

/** What a batch is, in words. */
export const batchKindOf = ({ change, kind }: Pick<ImportBatch, 'change' | 'kind'>): string =>
  change ? CHANGE_LABELS[change] : IMPORT_KIND_LABELS[kind]

const CHANGE_STATES: Partial<Record<BatchState, string>> = { committing: '正在改', done: '已完成' }

/** State of a batch in words. */
export const batchStateOf = ({ change, state }: Pick<ImportBatch, 'change' | 'state'>): string =>
  (change && CHANGE_STATES[state]) || BATCH_STATE_LABELS[state]

/** What came of a batch so far. */
export function batchResultOf({ kind, change, state, written, counts, importable, message }: ImportBatch): string {
  if (change) {
    const left = counts.leftOut > 0 ? `，${counts.leftOut} 行没有改` : ''
    if (state === 'review')
      return message ?? `可以改 ${importable} 行${counts.leftOut > 0 ? `，${counts.leftOut} 行不能改` : ''}`
    return message ?? `改了 ${counts.known} 行${left}`
  }
  if (state === 'review') return `可以导入 ${importable} 行，要处理 ${counts.suggested + counts.needsDecision} 行`
  if (written && kind === 'questions') return `加进 ${written.questions} 道题`
  if (written) return `新增 ${written.people} 人，更新 ${written.updated} 条，新建组织 ${written.organizations} 个`
  return message ?? ''
}

/** 批次 — rosters taken in and changes for many, latest first. */
export const IMPORTS_TABLE: Table<ImportBatch> = {
  id: 'imports',
  title: '导入与批量调整',
  columns: [
    { id: 'file', label: '批次', text: (row) => row.fileName },
    { id: 'kind', label: '种类', text: batchKindOf },
    { id: 'organization', label: '组织', text: (row) => row.organizationName },
    {
      id: 'at',
      label: '时间',
      text: ({ startedAt }) => `${plainDateOfInstant(startedAt)} ${clockTimeOf(startedAt)}`,
      sorts: true,
    },
    { id: 'by', label: '经手人', text: (row) => row.startedBy },
    { id: 'state', label: '状态', text: batchStateOf },
    { id: 'result', label: '结果', text: batchResultOf },
  ],
}
