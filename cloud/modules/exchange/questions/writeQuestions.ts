import type { Work } from '@cloud/core/deps'
import { emptyBank, fillBank, findBatchUses } from '@cloud/modules/quiz/index'
import { ruleBroken } from '@shared/core/errors'
import { isImportable } from '@shared/modules/exchange/rowState'
import type { CheckedBatch } from '../checking/checkBatch'
import type { ImportRecord, Written } from '../collection'

/** Writes the questions of a batch, setting up the bank when it is a new one. */
export async function writeQuestions(
  work: Work,
  batch: ImportRecord,
  checked: CheckedBatch,
  report: (share: number) => void,
): Promise<{ written: Written; bank: NonNullable<ImportRecord['bank']> }> {
  const drafts = checked.rows.flatMap(({ result, draft }) => (isImportable(result) && draft ? [draft] : []))
  const { id, title = '', isNew = true } = batch.bank ?? {}
  const target = id ? { id } : { organizationId: batch.organizationId, title }
  const bankId = await fillBank(work, target, drafts, batch._id, report)
  return {
    written: { people: 0, updated: 0, organizations: 0, appointments: 0, questions: drafts.length },
    bank: { id: bankId, title, isNew },
  }
}

/** @throws AppError rule_broken with every reason why questions of the batch are in use by now. */
export async function refuseWhenUsed(batch: ImportRecord): Promise<void> {
  const reasons = await findBatchUses(batch._id)
  if (reasons.length > 0) throw ruleBroken(reasons.map((message) => ({ message })))
}

/** Takes the questions of a batch out again. Call it in a transaction. */
export async function removeQuestions(batch: ImportRecord): Promise<NonNullable<ImportRecord['bank']> | undefined> {
  const { bank } = batch
  if (!bank?.id) return bank
  await emptyBank(bank.id, batch._id, bank.isNew)
  return bank.isNew ? { title: bank.title, isNew: true } : bank
}
