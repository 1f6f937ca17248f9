import type { Work } from '@cloud/core/deps'
import type { ImportRecord } from '../collection'
import { createWording, type Wording } from '../presentRow'
import type { BatchRow } from './batchRow'
import type { CheckedBatchRow } from './checkedBatchRow'
import { checkMembers, memberSurroundings } from './checkMembers'
import { checkOrganizationRows } from './checkOrganizationRows'
import { loadReach, type Reach } from './organizationsInReach'

export interface CheckedBatch {
  rows: CheckedBatchRow[]
  reach: Reach
  wording: Wording
}

/** Checks every row of a batch against the file and the register as they are now. */
export async function checkBatch(
  work: Work,
  batch: Pick<ImportRecord, 'kind' | 'columns' | 'date1904' | 'organizationId' | 'path'>,
  rows: readonly BatchRow[],
  report?: (share: number) => void,
): Promise<CheckedBatch> {
  const reach = await loadReach(batch)
  const { columns, date1904 } = batch
  if (batch.kind === 'organizations') {
    const checked = await checkOrganizationRows(rows, { columns, reach, date1904 })
    const names = new Map(checked.map(({ input, result }) => [input.row, result.values.name ?? ''] as const))
    return { rows: checked, reach, wording: createWording(reach, names) }
  }
  const around = memberSurroundings(work, reach, date1904)
  const checked = await checkMembers(work, rows, { columns, reach, around, ...(report && { report }) })
  return { rows: checked, reach, wording: createWording(reach) }
}
