import { escapeRegex } from '@cloud/core/database/escapeRegex'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { getOrganization, listOrganizations, organizationNames, settingsOf } from '@cloud/modules/organizations/index'
import { countAudience } from '@cloud/modules/people/index'
import { AppError } from '@shared/core/errors'
import { addDays, instantAt, monthOf } from '@shared/core/plainDate'
import { askedOf } from '@shared/modules/quiz/asked'
import type { ExamPhase, PaperItem } from '@shared/modules/quiz/exams/model'
import { phaseOf } from '@shared/modules/quiz/exams/rules'
import { QUIZ_POLICY } from '@shared/modules/quiz/policy'
import type { QueryFilter } from 'mongoose'
import { countCertificates } from '../certificates/queries'
import { shownContents } from '../pictures'
import { checkPaper, chosenQuestions, mustUseBanks, pinVersions } from './checkPaper'
import { Attempts, type ExamRecord, Exams } from './collection'
import { makePaper } from './paper'
import { editedPlaces, getExamFor, toExam } from './queries'

/** Number of questions each attempt asks. */
export const questionsOf = ({ paper }: Pick<ExamRecord, 'paper'>): number =>
  paper.kind === 'fixed' ? paper.questions.length : paper.rows.reduce((sum, { count }) => sum + count, 0)

/** People who have handed in, by exam. */
async function countDone(examIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await Attempts.aggregate<{ _id: string; count: number }>([
    { $match: { examId: { $in: [...examIds] }, counts: true } },
    { $group: { _id: '$examId', count: { $sum: 1 } } },
  ])
  return new Map(rows.map(({ _id, count }) => [_id, count]))
}

const inPhase = (phase: ExamPhase, now: Date): QueryFilter<ExamRecord> => {
  if (phase === 'draft' || phase === 'cancelled') return { state: phase }
  if (phase === 'waiting') return { state: 'published', opensAt: { $gt: now } }
  if (phase === 'closed') return { state: 'published', closesAt: { $lte: now } }
  return { state: 'published', opensAt: { $lte: now }, closesAt: { $gt: now } }
}

export interface ExamQuery extends PageRequest {
  phase?: ExamPhase | undefined
  search?: string | undefined
}

/** Exams of the places the actor sets exams for and below, the latest first. */
export async function listExams({ actor, now }: Work, { phase, search, ...request }: ExamQuery) {
  const where = {
    places: { $in: editedPlaces(actor) },
    ...(phase && inPhase(phase, new Date(now))),
    ...(search && { title: { $regex: escapeRegex(search) } }),
  } as QueryFilter<ExamRecord>
  const { items, next } = await findPage<ExamRecord>(Exams, where, { closesAt: -1 }, request)
  const done = await countDone(items.map((item) => item._id))
  const names = await organizationNames(items.map(({ organizationId }) => organizationId))
  return {
    items: items.map((record) => {
      const { id, title, opensAt, closesAt, minutes } = toExam(record)
      return {
        ...{ id, title, opensAt, closesAt, minutes },
        organizationName: names.get(record.organizationId) ?? '',
        phase: phaseOf(toExam(record), now),
        questions: questionsOf(record),
        done: done.get(id) ?? 0,
      }
    }),
    next,
  }
}

async function presentPaper(work: Work, { paper }: ExamRecord) {
  if (paper.kind === 'drawn') {
    const titles = await mustUseBanks(work.actor, paper.bankIds)
    const { bankIds, rows } = paper
    return {
      kind: 'drawn' as const,
      bankIds: [...bankIds],
      bankTitles: bankIds.map((id) => titles.get(id) ?? ''),
      rows: [...rows],
    }
  }
  const chosen = await chosenQuestions(
    work.actor,
    paper.questions.map((one) => one.questionId),
  )
  return {
    kind: 'fixed' as const,
    questions: paper.questions.map(({ questionId, points }) => {
      const { kind = 'single' as const, title = '（题目已不在）', state } = chosen.get(questionId) ?? {}
      return { questionId, points, kind, title, usable: state === 'active' }
    }),
    ordered: paper.ordered ?? false,
  }
}

const ALLOWED: Readonly<Record<ExamPhase, readonly string[]>> = {
  draft: ['edit', 'publish', 'delete', 'sample', 'copy'],
  waiting: ['moveEnd', 'cancel', 'sample', 'copy', 'results'],
  open: ['moveEnd', 'end', 'cancel', 'sample', 'copy', 'results'],
  closed: ['moveEnd', 'sample', 'copy', 'results'],
  cancelled: ['copy', 'results'],
}

/** Everything that was set about an exam, with how its paper stands against the banks as they are. */
export async function readExam(work: Work, examId: string) {
  const record = await getExamFor(work.actor, examId)
  const exam = toExam(record)
  const phase = phaseOf(exam, work.now)
  const { organizationIds, posts } = exam.audience
  const names = await organizationNames([exam.organizationId, ...organizationIds])
  const { paper: _p, audience: _a, path: _t, state: _s, note = '', ...shown } = exam
  return {
    ...shown,
    note,
    organizationName: names.get(exam.organizationId) ?? '',
    audience: { organizationIds: [...organizationIds], ...(posts && { posts: [...posts] }) },
    audienceNames: organizationIds.flatMap((id) => names.get(id) ?? []),
    people: await countAudience(exam.audience),
    paper: await presentPaper(work, record),
    check: await checkPaper(work.actor, exam.paper),
    phase,
    done: (await countDone([examId])).get(examId) ?? 0,
    certificates: await countCertificates(record),
    allowed: [...ALLOWED[phase]],
  }
}

/** What a new exam begins with. @throws AppError not_found for a place the actor sets none for. */
export async function readProposal({ actor, now, today }: Work, organizationId: string | undefined) {
  const places = editedPlaces(actor)
  const organizations = (await listOrganizations({ ids: places })).map(({ id, name }) => ({ id, name }))
  const place = await getOrganization(organizationId ?? organizations[0]?.id ?? '')
  if (!QUIZ_POLICY.edit(actor, { organizationId: place.id, path: place.path }))
    throw new AppError('not_found', '没有找到这个组织，可能已被删除，或不在你的管理范围')
  const { examMinutes, examAttempts, examPassPercent } = await settingsOf(place)
  return {
    organizationId: place.id,
    organizationName: place.name,
    organizations,
    title: `${monthOf(today)}月考试`,
    opensAt: now,
    closesAt: instantAt(addDays(today, 7), '18:00'),
    minutes: examMinutes,
    attempts: examAttempts,
    passPercent: examPassPercent,
    partial: 'none' as const,
    reveal: 'submitted' as const,
    certificate: false,
  }
}

/** Questions of a paper as the person sees them before handing in. */
export async function presentItems(work: Pick<Work, 'deps' | 'today'>, items: readonly PaperItem[]) {
  const contents = await shownContents(
    work,
    items.map((item) => item.versionId),
  )
  return items.flatMap(({ versionId, points, orders }, place) => {
    const version = contents.get(versionId)
    return version ? [{ place, points, asked: askedOf(version.content, orders) }] : []
  })
}

/** 样卷 — what somebody might be asked. @throws AppError rule_broken with the shortage named. */
export async function readSample(work: Work, examId: string, seed = 0) {
  const record = await getExamFor(work.actor, examId)
  const paper = record.state === 'draft' ? await pinVersions(work.actor, record.paper) : record.paper
  return { questions: await presentItems(work, await makePaper({ ...record, paper }, `sample:${examId}:${seed}`)) }
}
