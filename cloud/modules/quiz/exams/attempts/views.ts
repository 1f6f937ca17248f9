import { found } from '@cloud/core/authorize'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { organizationNames, settingsOf } from '@cloud/modules/organizations/index'
import { phaseOf, startViolations } from '@shared/modules/quiz/exams/rules'
import type { QueryFilter } from 'mongoose'
import { certificatesOf } from '../../certificates/queries'
import { type AttemptRecord, Attempts, type ExamRecord, Exams, Papers } from '../collection'
import { getOwnExam, meantExams, toExam } from '../queries'
import { questionsOf } from '../views'
import { presentOwn, presentSheet } from './sheet'
import { getOwnAttempt } from './submit'

const HIDDEN = { answers: 0, late: 0, shares: 0 } as const

async function presentExams({ actor, now }: Work, records: readonly ExamRecord[]) {
  const mine = await Attempts.find({ examId: { $in: records.map((one) => one._id) }, personId: actor.personId }, HIDDEN)
    .sort({ examId: 1, number: 1 })
    .lean<AttemptRecord[]>()
  const names = await organizationNames(records.map(({ organizationId }) => organizationId))
  const certificates = await certificatesOf(
    actor.personId,
    records.map((one) => one._id),
  )
  return records.map((record) => {
    const exam = toExam(record)
    const {
      id,
      title,
      note = '',
      opensAt,
      closesAt,
      minutes,
      attempts,
      passPercent,
      partial,
      reveal,
      certificate,
    } = exam
    const own = mine.filter((one) => one.examId === id)
    const isOpen = own.some((one) => one.state === 'open')
    const certificateId = certificates.get(id)
    return {
      ...{ id, title, note, opensAt, closesAt, minutes, attempts, passPercent, partial, reveal, certificate },
      organizationName: names.get(record.organizationId) ?? '',
      phase: phaseOf(exam, now),
      questions: questionsOf(record),
      ...(certificateId && { certificateId }),
      mine: own.map(presentOwn),
      blocked: isOpen ? [] : startViolations(exam, own.length, now).map(({ message }) => message),
    }
  })
}

/** Exams meant for the actor: those that go on or are still to come by their end, or those that are over, the latest first. */
export async function listOwnExams(
  work: Work,
  { over, ...request }: PageRequest & { over?: 'yes' | 'no' | undefined },
) {
  const now = new Date(work.now)
  const isOver = over === 'yes'
  const where = {
    $and: [meantExams(work.actor), { closesAt: isOver ? { $lte: now } : { $gt: now } }],
  } as QueryFilter<ExamRecord>
  const { items, next } = await findPage<ExamRecord>(Exams, where, { closesAt: isOver ? -1 : 1 }, request)
  return { items: await presentExams(work, items), next }
}

/** One exam as the person sees it for whom it is meant. @throws AppError not_found. */
export async function readOwnExam(work: Work, examId: string) {
  const [shown] = await presentExams(work, [await getOwnExam(work.actor, examId)])
  const { offlineArrivalHours } = await settingsOf({ id: work.actor.organizationId, path: work.actor.path })
  return { ...found(shown, '次考试'), arrivalHours: offlineArrivalHours }
}

/** An own attempt to go on with. */
export async function readAttempt(work: Work, attemptId: string) {
  const attempt = await getOwnAttempt(work, attemptId)
  const exam = found(await Exams.findById(attempt.examId).lean<ExamRecord>(), '次考试')
  return presentSheet(work, exam, attempt, await Papers.findById(attemptId).lean())
}
