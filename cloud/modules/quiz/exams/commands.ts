import { found, mustBeAllowed } from '@cloud/core/authorize'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { getOrganization, settingsOf } from '@cloud/modules/organizations/index'
import { countAudience, mustReachAudience } from '@cloud/modules/people/index'
import { AppError, ruleBroken, type Violation } from '@shared/core/errors'
import { addDays, instantAt } from '@shared/core/plainDate'
import type { ExamWord, Paper } from '@shared/modules/quiz/exams/model'
import { dueAtOf, phaseOf, setupViolations } from '@shared/modules/quiz/exams/rules'
import type { ExamDraft } from '@shared/modules/quiz/exams/schemas'
import { QUIZ_EDITOR_ROLES, QUIZ_POLICY } from '@shared/modules/quiz/policy'
import { checkPaper, mustUseBanks, pinVersions } from './checkPaper'
import { Attempts, type ExamRecord, Exams } from './collection'
import { noteExam } from './note'
import { tellPlans } from './plans'
import { getExamFor, idsOn, mustBeDraft, toExam } from './queries'

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

/** @throws AppError conflict when somebody else has written meanwhile. */
async function writeExam(record: ExamRecord, set: Partial<ExamRecord>, unset: Record<string, 1> = {}): Promise<void> {
  const updated = await Exams.updateOne(
    { _id: record._id, revision: record.revision },
    { $set: set, $inc: { revision: 1 }, ...(Object.keys(unset).length > 0 && { $unset: unset }) },
  )
  if (updated.modifiedCount !== 1) throw new AppError('conflict', '刚刚有人改过这次考试，请刷新后再看')
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

/** The next word about an exam; none about one of which a campaign tells. */
const nextWord = ({ quiet, word }: ExamRecord, kind: ExamWord, why?: string): Pick<ExamRecord, 'word'> =>
  quiet ? {} : { word: { number: (word?.number ?? 0) + 1, kind, ...(why && { why }) } }

/** A campaign has taken a published exam: from now on the campaign tells of it. */
async function quieten(work: Work, record: ExamRecord): Promise<void> {
  if (record.quiet) return
  await writeExam(record, { quiet: true, live: false })
  await noteExam(work, record, 'quietenExam', `考试“${record.title}”改由活动告知`)
  await tellPlans(work, record)
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
    ...(quiet ? { quiet } : { live: true, ...nextWord(record, 'published') }),
  })
  await noteExam(work, record, 'publishExam', `发布考试“${record.title}”，${people} 人`)
  if (!quiet) await tellPlans(work, record)
}

/** Attempts under way end with the exam: their time follows a moved end. */
async function moveDueTimes(record: ExamRecord, closesAt: Date): Promise<void> {
  const open = await Attempts.find({ examId: record._id, state: 'open' }, { startedAt: 1, dueAt: 1 }).lean()
  const window = { minutes: record.minutes, closesAt: closesAt.toISOString() }
  const writes = open.flatMap(({ _id, startedAt, dueAt }) => {
    const due = new Date(dueAtOf(window, startedAt.toISOString()))
    return due.getTime() === dueAt.getTime()
      ? []
      : [{ updateOne: { filter: { _id, state: 'open' as const }, update: { $set: { dueAt: due } } } }]
  })
  if (writes.length > 0) await Attempts.bulkWrite(writes)
}

/** 推迟或提前结束; without an instant it ends now. @throws AppError conflict, rule_broken. */
export async function moveExamEnd(
  work: Work,
  examId: string,
  { closesAt: asked, reason }: { closesAt?: string | undefined; reason: string },
): Promise<void> {
  const record = await getExamFor(work.actor, examId)
  const phase = phaseOf(toExam(record), work.now)
  mustBeAllowed(phase !== 'draft' && phase !== 'cancelled', '只有已经发布的考试可以改结束时间')
  if (!asked && phase === 'closed') return
  if (!asked && phase === 'waiting') throw new AppError('conflict', '考试还没有开始；不办了请取消')
  const closesAt = new Date(asked ?? work.now)
  if (asked && closesAt.toISOString() <= work.now) throw new AppError('invalid_input', '新的结束时间要晚于现在')
  const faults = asked ? setupViolations({ ...toExam(record), closesAt: closesAt.toISOString() }) : []
  if (faults.length > 0) throw ruleBroken(faults)
  await writeExam(record, {
    closesAt,
    ...(!record.quiet && { live: asked !== undefined }),
    ...(asked && nextWord(record, 'moved', reason)),
  })
  await moveDueTimes(record, closesAt)
  await noteExam(work, record, 'moveExamEnd', `${asked ? '更改' : '提前'}结束考试“${record.title}”：${reason}`)
  if (!record.quiet) await tellPlans(work, record)
}

/** 取消 — nobody begins any more; what was handed in stays on record and counts for nothing. */
export async function cancelExam(work: Work, examId: string, reason: string): Promise<void> {
  const record = await getExamFor(work.actor, examId)
  if (record.state === 'cancelled') return
  mustBeAllowed(record.state === 'published', '草稿不用取消，直接删除就行')
  const isOver = record.closesAt.toISOString() <= work.now
  await writeExam(record, {
    ...{ state: 'cancelled', cancelledBecause: reason, live: false },
    ...(!isOver && nextWord(record, 'cancelled', reason)),
  })
  await noteExam(work, record, 'cancelExam', `取消考试“${record.title}”：${reason}`)
  if (!record.quiet) await tellPlans(work, record)
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
