import type { ObligationSource } from '@cloud/core/defineModule'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { listRegistered } from '@cloud/modules/people/index'
import { placeIdsOf, reaches } from '@shared/core/audience'
import type { Obligation } from '@shared/core/obligation'
import type { PlainDate } from '@shared/core/plainDate'
import { learningDuty, RULE } from '@shared/modules/learning/duties'
import { countsFrom } from '@shared/modules/learning/progress'
import { type CourseRecord, Courses } from '../courses/collection'
import { type CompletionRecord, Completions } from '../learners/collection'
import { PROGRESS_FACT } from '../learners/progress'
import { type DemandRecord, Demands } from './collection'
import { DEMAND_FACT } from './tellPlansOfCourse'

type Finished = Pick<CompletionRecord, '_id' | 'personId' | 'courseId' | 'on'>

async function listFinished(demands: readonly DemandRecord[], personIds: readonly string[]) {
  const rows = await Completions.find(
    { courseId: { $in: demands.map(({ courseId }) => courseId) }, personId: { $in: [...personIds] } },
    { personId: 1, courseId: 1, on: 1 },
  ).lean<Finished[]>()
  const byKey = new Map<string, Finished[]>()
  for (const row of rows) {
    const key = `${row.personId}:${row.courseId}`
    byKey.set(key, [...(byKey.get(key) ?? []), row])
  }
  return byKey
}

/** Demands of a year that may reach people who stand in these places, of courses still in use. */
async function listLive(placeIds: readonly string[], year: number): Promise<DemandRecord[]> {
  const rows = await Demands.find({
    'audience.organizationIds': { $in: [...placeIds] },
    live: true,
    dueOn: { $gte: `${year}-01-01` as PlainDate, $lte: `${year}-12-31` as PlainDate },
  }).lean<DemandRecord[]>()
  if (rows.length === 0) return []
  const courses = await Courses.find(
    { _id: { $in: rows.map(({ courseId }) => courseId) }, state: 'published' },
    { _id: 1 },
  ).lean<CourseRecord[]>()
  const inUse = new Set(courses.map(({ _id }) => _id))
  return rows.filter(({ courseId }) => inUse.has(courseId))
}

/** What people are asked to learn, in the plan of the organisation in whose register they stand. */
export const learningObligations: ObligationSource = {
  facts: [DEMAND_FACT, PROGRESS_FACT, 'people.person'],
  labels: { [RULE]: '学习课程' },
  // A day that passes opens nothing: a demand is there from the day it is made.
  turning: async () => [],
  async compute(_, organizationIds, year) {
    const organizations = await listOrganizations({ ids: organizationIds })
    const people = await listRegistered(organizations.map(({ id }) => id))
    const demands = await listLive([...new Set(people.flatMap(placeIdsOf))], year)
    if (demands.length === 0) return []
    const concerned = people.filter((person) => demands.some(({ audience }) => reaches(audience, person)))
    const finished = await listFinished(
      demands,
      concerned.map(({ id }) => id),
    )
    return concerned.flatMap((person) =>
      demands
        .filter(({ audience }) => reaches(audience, person))
        .map((demand): Obligation => {
          const { _id, courseId, title, askedBy, why, askedOn, dueOn } = demand
          const from = countsFrom(askedOn, dueOn)
          const [first] = (finished.get(`${person.id}:${courseId}`) ?? [])
            .filter(({ on }) => on >= from)
            .sort((a, b) => (a.on < b.on ? -1 : 1))
          const { id: personId, organizationId } = person
          return learningDuty(
            { id: _id, courseId, title, askedBy, why, askedOn, dueOn },
            { personId, organizationId, ...(first && { finished: { id: courseId, on: first.on } }) },
          )
        }),
    )
  },
}
