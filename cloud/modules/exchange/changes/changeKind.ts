import type { Work } from '@cloud/core/deps'
import type { Change } from '@shared/modules/exchange/change'
import type { Field } from '@shared/modules/exchange/model'

/** What one record would become. */
export interface PlannedRow {
  subjectId: string
  name: string
  /** Why it cannot be done; nothing else of the row counts then. */
  refused?: string
  /** In words of the screen. */
  changes: { field: Field; from: string; to: string }[]
}

/** A row that was written, as undoing needs it: what `apply` returned. */
export interface DoneRow {
  subjectId: string
  name: string
  kept: unknown
}

/** What every kind of change for many must be able to do. Each row is one command of the module it belongs to, with its own audit entry. */
export interface ChangeKind<C extends Change = Change> {
  /** The order in which rows are written, where it matters; undoing goes the other way. */
  inOrder?(subjectIds: readonly string[]): Promise<string[]>
  /** Every record with what it would become, in the order of the ids. Asks the store a fixed number of times. */
  plan(work: Work, change: C, subjectIds: readonly string[]): Promise<PlannedRow[]>
  /** @returns what undoing needs to know. @throws AppError when it cannot be done any more. */
  apply(work: Work, change: C, subjectId: string, reason: string, batchId: string): Promise<unknown>
  /** Which of these were changed again since, and how to say so; asked inside the transaction that undoes. */
  findBuiltOn(work: Work, change: C, rows: readonly DoneRow[], batch: { id: string; doneAt: Date }): Promise<string[]>
  revert(work: Work, change: C, row: DoneRow): Promise<void>
}

export const refusal = (subjectId: string, name: string, refused: string): PlannedRow => ({
  subjectId,
  name,
  refused,
  changes: [],
})

export const NOT_FOUND = '没有找到，可能已被删除，或不在你的管理范围'
/** Reason written with everything an undo changes back. */
export const UNDOING = '撤销批量调整'
