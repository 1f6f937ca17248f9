import type { Work } from '@cloud/core/deps'
import type { ImportRecord } from '../collection'
import { createWording, QUESTION_WORDING, type Wording } from '../presentRow'
import { checkQuestions } from '../questions/checkQuestions'
import type { BatchRow } from './batchRow'
import type { CheckedBatchRow } from './checkedBatchRow'
import { checkMembers, memberSurroundings } from './checkMembers'
import { checkOrganizationRows } from './checkOrganizationRows'
import { loadReach, type Reach } from './organizationsInReach'

export interface CheckedBatch {
  rows: CheckedBatchRow[]
  wording: Wording
}

/** A roster, with the organisations its rows speak of. */
export interface CheckedRoster extends CheckedBatch {
  reach: Reach
}

type Checkable = Pick<
  ImportRecord,
  'kind' | 'columns' | 'date1904' | 'organizationId' | 'path' | 'bank' | 'evidence' | 'startedById'
>

/** Checks every row of a batch against the file and the register or bank as they are now. */
export async function checkBatch(
  work: Work,
  batch: Checkable,
  rows: readonly BatchRow[],
  report?: (share: number) => void,
): Promise<CheckedBatch> {
  if (batch.kind !== 'questions') return checkRoster(work, batch, rows, report)
  return { rows: await checkQuestions(batch, rows, { ...(report && { report }) }), wording: QUESTION_WORDING }
}

/** Checks every row of a roster against the file and the register. */
export async function checkRoster(
  work: Work,
  batch: Checkable,
  rows: readonly BatchRow[],
  report?: (share: number) => void,
): Promise<CheckedRoster> {
  const reach = await loadReach(batch, work.today)
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
