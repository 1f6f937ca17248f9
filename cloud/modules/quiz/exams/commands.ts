import { found, mustBeAllowed } from '@cloud/core/authorize'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { getOrganization, settingsOf } from '@cloud/modules/organizations/index'
import { countAudience, mustReachAudience, tellPlans } from '@cloud/modules/people/index'
import { idsOn } from '@shared/core/audience'
import { AppError, ruleBroken, type Violation } from '@shared/core/errors'
import { addDays, instantAt } from '@shared/core/plainDate'
import type { Paper } from '@shared/modules/quiz/exams/model'
import { setupViolations } from '@shared/modules/quiz/exams/rules'
import type { ExamDraft } from '@shared/modules/quiz/exams/schemas'
import { QUIZ_EDITOR_ROLES, QUIZ_POLICY } from '@shared/modules/quiz/policy'
import { checkPaper, mustUseBanks, pinVersions } from './checkPaper'
import { type ExamRecord, Exams } from './collection'
import { ASKED_FACT, noteExam } from './note'
import { getExamFor, mustBeDraft, toExam } from './queries'
import { nextWord, writeExam } from './write'

/** An exam of its own lasts a week unless told otherwise. */
const USUAL_DAYS = 7

/** Where everybody has the same questions, whoever is done first must not know the answers before the last has begun. */
const usualReveal = (paper: Paper) => (paper.kind === 'fixed' ? 'closed' : 'submitted')

/** What is stored of a draft: what was left out has the unit's default. @throws AppError rule_broken for a window that cannot be. */
async function fieldsOf(work: Work, place: { id: string; path: string }, draft: ExamDraft) {
  await mustReachAudience(work.actor, draft.audience, QUIZ_EDITOR_ROLES)
  if (draft.paper.kind === 'drawn') await mustUseBanks(work.actor, draft.paper.bankIds)
  const settings = await settingsOf(place)
  const opensAt = new Date(draft.opensAt ?? work.now)
  const closesAt = new Date(draft.closesAt ?? instantAt(addDays(work.today, USUAL_DAYS), '18:00'))
  const minutes = draft.minutes ?? settings.examMinutes
  const faults = setupViolations({ opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString(), minutes })
  if (faults.length > 0) throw ruleBroken(faults)
  return {
    title: draft.title,
    ...(draft.note && { note: draft.note }),
    audience: draft.audience,
    paper: draft.paper as Paper,
    opensAt,
    closesAt,
    minutes,
    attempts: draft.attempts ?? settings.examAttempts,
    passPercent: draft.passPercent ?? settings.examPassPercent,
    partial: draft.partial ?? 'none',
    reveal: draft.reveal ?? usualReveal(draft.paper as Paper),
    certificate: draft.certificate ?? false,
  }
}

async function insertDraft(
  work: Work,
  place: { organizationId: string; path: string },
  fields: Awaited<ReturnType<typeof fieldsOf>>,
  summary: string,
): Promise<string> {
  const record: ExamRecord = {
    _id: newId(),
    organizationId: place.organizationId,
    path: place.path,
    places: idsOn(place.path),
    ...fields,
    state: 'draft',
    revision: 0,
    byId: work.actor.personId,
    at: new Date(work.now),
  }
  await Exams.create(record)
  await noteExam(work, record, 'createExam', summary)
  return record._id
}

/** 新建考试, as a draft nobody but the staff sees. @returns its id. @throws AppError not_found, forbidden, rule_broken. */
export async function createExam(work: Work, organizationId: string, draft: ExamDraft): Promise<string> {
  const { path } = await getOrganization(organizationId)
  found(QUIZ_POLICY.edit(work.actor, { organizationId, path }) || undefined, '个组织')
  const fields = await fieldsOf(work, { id: organizationId, path }, draft)
  return insertDraft(work, { organizationId, path }, fields, `新建考试“${fields.title}”`)
}

/** 修改草稿. */
export async function editExam(work: Work, examId: string, draft: ExamDraft): Promise<void> {
  const record = await getExamFor(work.actor, examId)
  mustBeDraft(record)
  const fields = await fieldsOf(work, { id: record.organizationId, path: record.path }, draft)
  await writeExam(record, fields, draft.note ? {} : { note: 1 })
  await noteExam(work, record, 'editExam', `修改考试“${fields.title}”`)
}

