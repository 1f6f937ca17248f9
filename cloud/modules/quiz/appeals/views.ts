import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { organizationNames } from '@cloud/modules/organizations/index'
import { namesOf } from '@cloud/modules/people/index'
import type { AppealReason, AppealState } from '@shared/modules/quiz/appeals/model'
import { storedAnswer } from '@shared/modules/quiz/asked'
import { LEAST_TOLD } from '@shared/modules/quiz/exams/itemStatistics'
import { FULL_SHARE, gradeAnswer } from '@shared/modules/quiz/grading'
import { type Answer, type Content, type Item, type ItemAnswer, letterOf } from '@shared/modules/quiz/model'
import { QUIZ_POLICY } from '@shared/modules/quiz/policy'
import { reviewOf } from '@shared/modules/quiz/reviewed'
import type { QueryFilter } from 'mongoose'
import { type QuestionRecord, Questions } from '../banks/collection'
import { endedOn } from '../endedOn'
import { type AttemptRecord, Attempts, Exams, type PaperRecord, Papers } from '../exams/collection'
import { editedPlaces } from '../exams/queries'
import { shownContents } from '../pictures'
import { type AppealRecord, Appeals } from './collection'
import { getAppealFor } from './decide'

/** So many different answers are shown of each part. */
const MOST_ANSWERS = 20
const BATCH = 500

async function presentRows(records: readonly AppealRecord[]) {
  const names = await organizationNames(records.map(({ organizationId }) => organizationId))
  const exams = await Exams.find({ _id: { $in: records.map((one) => one.examId) } }, { title: 1 }).lean()
  const titles = new Map(exams.map(({ _id, title }) => [_id, title]))
  return records.map(({ _id, title, kind, examId, organizationId, voices, state, at }) => ({
    ...{ id: _id, title, kind, examId, state },
    examTitle: titles.get(examId) ?? '',
    organizationName: names.get(organizationId) ?? '',
    voices: voices.length,
    firstAt: at.toISOString(),
  }))
}

/** Appeals about exams at or below the places of the actor: open ones from the oldest, others from the latest. */
export async function listAppeals(
  { actor }: Work,
  { state = 'open', ...request }: PageRequest & { state?: AppealState | undefined },
) {
  const where = { places: { $in: editedPlaces(actor) }, state } as QueryFilter<AppealRecord>
  const { items, next } = await findPage<AppealRecord>(Appeals, where, { at: state === 'open' ? 1 : -1 }, request)
  return { items: await presentRows(items), next }
}

const labelOf = (answer: ItemAnswer): string =>
  (answer ?? []).map((one) => (typeof one === 'number' ? letterOf(one) : one.trim() || '（空）')).join('')

const isRight = (item: Item, answer: ItemAnswer): boolean => gradeAnswer(item, answer, 'none') === FULL_SHARE

