import { randomInt } from 'node:crypto'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { CERTIFICATE_ALPHABET, checkCharacter, DRAWN_CHARACTERS } from '@shared/modules/quiz/certificates/code'
import { Attempts, type ExamRecord } from '../exams/collection'
import { Certificates } from './collection'

/** A new code, drawn by the machine's own randomness. */
export function drawCertificateCode(): string {
  const drawn = Array.from({ length: DRAWN_CHARACTERS }, () =>
    CERTIFICATE_ALPHABET.charAt(randomInt(CERTIFICATE_ALPHABET.length)),
  ).join('')
  return drawn + checkCharacter(drawn)
}

/**
 * 颁发证书 — for whoever has passed an exam that has certificates, with the attempt that counts. Whoever has one keeps it, with its
 * code. Call it inside the transaction of the score, after the attempt that counts has been marked.
 */
export async function issueWhenPassed(
  { now }: Pick<Work, 'now'>,
  exam: Pick<ExamRecord, '_id' | 'certificate' | 'state'>,
  personId: string,
): Promise<void> {
  if (!exam.certificate || exam.state !== 'published') return
  const key = { examId: exam._id, personId }
  if (!(await Attempts.exists({ ...key, counts: true, passed: true }))) return
  const issued = { _id: newId(), code: drawCertificateCode(), issuedAt: new Date(now) }
  await Certificates.updateOne(key, { $setOnInsert: issued }, { upsert: true })
}
