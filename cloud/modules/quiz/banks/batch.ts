import { found } from '@cloud/core/authorize'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import type { Citation, Content } from '@shared/modules/quiz/model'
import { type BankRecord, Banks, Questions, QuestionVersions } from './collection'
import { createBank, getBankToEdit } from './commands'
import { listVersions } from './legal'
import { insertQuestions, type QuestionDraft, touchBank } from './write'

/** Identities asked for at once. */
const ROUND = 500

/** A question a bank has already. */
export interface SameQuestion {
  order: number
  content: Content
}

/** Which of these identities a bank has, by identity. */
export async function findSameQuestions(
  bankId: string,
  identities: readonly string[],
): Promise<ReadonlyMap<string, SameQuestion>> {
  const same = new Map<string, SameQuestion>()
  for (let i = 0; i < identities.length; i += ROUND) {
    const rows = await Questions.find(
      { bankId, live: true, identity: { $in: identities.slice(i, i + ROUND) } },
      { identity: 1, order: 1, content: 1 },
    ).lean()
    for (const { identity, order, content } of rows) same.set(identity, { order, content })
  }
  return same
}

/** Says of a citation whether the catalogue knows that version of the text. */
export async function loadCatalogue(): Promise<(citation: Citation) => boolean> {
  const known = new Set((await listVersions()).map(({ document, from }) => `${document}\n${from}`))
  return ({ document, version }) => known.has(`${document}\n${version}`)
}

/** Title and owner of a bank the actor may write. @throws AppError not_found, forbidden. */
export const getBankToFill = (work: Work, bankId: string): Promise<BankRecord> => getBankToEdit(work, bankId)

/** Where a batch goes: a bank that is there, or one that is set up with it. */
export type BatchBank = { id: string } | { organizationId: string; title: string }

/**
 * Writes the questions of a batch, in the transaction of the caller. @returns the bank they went into.
 * @throws AppError conflict when the bank has one of them by now.
 */
export async function fillBank(
  work: Work,
  target: BatchBank,
  drafts: readonly QuestionDraft[],
  batchId: string,
  report: (share: number) => void,
): Promise<string> {
  const bankId = 'id' in target ? target.id : await createBank(work, target)
  await takeTurn(`quiz:bank:${bankId}`)
  const bank = found(await Banks.findById(bankId).lean<BankRecord>(), '个题库')
  for (let i = 0; i < drafts.length; i += ROUND) {
    await insertQuestions(work, bank, drafts.slice(i, i + ROUND), batchId).catch((error: unknown) => {
      if ((error as { code?: unknown }).code === 11000)
        throw new AppError('conflict', '核对之后题库有了变化，请再看一遍再导入')
      throw error
    })
    report(Math.min(1, (i + ROUND) / drafts.length))
  }
  return bankId
}

const MAX_NAMED = 3

/** Why a batch can no longer be taken back: questions that were corrected or left the papers since. */
export async function findBatchUses(batchId: string): Promise<string[]> {
  const changed = await Questions.find(
    { batchId, $or: [{ version: { $gt: 1 } }, { state: { $ne: 'active' } }] },
    { title: 1 },
  )
    .sort({ _id: 1 })
    .limit(MAX_NAMED + 1)
    .lean()
  if (changed.length === 0) return []
  const names = changed.slice(0, MAX_NAMED).map(({ title }) => `“${title.slice(0, 20)}”`)
  return [`${names.join('、')}${changed.length > MAX_NAMED ? '等' : ''}导入后又改过、标过或停用过`]
}

/** Removes the questions of a batch, and the bank that was set up with it when nothing else is in it. Call it in a transaction. */
export async function emptyBank(bankId: string, batchId: string, setUpWithIt: boolean): Promise<void> {
  await takeTurn(`quiz:bank:${bankId}`)
  const rows = await Questions.find({ batchId, bankId }, { _id: 1 }).lean()
  for (let i = 0; i < rows.length; i += ROUND) {
    const ids = rows.slice(i, i + ROUND).map(({ _id }) => _id)
    await QuestionVersions.deleteMany({ questionId: { $in: ids } })
    await Questions.deleteMany({ _id: { $in: ids } })
  }
  const left = await Questions.findOne({ bankId }, { _id: 1 }).lean()
  if (setUpWithIt && !left) await Banks.deleteOne({ _id: bankId })
  else await touchBank(bankId)
}
