import { bareText, foldWidth } from '@shared/modules/exchange/cells/fold'
import { ROW_PREFIX } from '@shared/modules/exchange/checkOrganizations'
import {
  type Column,
  type Field,
  fieldsOfKind,
  type ImportKind,
  type Issue,
  SEALED_FIELDS,
} from '@shared/modules/exchange/model'
import { NEW_PREFIX } from '@shared/modules/exchange/readRow'
import type { ImportRow } from '@shared/modules/exchange/rows'
import { ORGANIZATION_KIND_LABELS } from '@shared/modules/organizations/model'
import { MEMBERSHIP_LABELS, SEX_LABELS, type SealedField } from '@shared/modules/people/model'
import { maskField } from '@shared/modules/people/rules'
import type { CheckedBatchRow } from './checking/checkedBatchRow'
import type { Reach } from './checking/organizationsInReach'

const LABELS: Partial<Record<Field, Readonly<Record<string, string>>>> = {
  sex: SEX_LABELS,
  membership: MEMBERSHIP_LABELS,
  kind: ORGANIZATION_KIND_LABELS,
}

const isSealed = (field: Field): field is SealedField & Field => SEALED_FIELDS.includes(field)

/** Long digits are starred in any column: numbers stand in wrong ones too. */
const discreet = (text: string): string => text.replace(/\d{11,}[xX]?/g, (digits) => maskField('idNumber', digits))

/** Turns values into the words of the screen. `rowNames`: names of the organisations that stand in the same file. */
export interface Wording {
  show(field: Field, value: string): string
}

export function createWording(reach: Reach, rowNames: ReadonlyMap<number, string> = new Map()): Wording {
  return {
    show(field, value) {
      if (value === '') return ''
      if (isSealed(field)) return maskField(field, foldWidth(bareText(value)))
      if (value.startsWith(NEW_PREFIX)) return value.slice(NEW_PREFIX.length)
      if (value.startsWith(ROW_PREFIX)) return rowNames.get(Number(value.slice(ROW_PREFIX.length))) ?? ''
      return LABELS[field]?.[value] ?? reach.byId.get(value)?.name ?? discreet(value)
    },
  }
}

const shownIssue = (
  { field, level, reason, proposal, choices, may }: Issue,
  wording: Wording,
): ImportRow['issues'][number] => ({
  field,
  level,
  reason,
  proposal: proposal ? (isSealed(field) ? wording.show(field, proposal.value) : proposal.label) : null,
  choices: [...(choices ?? [])],
  may: [...may],
})

/** Questions are shown as they are. */
export const QUESTION_WORDING: Wording = { show: (_, value) => value }

/** The row as it leaves the service: words instead of ids, personal numbers masked. */
export function presentRow(
  kind: ImportKind,
  { input, result, batchRow }: CheckedBatchRow,
  columns: readonly Column[],
  wording: Wording,
): ImportRow {
  const { values, issues, changes, state } = result
  const mapped = new Set(columns.map((column) => column.field))
  const fields = fieldsOfKind(kind).filter(
    (field) => mapped.has(field) || values[field] !== undefined || field in input.typed,
  )
  return {
    row: input.row,
    place: batchRow.source.place ?? null,
    state,
    because: result.because ?? null,
    cells: fields.map((field) => {
      const value = values[field]
      const written = bareText(input.texts[field] ?? '')
      const typed = field in input.typed
      const differs = typed || issues.some((issue) => issue.field === field && issue.level === 'fix')
      return {
        field,
        text: wording.show(field, value ?? (typed ? '' : written)),
        old: differs && written !== '' && written !== value ? wording.show(field, written) : null,
        doubtful: issues.some((issue) => issue.field === field && issue.level === 'ask'),
      }
    }),
    issues: issues.map((issue) => shownIssue(issue, wording)),
    changes: changes.map(({ field, from, to }) => ({
      field,
      from: wording.show(field, from),
      to: wording.show(field, to),
    })),
  }
}
