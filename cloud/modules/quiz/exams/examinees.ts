import { recordAudit } from '@cloud/core/audit'
import { pathsOver } from '@cloud/core/authorize'
import type { Page, PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { tableFile } from '@cloud/core/table/tableFile'
import { listOrganizations, organizationNames } from '@cloud/modules/organizations/index'
import { type AudienceMember, listAudienceGroups, pageOfAudience } from '@cloud/modules/people/index'
import { type Audience, reaches } from '@shared/core/audience'
import {
  EXAMINEES_TABLE,
  type ExamineeRow,
  type ExamineeState,
  examineeState,
} from '@shared/modules/quiz/exams/examinees'
import { QUIZ_EDITOR_ROLES } from '@shared/modules/quiz/policy'
import { type AttemptRecord, Attempts, type ExamRecord } from './collection'
import { getExamFor } from './queries'

/** People looked at in one go where not all of them are shown. */
const AT_ONCE = 1_000
/** Organisations and teams offered to narrow the list. */
const MOST_PLACES = 200

interface Filter {
  state?: ExamineeState | undefined
  organizationId?: string | undefined
  teamId?: string | undefined
  search?: string | undefined
}

type Taken = Pick<AttemptRecord, '_id' | 'personId' | 'state' | 'score' | 'full' | 'passed' | 'submittedAt' | 'counts'>
const TAKEN = { personId: 1, state: 1, score: 1, full: 1, passed: 1, submittedAt: 1, counts: 1 } as const

interface Examinee extends AudienceMember {
  state: ExamineeState
  attempts: Taken[]
}

/** Is this somebody the actor looks after, by the register or by the team? */
const watchedBy = ({ actor }: Work) => {
  const paths = pathsOver(actor, QUIZ_EDITOR_ROLES)
  const isOver = (place: string | undefined) => place !== undefined && paths.some((path) => place.startsWith(path))
  return ({ path, teamPath }: AudienceMember): boolean => isOver(path) || isOver(teamPath)
}

async function attemptsOf(examId: string, people: readonly AudienceMember[]): Promise<Examinee[]> {
  const rows = await Attempts.find({ examId, personId: { $in: people.map(({ id }) => id) } }, TAKEN).lean<Taken[]>()
  const byPerson = new Map<string, Taken[]>()
  for (const row of rows) byPerson.set(row.personId, [...(byPerson.get(row.personId) ?? []), row])
  return people.map((person) => {
    const attempts = byPerson.get(person.id) ?? []
    return { ...person, attempts, state: examineeState(attempts) }
  })
}

/** Only one register or team is read where one is asked for; whom of them the exam is meant for is looked at person by person. */
const narrowed = ({ audience }: ExamRecord, { teamId, organizationId }: Filter): Audience => {
  const place = teamId ?? organizationId
  return place ? { ...audience, organizationIds: [place] } : audience
}

async function pageOfExaminees(
  work: Work,
  exam: ExamRecord,
  filter: Filter,
  request: PageRequest,
): Promise<Page<Examinee>> {
  const { state, organizationId, teamId, search } = filter
  const isWatched = watchedBy(work)
  const fits = (person: AudienceMember): boolean =>
    isWatched(person) &&
    reaches(exam.audience, person) &&
    (organizationId === undefined || person.organizationId === organizationId) &&
    (teamId === undefined || person.teamId === teamId) &&
    (search === undefined || person.name.includes(search))
  const isWhole = state === undefined && search === undefined
  const atOnce = isWhole ? (request.limit ?? 50) : AT_ONCE
  return pageOfAudience(narrowed(exam, filter), request, atOnce, async (people) => {
    const examinees = await attemptsOf(exam._id, people.filter(fits))
    return state === undefined ? examinees : examinees.filter((one) => one.state === state)
  })
}

async function present(page: Page<Examinee>): Promise<Page<ExamineeRow>> {
  const ids = page.items.flatMap(({ organizationId, teamId }) => [organizationId, ...(teamId ? [teamId] : [])])
  const names = await organizationNames(ids)
  const items = page.items.map(({ id, name, organizationId, teamId, state, attempts }) => {
    const { score, full, passed = false, submittedAt } = attempts.find(({ counts }) => counts) ?? {}
    return {
      ...{ id, name, state },
      organizationName: names.get(organizationId) ?? '',
      teamName: teamId ? (names.get(teamId) ?? '') : '',
      attempts: attempts.length,
      ...(score !== undefined &&
        full !== undefined &&
        submittedAt && { outcome: { score, full, passed, submittedAt: submittedAt.toISOString() } }),
    }
  })
  return { items, next: page.next }
}

/** 交卷名单 — everybody an exam is meant for and the actor looks after, by register and name. @throws AppError not_found. */
export async function readExaminees(work: Work, examId: string, query: Filter & PageRequest) {
  const exam = await getExamFor(work.actor, examId)
  return present(await pageOfExaminees(work, exam, query, query))
}

/** Organisations and teams of those the actor sees in the list, in the order of the tree. @throws AppError not_found. */
export async function readExamineePlaces({ actor }: Work, examId: string) {
  const exam = await getExamFor(actor, examId)
  const { organizationIds, teamIds } = await listAudienceGroups(exam.audience, pathsOver(actor, QUIZ_EDITOR_ROLES))
  const places = await listOrganizations({ ids: [...organizationIds, ...teamIds] })
  const ordered = places.sort((a, b) => (a.path < b.path ? -1 : 1)).map(({ id, name }) => ({ id, name }))
  const presentPlaces = (ids: readonly string[]) => {
    const wanted = new Set(ids)
    return ordered.filter(({ id }) => wanted.has(id)).slice(0, MOST_PLACES)
  }
  return {
    organizations: presentPlaces(organizationIds),
    teams: presentPlaces(teamIds),
    more: Math.max(organizationIds.length, teamIds.length) > MOST_PLACES,
  }
}

/** The same as a file, with the columns on the screen. @throws AppError not_found, too_large. */
export async function exportExaminees(
  work: Work,
  examId: string,
  { columns, ...filter }: Filter & { columns: readonly string[] },
) {
  const exam = await getExamFor(work.actor, examId)
  const { rows, ...table } = await tableFile(EXAMINEES_TABLE, columns, work.today, async (request) =>
    present(await pageOfExaminees(work, exam, filter, request)),
  )
  await recordAudit(work, {
    action: 'quiz.exportExaminees',
    subject: { kind: 'exam', id: examId },
    place: { organizationId: exam.organizationId, path: exam.path },
    summary: `导出考试“${exam.title}”的交卷名单 ${rows} 人，列：${columns.join('、')}`,
  })
  return { ...table, fileName: `${exam.title}-${table.fileName}` }
}
