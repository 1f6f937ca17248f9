import * as v from '@shared/core/schema'
import {
  BATCH_STATE_LABELS,
  type BatchState,
  CHANGE_FIELD_LABELS,
  CHANGE_LABELS,
  type ChangeAction,
  type Field,
  IMPORT_KINDS,
  MEMBER_FIELD_LABELS,
  ORGANIZATION_FIELD_LABELS,
  QUESTION_FIELD_LABELS,
  ROSTER_KINDS,
  ROW_STATES,
} from './model'

const FIELDS = [
  ...new Set([
    ...Object.keys(MEMBER_FIELD_LABELS),
    ...Object.keys(ORGANIZATION_FIELD_LABELS),
    ...Object.keys(QUESTION_FIELD_LABELS),
    ...Object.keys(CHANGE_FIELD_LABELS),
    'person',
  ]),
] as Field[]
export const field = v.picklist(FIELDS, '没有这一项')
const kind = v.picklist(IMPORT_KINDS, '没有这种导入')
export const rosterKind = v.picklist(ROSTER_KINDS, '没有这种导入')
const rowState = v.picklist(ROW_STATES, '没有这种状态')
const count = v.number()
const Column = v.object({ index: count, heading: v.string(), field: v.nullable(field) })

export const ImportBatch = v.object({
  id: v.string(),
  kind,
  /** What is done to every row; null for a roster from a file. */
  change: v.nullable(v.picklist(Object.keys(CHANGE_LABELS) as ChangeAction[])),
  fileName: v.string(),
  organizationId: v.string(),
  organizationName: v.string(),
  /** 题库 — where questions go; without an id it is set up with them. */
  bank: v.nullable(v.object({ id: v.nullable(v.string()), title: v.string() })),
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
  written: v.nullable(
    v.object({ people: count, updated: count, organizations: count, appointments: count, questions: count }),
  ),
  allowed: v.array(v.string()),
})
export type ImportBatch = v.InferOutput<typeof ImportBatch>

const choice = v.object({ value: v.string(), label: v.string() })

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
  place: v.nullable(v.string()),
  state: rowState,
  /** Why it is left out. */
  because: v.nullable(v.string()),
  cells: v.array(Cell),
  issues: v.array(RowIssue),
  /** What would change in the register, for a person or organisation that is there already. */
  changes: v.array(v.object({ field, from: v.string(), to: v.string() })),
})
export type ImportRow = v.InferOutput<typeof ImportRow>
