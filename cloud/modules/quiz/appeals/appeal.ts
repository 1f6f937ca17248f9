import { recordAudit } from '@cloud/core/audit'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { idsOn } from '@shared/core/audience'
import { AppError } from '@shared/core/errors'
import type { AppealReason } from '@shared/modules/quiz/appeals/model'
import { isRevealed } from '@shared/modules/quiz/exams/rules'
import { contentsOf } from '../contents'
import { getOwnAttempt } from '../exams/attempts/submit'
import { Exams, Papers } from '../exams/collection'
import { toExam } from '../exams/queries'
import { type AppealRecord, Appeals } from './collection'
import { rulingsOf } from './rulings'

const TITLE_LENGTH = 80

async function giveReason({ _id, voices }: AppealRecord, attemptId: string, reason: AppealReason): Promise<void> {
  const named = voices.map((voice) => (voice.attemptId === attemptId ? { ...voice, reason } : voice))
  await Appeals.updateOne({ _id, state: 'open' }, { $set: { voices: named } })
}

/**
 * 这道题有问题 — one voice of an attempt about one of its questions; said again it is the same voice, with the reason given last.
 * @throws AppError not_found, invalid_input, conflict before answers are shown and once the question has been put right.
 */
export async function appealQuestion(
  work: Work,
  attemptId: string,
  { place, reason }: { place: number; reason?: AppealReason | undefined },
): Promise<void> {
  const attempt = await getOwnAttempt(work, attemptId)
  const exam = await Exams.findById(attempt.examId).lean()
  const versionId = (await Papers.findById(attemptId).lean())?.items[place]?.versionId
  if (!exam || !versionId) throw new AppError('invalid_input', '试卷里没有这道题')
  if (attempt.state !== 'submitted' || !isRevealed(toExam(exam), work.now))
    throw new AppError('conflict', '公布答案以后才能说题目有问题')
  const { _id: examId, organizationId, path } = exam
  const said = await Appeals.findOne({ examId, versionId, 'voices.attemptId': attemptId }).lean<AppealRecord>()
  if (said) {
    if (reason && said.state === 'open') await giveReason(said, attemptId, reason)
    return
  }
  if ((await rulingsOf([versionId], exam)).has(versionId))
    throw new AppError('conflict', '这道题已经复核过，分数已按复核结果算')
  const content = (await contentsOf([versionId])).get(versionId)?.content
  const voice = { attemptId, personId: work.actor.personId, ...(reason && { reason }), at: work.now }
  const added = await Appeals.updateOne({ examId, versionId, state: 'open' }, { $push: { voices: voice } })
  if (added.matchedCount === 0)
    await Appeals.create({
      _id: newId(),
      examId,
      questionId: versionId.split(':')[0] ?? '',
      versionId,
      title: (content?.stem ?? '').replace(/\s+/g, ' ').slice(0, TITLE_LENGTH),
      kind: content?.kind ?? 'single',
      organizationId,
      path,
      places: idsOn(path),
      voices: [voice],
      state: 'open',
      at: new Date(work.now),
    })
  await recordAudit(work, {
    action: 'quiz.appealQuestion',
    subject: { kind: 'exam', id: examId },
    place: { organizationId, path },
    summary: `说考试“${exam.title}”的一道题有问题`,
  })
}
