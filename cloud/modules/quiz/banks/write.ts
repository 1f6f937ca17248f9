import { createHash } from 'node:crypto'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { findFault } from '@shared/modules/quiz/bankFile'
import { identityOf } from '@shared/modules/quiz/identity'
import type { Citation, Content, Difficulty } from '@shared/modules/quiz/model'
import { type BankRecord, Banks, type QuestionRecord, Questions, QuestionVersions, versionId } from './collection'

/** A question before it has an id. */
export interface QuestionDraft {
  content: Content
  code?: string | undefined
  difficulty: Difficulty
  tags: readonly string[]
  chapter?: string | undefined
  source?: Citation | undefined
}

const TITLE_LENGTH = 80
/** Questions written at once; more go in several rounds. */
const ROUND = 500

export const identityDigest = (content: Content): string =>
  createHash('sha256').update(identityOf(content)).digest('base64url')

const titleOf = (content: Content): string => content.stem.replace(/\s+/g, ' ').slice(0, TITLE_LENGTH)

/** What of a record follows from a draft. @throws AppError invalid_input when it cannot be asked. */
export function fieldsOf(draft: QuestionDraft) {
  const fault = findFault(draft.content)
  if (fault) throw new AppError('invalid_input', fault)
  const { content, code, difficulty, tags, chapter, source } = draft
  return {
    kind: content.kind,
    title: titleOf(content),
    content,
    difficulty,
    tags: [...new Set(tags)],
    identity: identityDigest(content),
    ...(code && { code }),
    ...(chapter && { chapter }),
    ...(source && { source }),
  }
}

/** Says that a bank has changed; what is kept in memory of it is read anew. */
export async function touchBank(bankId: string): Promise<void> {
  await Banks.updateOne({ _id: bankId }, { $inc: { revision: 1 } })
}

/**
 * Adds questions at the end of a bank, in the order given, each with its first version. Call it inside a transaction; audit and
 * duplicates are the caller's matter. @returns their ids. @throws AppError invalid_input for one that cannot be asked.
 */
export async function insertQuestions(
  work: Work,
  bank: Pick<BankRecord, '_id' | 'organizationId' | 'path'>,
  drafts: readonly QuestionDraft[],
  batchId?: string,
): Promise<string[]> {
  const last = await Questions.findOne({ bankId: bank._id }, { order: 1 }).sort({ order: -1, _id: -1 }).lean()
  const at = new Date(work.now)
  const first = (last?.order ?? 0) + 1
  const rows: QuestionRecord[] = drafts.map((draft, i) => ({
    _id: newId(),
    bankId: bank._id,
    organizationId: bank.organizationId,
    path: bank.path,
    order: first + i,
    version: 1,
    ...fieldsOf(draft),
    state: 'active',
    live: true,
    ...(batchId && { batchId }),
    at,
  }))
  for (let i = 0; i < rows.length; i += ROUND) {
    const round = rows.slice(i, i + ROUND)
    await Questions.insertMany(round)
    await QuestionVersions.insertMany(
      round.map(({ _id, content, source }) => ({
        _id: versionId(_id, 1),
        questionId: _id,
        version: 1,
        content,
        ...(source && { source }),
        byId: work.actor.personId,
        at,
      })),
    )
  }
  await touchBank(bank._id)
  return rows.map((row) => row._id)
}
