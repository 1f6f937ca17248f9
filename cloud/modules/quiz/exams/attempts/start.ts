import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import { repeatWhenCutOff } from '@cloud/core/database/repeatWhenCutOff'
import type { Work } from '@cloud/core/deps'
import { findPersonBrief } from '@cloud/modules/people/index'
import { ruleBroken } from '@shared/core/errors'
import { dueAtOf, isTimeUp, startViolations } from '@shared/modules/quiz/exams/rules'
import { type AttemptRecord, Attempts, type ExamRecord, type PaperRecord, Papers } from '../collection'
import { makePaper } from '../paper'
import { getOwnExam, toExam } from '../queries'
import { collectAttempt } from './collectDue'
import { presentSheet } from './sheet'

const listOwn = (examId: string, personId: string): Promise<AttemptRecord[]> =>
  Attempts.find({ examId, personId }).sort({ number: 1 }).lean<AttemptRecord[]>()

async function beginAttempt(work: Work, record: ExamRecord, number: number): Promise<[AttemptRecord, PaperRecord]> {
  const { actor, now } = work
  const person = await findPersonBrief(actor.personId)
  const items = await makePaper(record, `${record._id}:${actor.personId}:${number}`)
  const attempt: AttemptRecord = {
    _id: newId(),
    examId: record._id,
    personId: actor.personId,
    organizationId: actor.organizationId,
    path: actor.path,
    ...(person?.teamId && { teamId: person.teamId }),
    ...(person?.teamPath && { teamPath: person.teamPath }),
    number,
    count: items.length,
    state: 'open',
    startedAt: new Date(now),
    dueAt: new Date(dueAtOf(toExam(record), now)),
    answers: {},
    late: [],
    counts: false,
    changes: [],
  }
  const paper: PaperRecord = { _id: attempt._id, examId: record._id, items }
  await inTransaction(async () => {
    await Attempts.insertMany([attempt], { lean: true })
    await Papers.insertMany([paper], { lean: true })
  })
  return [attempt, paper]
}

const isTaken = (error: unknown): boolean => (error as { code?: number }).code === 11_000

/**
 * 开始答题 — draws the paper of a new attempt and stores it, or goes on with the one that is open. Two phones of one person at the same
 * moment get the same attempt. @throws AppError not_found, rule_broken with the reason why none may begin.
 */
export async function startAttempt(work: Work, examId: string) {
  const { actor, now } = work
  const record = await getOwnExam(actor, examId)
  let own = await listOwn(examId, actor.personId)
  const overdue = own.find(({ state, dueAt }) => state === 'open' && isTimeUp(dueAt.toISOString(), now))
  if (overdue) {
    await collectAttempt(work, overdue._id)
    own = await listOwn(examId, actor.personId)
  }
  const open = own.find(({ state }) => state === 'open')
  if (open) return presentSheet(work, record, open, await Papers.findById(open._id).lean())
  const faults = startViolations(toExam(record), own.length, now)
  if (faults.length > 0) throw ruleBroken(faults)
  try {
    const [attempt, paper] = await repeatWhenCutOff(() => beginAttempt(work, record, own.length + 1))
    return await presentSheet(work, record, attempt, paper)
  } catch (error) {
    const other = isTaken(error) && (await listOwn(examId, actor.personId)).find(({ state }) => state === 'open')
    if (!other) throw error
    return presentSheet(work, record, other, await Papers.findById(other._id).lean())
  }
}
