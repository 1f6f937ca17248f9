import type { RowInput } from '@shared/modules/exchange/readRow'
import type { CheckedRow } from '@shared/modules/exchange/rowState'
import type { ReadDraft } from '@shared/modules/quiz/import/model'
import type { BatchRow } from './batchRow'

/** A row with the result of its check and the hashes under which it is found again. */
export interface CheckedBatchRow {
  batchRow: BatchRow
  input: RowInput
  result: CheckedRow
  keys: readonly string[]
  hasNumber: boolean
  digest: string
  /** The question a row of a bank would become. */
  draft?: ReadDraft
}
