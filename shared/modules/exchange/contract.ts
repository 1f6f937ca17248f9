import { defineContract, done, file, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { MAX_FILE_BYTES, MAX_ROWS } from './limits'
import {
  BATCH_STATE_LABELS,
  type BatchState,
  type Field,
  IMPORT_KINDS,
  MEMBER_FIELD_LABELS,
  ORGANIZATION_FIELD_LABELS,
  ROW_STATES,
} from './model'

const FIELDS = [
  ...new Set([...Object.keys(MEMBER_FIELD_LABELS), ...Object.keys(ORGANIZATION_FIELD_LABELS), 'person']),
] as Field[]
const field = v.picklist(FIELDS, '没有这一项')
const kind = v.picklist(IMPORT_KINDS, '没有这种导入')
const rowState = v.picklist(ROW_STATES, '没有这种状态')
const count = v.number()
const importId = v.object({ importId: v.id() })
const choice = v.object({ value: v.string(), label: v.string() })

const Column = v.object({ index: count, heading: v.string(), field: v.nullable(field) })

export const ImportBatch = v.object({
  id: v.string(),
  kind,
  fileName: v.string(),
  organizationId: v.string(),
  organizationName: v.string(),
  state: v.picklist(Object.keys(BATCH_STATE_LABELS) as BatchState[]),
  /** Why it failed or went back to review. */
  message: v.nullable(v.string()),
  /** 0…100 of the step under way. */
  progress: count,
  counts: v.object({ ready: count, suggested: count, needsDecision: count, known: count, leftOut: count }),
  /** Rows a commit would write. */
  importable: count,
  /** Safe repairs that wait for a yes. */
  suggestions: count,
  sheet: v.nullable(v.object({ name: v.string(), number: count, of: count, headingRow: count })),
  columns: v.array(Column),
  startedBy: v.string(),
  startedAt: v.instant(),
  committedAt: v.nullable(v.instant()),
  undoneAt: v.nullable(v.instant()),
  written: v.nullable(v.object({ people: count, updated: count, organizations: count, appointments: count })),
  allowed: v.array(v.string()),
})
export type ImportBatch = v.InferOutput<typeof ImportBatch>

const Cell = v.object({
  field,
  /** The value as it will be taken over; personal numbers masked. */
  text: v.string(),
  /** What the sheet says, where that differs. */
  old: v.nullable(v.string()),
  /** A person must look at it. */
  doubtful: v.boolean(),
})

const RowIssue = v.object({
  field,
  level: v.picklist(['fix', 'ask', 'note']),
  reason: v.string(),
  proposal: v.nullable(v.string()),
  choices: v.array(choice),
  may: v.array(v.picklist(['accept', 'keep', 'edit', 'blank', 'create', 'leaveOut'])),
})

export const ImportRow = v.object({
  row: count,
  state: rowState,
  /** Why it is left out. */
  because: v.nullable(v.string()),
  cells: v.array(Cell),
  issues: v.array(RowIssue),
  /** What would change in the register, for a person or organisation that is there already. */
  changes: v.array(v.object({ field, from: v.string(), to: v.string() })),
})
export type ImportRow = v.InferOutput<typeof ImportRow>

const rowNumber = v.pipe(v.string(), v.regex(/^\d{1,7}$/, '行号不对'), v.transform(Number))
const typedText = v.nullable(v.text(500))

export const exchangeContract = defineContract('exchange', {
  startImport: {
    method: 'POST',
    path: '/imports',
    access: ['administrator'],
    summary: '上传名册（.xlsx、.xls、.csv），开始读取和核对',
    query: v.object({ kind, fileName: v.line(200), organizationId: v.id() }),
    uploadBytes: MAX_FILE_BYTES,
    once: false,
    reply: v.object({ id: v.string() }),
  },
  listImports: {
    method: 'GET',
    path: '/imports',
    access: ['administrator'],
    summary: '查看导入过的批次',
    query: v.object(pageQuery),
    reply: page(ImportBatch),
  },
  import: {
    method: 'GET',
    path: '/imports/:importId',
    access: ['administrator'],
    summary: '查看一个批次：进度、各种行有多少、表头和列的对应',
    params: importId,
    reply: ImportBatch,
  },
  mapColumns: {
    method: 'PUT',
    path: '/imports/:importId/columns',
    access: ['administrator'],
    summary: '更正列的对应，重新核对',
    params: importId,
    body: v.object({
      columns: v.pipe(v.array(v.object({ index: v.whole(0, 199), field: v.nullable(field) })), v.maxLength(200)),
    }),
    once: false,
    reply: done,
  },
  rows: {
    method: 'GET',
    path: '/imports/:importId/rows',
    access: ['administrator'],
    summary: '分页查看行；可只看要处理的、可以导入的或不导入的',
    params: importId,
    query: v.object({ ...pageQuery, view: v.optional(v.picklist(['todo', 'importable', 'rest', 'all']), 'todo') }),
    reply: page(ImportRow),
  },
  decideRow: {
    method: 'PUT',
    path: '/imports/:importId/rows/:row',
    access: ['administrator'],
    summary: '处理一行：改单元格、采用建议、保留原样、不导入、新建组织',
    params: v.object({ importId: v.id(), row: rowNumber }),
    body: v.object({
      cells: v.optional(v.record(field, typedText)),
      decision: v.optional(v.picklist(['accept', 'keep', 'leaveOut', 'takeIn', 'create'])),
    }),
    reply: v.object({ row: ImportRow, changedRows: count }),
  },
  answerAlike: {
    method: 'POST',
    path: '/imports/:importId/answers',
    access: ['administrator'],
    summary: '同样写法的行一起处理：填同一个值，或一起新建组织',
    params: importId,
    body: v.object({
      row: v.whole(1, MAX_ROWS * 20),
      field,
      value: v.optional(typedText),
      create: v.optional(v.literal(true)),
    }),
    once: false,
    reply: done,
  },
  acceptAll: {
    method: 'POST',
    path: '/imports/:importId/accept',
    access: ['administrator'],
    summary: '采用全部修正建议',
    params: importId,
    once: false,
    reply: done,
  },
  commitImport: {
    method: 'POST',
    path: '/imports/:importId/commit',
    access: ['administrator'],
    summary: '把可以导入的行一次写入名册；要么全部写入，要么一行不写',
    params: importId,
    once: false,
    reply: done,
  },
  undoImport: {
    method: 'POST',
    path: '/imports/:importId/undo',
    access: ['administrator'],
    summary: '整批撤销：新建的去掉，更新的恢复',
    params: importId,
    once: false,
    reply: done,
  },
  problems: {
    method: 'GET',
    path: '/imports/:importId/problems',
    access: ['administrator'],
    summary: '导出有问题的行和原因（xlsx）',
    params: importId,
    download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    reply: file,
  },
})
