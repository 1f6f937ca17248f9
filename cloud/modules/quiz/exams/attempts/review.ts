import { found } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { askedOf, storedAnswer } from '@shared/modules/quiz/asked'
import { isRevealed } from '@shared/modules/quiz/exams/rules'
import { reviewOf } from '@shared/modules/quiz/reviewed'
import { rulingsOf } from '../../appeals/rulings'
import { appealsOf } from '../../appeals/views'
import { certificatesOf } from '../../certificates/queries'
import { endedOn } from '../../endedOn'
import { shownContents } from '../../pictures'
import { type AttemptRecord, Attempts, type ExamRecord, Exams, Papers } from '../collection'
import { toExam } from '../queries'
import { outcomeOf } from './sheet'
import { getOwnAttempt } from './submit'

/** Questions of an attempt that was handed in, with right answers; one that was put right since shows what is right now. */
async function presentReviewed(work: Work, attempt: AttemptRecord, exam: { path: string }) {
  const { items } = found(await Papers.findById(attempt._id).lean(), '份试卷')
  const ids = items.map((item) => item.versionId)
  const [contents, rulings, hasEnded] = [
    await shownContents(work, ids),
    await rulingsOf(ids, exam),
    await endedOn(work.today),
  ]
  const appeals = await appealsOf(attempt._id, attempt.examId)
  return items.map(({ versionId, points, orders }, place) => {
    const appeal = appeals.get(versionId)
    const version = found(contents.get(versionId), '道题')
    const ruling = rulings.get(versionId)
    const content = ruling?.kind === 'corrected' ? ruling.content : version.content
    const given = attempt.answers[place]?.answer ?? null
    return {
      ...{ place, points, versionId },
      share: attempt.shares?.[place] ?? null,
      ...reviewOf({ ...version, content }, orders, storedAnswer(given, orders), hasEnded),
      asked: askedOf(version.content, orders),
      ...(ruling && { ruling: ruling.kind }),
      ...(appeal && { appeal }),
    }
  })
}

/**
 * 讲评 — how an own attempt came out, and once answers are shown every question with the right one and why. Whoever has seen them can
 * add nothing any more. @throws AppError conflict before it was handed in.
 */
export async function readReview(work: Work, attemptId: string) {
  const attempt = await getOwnAttempt(work, attemptId)
  const outcome = outcomeOf(attempt)
  if (!outcome) throw new AppError('conflict', '还没有交卷，交卷后才能看讲评')
  const exam = toExam(found(await Exams.findById(attempt.examId).lean<ExamRecord>(), '次考试'))
  const shown = isRevealed(exam, work.now)
  const certificateId = (await certificatesOf(work.actor.personId, [exam.id])).get(exam.id)
  if (shown && !attempt.reviewedAt)
    await Attempts.updateOne(
      { _id: attemptId, reviewedAt: { $exists: false } },
      { $set: { reviewedAt: new Date(work.now) } },
    )
  return {
    examId: exam.id,
    title: exam.title,
    number: attempt.number,
    passPercent: exam.passPercent,
    outcome,
    ...(shown ? { questions: await presentReviewed(work, attempt, exam) } : { revealedAt: exam.closesAt }),
    ...(certificateId && { certificateId }),
    late: attempt.late.map(({ place, problem }) => ({ place, ...(problem && { problem }) })),
    changes: attempt.changes.map(({ at, why, from, to, fullFrom, fullTo }) => ({
      ...{ at, why, from, to },
      ...(fullFrom !== undefined && { fullFrom }),
      ...(fullTo !== undefined && { fullTo }),
    })),
  }
}
