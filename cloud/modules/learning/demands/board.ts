import { found } from '@cloud/core/authorize'
import type { PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { tableFile } from '@cloud/core/table/tableFile'
import { listOrganizations, organizationNames } from '@cloud/modules/organizations/index'
import { type AudienceMember, pageOfAudience, pagesOfEverybody } from '@cloud/modules/people/index'
import { AppError } from '@shared/core/errors'
import type { PlainDate } from '@shared/core/plainDate'
import type { LearnerState } from '@shared/modules/learning/model'
import { LEARNING_POLICY } from '@shared/modules/learning/policy'
import { countsFrom, learnerState } from '@shared/modules/learning/progress'
import type { GroupRow, LearnerRow } from '@shared/modules/learning/rows'
import { LEARNERS_TABLE } from '@shared/modules/learning/table'
import { Courses } from '../courses/collection'
import { type CompletionRecord, Completions, LearnerProgress, type LearnerProgressRecord } from '../learners/collection'
import { type DemandRecord, Demands } from './collection'

/** People looked at in one go. */
const AT_ONCE = 1_000

interface Learner extends AudienceMember {
  state: LearnerState
  done: number
  doneOn?: PlainDate
}

/** A demand the actor may look into: made by those below him, or meant for people he is over. @throws AppError not_found. */
export async function getDemandToWatch({ actor }: Work, demandId: string): Promise<DemandRecord> {
  const demand = found(await Demands.findById(demandId).lean<DemandRecord>(), '项学习要求')
  const places = await listOrganizations({ ids: demand.audience.organizationIds })
  const touches = (path: string) =>
    actor.appointments.some((office) => path.startsWith(office.path) || office.path.startsWith(path))
  const mayWatch =
    LEARNING_POLICY.watch(actor, demand) || places.some(({ path }) => touches(path)) || touches(demand.path)
  return found(mayWatch ? demand : undefined, '项学习要求')
}

/** Is this somebody the actor looks after, by the register or by the team? */
const isWatched = ({ actor }: Work, { path, teamPath }: AudienceMember): boolean =>
  [path, teamPath].some((one) => one !== undefined && LEARNING_POLICY.watch(actor, { organizationId: 'x', path: one }))

/** How far each of these people is with what is asked. */
async function standingsOf(demand: DemandRecord, people: readonly AudienceMember[]): Promise<Learner[]> {
  const { courseId, askedOn, dueOn } = demand
  const where = { courseId, personId: { $in: people.map(({ id }) => id) } }
  const progress = await LearnerProgress.find(where).lean<LearnerProgressRecord[]>()
  const finished = await Completions.find(
    { ...where, on: { $gte: countsFrom(askedOn, dueOn) } },
    { personId: 1, on: 1 },
  ).lean<Pick<CompletionRecord, 'personId' | 'on'>[]>()
  const mine = new Map(progress.map((row) => [row.personId, row]))
  const doneOn = new Map<string, PlainDate>()
  for (const { personId, on } of finished) {
    const before = doneOn.get(personId)
    if (!before || on < before) doneOn.set(personId, on)
  }
  return people.map((person) => {
    const row = mine.get(person.id)
    const day = doneOn.get(person.id)
    // Finished before it counted: to be learnt again, nothing of it is done yet.
    const isOld = !day && row?.doneOn !== undefined
    const started = row?.startedAt !== undefined && !isOld ? 1 : 0
    return {
      ...person,
      state: learnerState(started, day !== undefined),
      done: isOld ? 0 : (row?.done.length ?? 0),
      ...(day && { doneOn: day }),
    }
  })
}

/** Everybody a demand concerns and the actor looks after, a page of the register at a time. */
async function* learnersOf(work: Work, demand: DemandRecord) {
  for await (const people of pagesOfEverybody(demand.audience, AT_ONCE)) {
    const watched = people.filter((person) => isWatched(work, person))
    yield { learners: await standingsOf(demand, watched) }
  }
}

export async function countLearners(work: Work, demand: DemandRecord) {
  const counts = { people: 0, done: 0, started: 0, none: 0 }
  for await (const { learners } of learnersOf(work, demand))
    for (const { state } of learners) {
      counts.people += 1
      counts[state] += 1
    }
  return counts
}

/** By organisation or team, in the order of the tree. */
export async function readGroups(
  work: Work,
  demandId: string,
  { by, cursor, limit = 50 }: PageRequest & { by: 'organization' | 'team' },
) {
  const demand = await getDemandToWatch(work, demandId)
  const groups = new Map<string, GroupRow & { path: string }>()
  for await (const { learners } of learnersOf(work, demand))
    for (const { organizationId, path, teamId, teamPath, state } of learners) {
      const id = by === 'team' ? (teamId ?? '') : organizationId
      const group = groups.get(id) ?? {
        id,
        path: by === 'team' ? (teamPath ?? '') : path,
        name: '',
        people: 0,
        done: 0,
        started: 0,
        none: 0,
      }
      group.people += 1
      group[state] += 1
      groups.set(id, group)
    }
  const all = [...groups.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  const from = cursor ? all.findIndex(({ id }) => id === cursor) + 1 : 0
  if (cursor && from === 0) throw new AppError('invalid_input', '翻页标记无效，请从第一页重新打开')
  const shown = all.slice(from, from + limit)
  const names = await organizationNames(shown.flatMap(({ id }) => id || []))
  return {
    items: shown.map(({ path: _, ...group }) => ({
      ...group,
      name: names.get(group.id) ?? (group.id === '' ? '没有编入班组' : '已不在的组织'),
    })),
    next: from + shown.length < all.length ? (shown.at(-1)?.id ?? null) : null,
  }
}

interface PeopleFilter {
  state?: LearnerState | undefined
  placeId?: string | undefined
}

async function presentLearners(demand: DemandRecord, learners: readonly Learner[]): Promise<LearnerRow[]> {
  const ids = learners.flatMap(({ organizationId, teamId }) => [organizationId, ...(teamId ? [teamId] : [])])
  const names = await organizationNames(ids)
  const lessons = (await Courses.findById(demand.courseId, { lessons: 1 }).lean())?.lessons ?? 0
  return learners.map(({ id, name, organizationId, teamId, state, done, doneOn }) => ({
    id,
    name,
    organizationName: names.get(organizationId) ?? '',
    teamName: teamId ? (names.get(teamId) ?? '') : '',
    state,
    done: state === 'done' ? lessons : Math.min(done, lessons),
    lessons,
    ...(doneOn && { doneOn }),
  }))
}

/** Who is how far, by register and name. */
const pageOfPeople = (work: Work, demand: DemandRecord, { state, placeId }: PeopleFilter, request: PageRequest) =>
  pageOfAudience(demand.audience, request, AT_ONCE, async (people) => {
    const learners = await standingsOf(
      demand,
      people.filter((person) => isWatched(work, person)),
    )
    return learners.filter(
      (one) =>
        (state === undefined || one.state === state) &&
        (placeId === undefined || one.organizationId === placeId || one.teamId === placeId),
    )
  })

export async function readPeople(work: Work, demandId: string, query: PeopleFilter & PageRequest) {
  const demand = await getDemandToWatch(work, demandId)
  const { items, next } = await pageOfPeople(work, demand, query, query)
  return { items: await presentLearners(demand, items), next }
}

export async function exportPeople(
  work: Work,
  demandId: string,
  { columns, ...filter }: PeopleFilter & { columns: readonly string[] },
) {
  const demand = await getDemandToWatch(work, demandId)
  const { rows: _, ...table } = await tableFile(LEARNERS_TABLE, columns, work.today, async (request) => {
    const { items, next } = await pageOfPeople(work, demand, filter, request)
    return { items: await presentLearners(demand, items), next }
  })
  return { ...table, fileName: `${demand.title}-${table.fileName}` }
}