/** 删除草稿. */
export async function deleteExam(work: Work, examId: string): Promise<void> {
  const record = await getExamFor(work.actor, examId)
  mustBeDraft(record)
  await Exams.deleteOne({ _id: examId, revision: record.revision })
  await noteExam(work, record, 'deleteExam', `删除考试草稿“${record.title}”`)
}

/** A campaign has taken a published exam: from now on the campaign tells of it. */
async function quieten(work: Work, record: ExamRecord): Promise<void> {
  if (record.quiet) return
  await writeExam(record, { quiet: true, live: false })
  await noteExam(work, record, 'quietenExam', `考试“${record.title}”改由活动告知`)
  await tellPlans(work, ASKED_FACT, record)
}

/**
 * 发布 — from now on it stands with everybody it is meant for.
 * @param quiet a campaign tells its people of it: it obliges nobody and sends no word of its own
 * @throws AppError rule_broken with every reason why it cannot.
 */
export async function publishExam(work: Work, examId: string, { quiet = false } = {}): Promise<void> {
  const record = await getExamFor(work.actor, examId)
  if (record.state === 'published') return quiet ? quieten(work, record) : undefined
  mustBeDraft(record)
  await mustReachAudience(work.actor, record.audience, QUIZ_EDITOR_ROLES)
  const exam = toExam(record)
  const faults: Violation[] = setupViolations(exam)
  if (exam.closesAt <= work.now) faults.push({ field: 'closesAt', message: '结束时间已经过了' })
  const { shortage } = await checkPaper(work.actor, record.paper)
  if (shortage) faults.push({ field: 'paper', message: shortage })
  const people = await countAudience(record.audience)
  if (people === 0) faults.push({ field: 'audience', message: '对象里没有人' })
  if (faults.length > 0) throw ruleBroken(faults)
  await writeExam(record, {
    state: 'published',
    paper: await pinVersions(work.actor, record.paper),
    publishedOn: work.today,
    remindDays: (await settingsOf({ id: record.organizationId, path: record.path })).examRemindDays,
    ...(quiet ? { quiet } : { live: true, ...nextWord(record, 'published') }),
  })
  await noteExam(work, record, 'publishExam', `发布考试“${record.title}”，${people} 人`)
  if (!quiet) await tellPlans(work, ASKED_FACT, record)
}

/**
 * 取消 — nobody begins any more; what was handed in stays on record and counts for nothing.
 * @param byCampaign the campaign that tells of it tells this, too
 * @throws AppError conflict for an exam of a campaign by itself: nobody would hear of it.
 */
export async function cancelExam(
  work: Work,
  examId: string,
  reason: string,
  { byCampaign = false } = {},
): Promise<void> {
  const record = await getExamFor(work.actor, examId)
  if (record.state === 'cancelled') return
  mustBeAllowed(record.state === 'published', '草稿不用取消，直接删除就行')
  if (record.quiet && !byCampaign)
    throw new AppError('conflict', '这次考试排在活动里，请到活动里取消这个节点，告诉过的人会收到通知')
  const isOver = record.closesAt.toISOString() <= work.now
  await writeExam(record, {
    ...{ state: 'cancelled', cancelledBecause: reason, live: false },
    ...(!isOver && nextWord(record, 'cancelled', reason)),
  })
  await noteExam(work, record, 'cancelExam', `取消考试“${record.title}”：${reason}`)
  if (!record.quiet) await tellPlans(work, ASKED_FACT, record)
}

/** 照着再建一次 — the same exam as a draft, beginning now and as long as before. @returns its id. */
export async function copyExam(work: Work, examId: string): Promise<string> {
  const record = await getExamFor(work.actor, examId)
  const length = Math.max(record.closesAt.getTime() - record.opensAt.getTime(), 2 * record.minutes * 60_000)
  const opensAt = new Date(work.now)
  const { title, note, audience, paper, minutes, attempts, passPercent, partial, reveal, certificate } = record
  const fields = {
    ...{ title, ...(note && { note }), audience, minutes, attempts, passPercent, partial, reveal, certificate },
    paper:
      paper.kind === 'drawn'
        ? paper
        : { ...paper, questions: paper.questions.map(({ questionId, points }) => ({ questionId, points })) },
    opensAt,
    closesAt: new Date(opensAt.getTime() + length),
  }
  return insertDraft(work, record, fields, `照着“${title}”新建考试`)
}
