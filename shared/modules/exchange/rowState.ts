import type { Role } from '@shared/core/roles'
import type { FieldChange, Issue, RowState, RowValues } from './model'
import type { RowInput } from './readRow'

/** A row after it was compared with the other rows and with the register. */
export interface CheckedRow {
  state: RowState
  values: RowValues
  issues: Issue[]
  /** Record in the register this row speaks of. */
  knownId?: string
  /** Offices the known person holds in the branch. */
  heldRoles?: readonly Role[]
  /** What would change there. */
  changes: FieldChange[]
  /** Why the row is left out. */
  because?: string
}

/** Another row of the file that speaks of the same person or organisation. */
export interface Twin {
  row: number
  name: string
  /** Same digest: the rows say the same. */
  digest: string
}

/** Left out by the sheet or by a person; undefined when the row counts. */
export function findReasonLeftOut({ choice, aside }: Pick<RowInput, 'choice' | 'aside'>): string | undefined {
  if (choice.leftOut) return '你选了不导入'
  return choice.takenIn ? undefined : aside
}

/** What a row is worth after all issues are known. */
export function stateOf(issues: readonly Issue[], known: boolean): RowState {
  if (issues.some((issue) => issue.level === 'ask')) return 'needsDecision'
  if (issues.some((issue) => issue.level === 'fix')) return 'suggested'
  return known ? 'known' : 'ready'
}

/** Would a commit write this row? A known one only when something changes. */
export const isImportable = (row: Pick<CheckedRow, 'state' | 'changes'>): boolean =>
  row.state === 'ready' || (row.state === 'known' && row.changes.length > 0)

/** All values of a row as one text, for comparing two rows. */
export const digestOf = (values: RowValues): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, value]) => `${field}=${value}`)
    .join('\n')
