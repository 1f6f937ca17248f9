import type { Column, FieldChange, RowChoice, RowTexts, RowValues, SourceRow } from '@shared/modules/exchange/model'
import type { RowInput } from '@shared/modules/exchange/readRow'

/** A row of the sheet with everything decided about it so far. */
export interface BatchRow {
  /** Id of its stored record; a person or organisation that is created from it gets the same. */
  id: string
  source: SourceRow
  typed: RowTexts
  choice: RowChoice
}

/** What is sealed of a row. */
export interface SealedRow {
  source: SourceRow
  typed: RowTexts
  choice: RowChoice
  values: RowValues
  changes: FieldChange[]
}

/** Texts of a row by field. */
export function inputOf({ source, typed, choice }: BatchRow, columns: readonly Column[]): RowInput {
  const texts: RowTexts = {}
  for (const { index, field } of columns) if (field) texts[field] = source.cells[index] ?? ''
  return {
    row: source.row,
    texts,
    typed,
    choice,
    ...(source.aside && { aside: source.aside }),
    ...(source.section && { section: source.section }),
  }
}
