import { recordAudit } from '@cloud/core/audit'
import { found } from '@cloud/core/authorize'
import { recordChange } from '@cloud/core/change'
import { newId } from '@cloud/core/database/id'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { type CorrectedKey, correctedContent } from '@shared/modules/quiz/appeals/corrected'
import { RULING_LABELS, type Ruling } from '@shared/modules/quiz/appeals/ruling'
import { findFault } from '@shared/modules/quiz/bankFile'
import { QUIZ_EDITOR_ROLES, QUIZ_POLICY } from '@shared/modules/quiz/policy'
import { type QuestionRecord, Questions, versionId as versionOf } from '../banks/collection'
import { editQuestion, flagQuestion } from '../banks/commands'
import { contentsOf } from '../contents'
import { type AppealRecord, Appeals, type RulingRecord, Rulings } from './collection'

/** A ruling was made: every attempt it concerns is graded anew. */
export const RULING_FACT = 'quiz.ruling'
/** An appeal was not accepted. */
export const REJECTED_FACT = 'quiz.appealRejected'

/** 采纳, as somebody decides it. */
export type Decided = ({ kind: 'corrected' } & CorrectedKey) | { kind: 'allRight' } | { kind: 'withdrawn' }

/** @throws AppError not_found for an appeal of an exam the actor does not look after, as for one that does not exist. */
export async function getAppealFor({ actor }: Work, appealId: string): Promise<AppealRecord> {
  const record = await Appeals.findById(appealId).lean<AppealRecord>()
  return found(record && QUIZ_POLICY.edit(actor, record) ? record : undefined, '条异议')
}

/** The highest place of the actor over an exam: there and below a ruling of his counts. */
function reachOver({ actor }: Work, path: string): string {
  const offices = actor.appointments.filter(
    (office) => (QUIZ_EDITOR_ROLES as readonly string[]).includes(office.role) && path.startsWith(office.path),
  )
  return offices.map((office) => office.path).sort((a, b) => a.length - b.length)[0] ?? path
}

/** @throws AppError invalid_input for a key the question cannot have, or has already. */
async function rulingFor(versionId: string, decided: Decided): Promise<Ruling> {
  if (decided.kind !== 'corrected') return decided
  const { content } = found((await contentsOf([versionId])).get(versionId), '道题')
  const corrected = correctedContent(content, decided)
  if (!corrected) throw new AppError('invalid_input', '更正的答案和题型对不上')
  const fault = findFault(corrected)
  if (fault) throw new AppError('invalid_input', fault)
  if (JSON.stringify(corrected) === JSON.stringify(content))
    throw new AppError('invalid_input', '和原来的答案一样；不用改就选“不采纳”')
  return { kind: 'corrected', content: corrected }
}

/** The question itself follows where the bank is the actor's: with the right key, or out of the papers until somebody has looked. */
async function mendQuestion(work: Work, appeal: AppealRecord, ruling: Ruling, why: string): Promise<void> {
  const question = await Questions.findById(appeal.questionId).lean<QuestionRecord>()
  if (!question || !QUIZ_POLICY.edit(work.actor, question)) return
  // Somebody has corrected it since it was asked.
  if (versionOf(question._id, question.version) !== appeal.versionId) return
  if (ruling.kind !== 'corrected') {
    if (question.state === 'active') await flagQuestion(work, question._id, why)
    return
  }
  if (question.state === 'retired') return
  const { difficulty, tags, chapter, source, version } = question
  await editQuestion(work, question._id, {
    ...{ content: ruling.content, difficulty, tags, version, reason: why },
    ...(chapter && { chapter }),
    ...(source && { source }),
  } as Parameters<typeof editQuestion>[2])
}

const noteDecision = (work: Work, { _id, organizationId, path, title }: AppealRecord, action: string, what: string) =>
  recordAudit(work, {
    action: `quiz.${action}`,
    subject: { kind: 'quizAppeal', id: _id },
    place: { organizationId, path },
    summary: `${what}：“${title}”`,
  })

const alreadyDecided = () => new AppError('conflict', '这条异议已经处理过，请刷新后再看')

/**
 * 采纳 — from now on this version of the question is graded by the ruling in all exams at or below the actor's place, and everything
 * that was handed in is graded anew. Whatever else is open about the question there is decided with it. The same once more changes
 * nothing. @throws AppError not_found, conflict, invalid_input.
 */
export async function acceptAppeal(
  work: Work,
  appealId: string,
  { ruling: decided, why }: { ruling: Decided; why: string },
): Promise<void> {
  const appeal = await getAppealFor(work, appealId)
  const { versionId } = appeal
  await takeTurn(`quiz:ruling:${versionId}`)
  const ruling = await rulingFor(versionId, decided)
  const path = reachOver(work, appeal.path)
  const others = await Rulings.find({ versionId }).lean<RulingRecord[]>()
  const there = others.find((one) => one.path === path)
  if (appeal.state !== 'open') {
    const isSame = there?.appealId === appealId && JSON.stringify(there.ruling) === JSON.stringify(ruling)
    if (isSame) return
    throw alreadyDecided()
  }
  if (others.some((one) => one.path !== path && path.startsWith(one.path)))
    throw new AppError('conflict', '上级已经裁定过这道题，按上级的算')
  const at = new Date(work.now)
  await Rulings.updateOne(
    { versionId, path },
    { $set: { ruling, appealId, byId: work.actor.personId, at }, $setOnInsert: { _id: newId() } },
    { upsert: true },
  )
  await Appeals.updateMany(
    { versionId, state: 'open', path: { $gte: path, $lt: `${path}\uffff` } },
    {
      $set: {
        ...{ state: 'accepted', decidedWith: appealId, decidedById: work.actor.personId },
        ...{ decidedAt: at, decidedBecause: why, decidedAs: ruling.kind },
      },
    },
  )
  await mendQuestion(work, appeal, ruling, why)
  await noteDecision(work, appeal, 'acceptAppeal', `采纳异议，${RULING_LABELS[ruling.kind]}（${why}）`)
  await recordChange(work, [{ organizationId: appeal.organizationId, fact: RULING_FACT, factId: appealId }])
}

/** 不采纳, with the reason those read who said so. @throws AppError not_found, conflict when it was accepted. */
export async function rejectAppeal(work: Work, appealId: string, why: string): Promise<void> {
  const appeal = await getAppealFor(work, appealId)
  if (appeal.state === 'rejected') return
  if (appeal.state !== 'open') throw alreadyDecided()
  await Appeals.updateOne(
    { _id: appealId, state: 'open' },
    {
      $set: {
        ...{ state: 'rejected', decidedWith: appealId, decidedById: work.actor.personId },
        ...{ decidedAt: new Date(work.now), decidedBecause: why },
      },
    },
  )
  await noteDecision(work, appeal, 'rejectAppeal', `不采纳异议（${why}）`)
  await recordChange(work, [{ organizationId: appeal.organizationId, fact: REJECTED_FACT, factId: appealId }])
}