/** What was answered of each part, how often, as the question is stored; nobody is named. */
async function readGiven(examId: string, versionId: string, content: Content) {
  const parts: readonly Item[] = content.kind === 'case' ? content.parts : [content]
  const given = parts.map(() => ({ answers: new Map<string, { count: number; right: boolean }>(), empty: 0 }))
  let attempts = 0
  for (let after = ''; ; ) {
    const papers: PaperRecord[] = await Papers.find({ 'items.versionId': versionId, examId, _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean()
    const rows = await Attempts.find(
      { _id: { $in: papers.map(({ _id }) => _id) }, state: 'submitted' },
      { answers: 1 },
    ).lean<Pick<AttemptRecord, '_id' | 'answers'>[]>()
    const answersOf = new Map(rows.map(({ _id, answers }) => [_id, answers]))
    for (const { _id, items } of papers) {
      const answers = answersOf.get(_id)
      const place = items.findIndex((item) => item.versionId === versionId)
      if (!answers) continue
      attempts += 1
      const answer: Answer = storedAnswer(answers[place]?.answer ?? null, items[place]?.orders)
      parts.forEach((part, i) => {
        const own = answer !== null && 'parts' in answer ? (answer.parts[i] ?? null) : answer
        const one = given[i]
        if (!one) return
        if (own === null || own.length === 0) one.empty += 1
        else {
          const label = labelOf(own)
          const { count } = one.answers.get(label) ?? { count: 0 }
          one.answers.set(label, { count: count + 1, right: isRight(part, own) })
        }
      })
    }
    after = papers.at(-1)?._id ?? ''
    if (papers.length < BATCH) break
  }
  return {
    attempts,
    given: (attempts < LEAST_TOLD ? [] : given).map(({ answers, empty }) => ({
      answers: [...answers]
        .map(([label, rest]) => ({ label, ...rest }))
        .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
        .slice(0, MOST_ANSWERS),
      empty,
    })),
  }
}

function countReasons(voices: AppealRecord['voices']) {
  const counts = new Map<AppealReason | null, number>()
  for (const { reason } of voices) counts.set(reason ?? null, (counts.get(reason ?? null) ?? 0) + 1)
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count)
}

/** What came of it: how, why, by whom, and how many results have changed. */
async function presentDecision(appeal: AppealRecord) {
  const { decidedWith, decidedById, decidedAt, decidedBecause, decidedAs } = appeal
  if (!decidedWith || !decidedAt) return undefined
  const rows = await Attempts.find({ examId: appeal.examId, 'changes.appealId': decidedWith }, { changes: 1 }).lean<
    Pick<AttemptRecord, 'changes'>[]
  >()
  const changes = rows.flatMap(({ changes: all }) => all.filter((one) => one.appealId === decidedWith))
  return {
    ...(decidedAs && { kind: decidedAs }),
    why: decidedBecause ?? '',
    by: (await namesOf([decidedById ?? ''])).get(decidedById ?? '') ?? '',
    at: decidedAt.toISOString(),
    changed: changes.length,
    nowPassed: changes.filter(({ passedBefore, passedAfter }) => !passedBefore && passedAfter).length,
    nowFailed: changes.filter(({ passedBefore, passedAfter }) => passedBefore && !passedAfter).length,
  }
}

/** One appeal, with all that is needed to judge it. @throws AppError not_found. */
export async function readAppeal(work: Work, appealId: string) {
  const appeal = await getAppealFor(work, appealId)
  const version = (await shownContents(work, [appeal.versionId])).get(appeal.versionId)
  if (!version) throw new Error(`no version ${appeal.versionId} of a question`)
  const question = await Questions.findById(appeal.questionId, { organizationId: 1, path: 1 }).lean<
    Pick<QuestionRecord, 'organizationId' | 'path'>
  >()
  const [row] = await presentRows([appeal])
  if (!row) throw new Error('no appeal')
  const decision = await presentDecision(appeal)
  return {
    ...row,
    question: reviewOf(version, [], null, await endedOn(work.today)),
    reasons: countReasons(appeal.voices),
    ...(await readGiven(appeal.examId, appeal.versionId, version.content)),
    ownBank: question !== null && QUIZ_POLICY.edit(work.actor, question),
    ...(decision && { decision }),
    allowed: appeal.state === 'open' ? (['decide'] as const).slice() : [],
  }
}

/** What became of what an attempt said about its questions, by version. */
export async function appealsOf(attemptId: string, examId: string) {
  const rows = await Appeals.find(
    { examId, 'voices.attemptId': attemptId },
    { versionId: 1, state: 1, decidedBecause: 1, at: 1 },
  )
    .sort({ at: 1 })
    .lean<Pick<AppealRecord, 'versionId' | 'state' | 'decidedBecause'>[]>()
  return new Map(
    rows.map(({ versionId, state, decidedBecause }) => [
      versionId,
      { state, ...(decidedBecause && { why: decidedBecause }) },
    ]),
  )
}
