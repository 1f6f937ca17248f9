import { pathsOver, withinPaths } from '@cloud/core/authorize'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { listOrganizations, organizationNames } from '@cloud/modules/organizations/index'
import { countAudience } from '@cloud/modules/people/index'
import { idsOn } from '@shared/core/audience'
import { addDays, addMonths, endOfMonth, monthOf, yearOf } from '@shared/core/plainDate'
import { COURSE_EDITOR_ROLES, LEARNING_POLICY, WATCHER_ROLES } from '@shared/modules/learning/policy'
import type { QueryFilter } from 'mongoose'
import { getCourseToUse } from '../courses/access'
import { listPlaces } from '../courses/list'
import { countLearners, getDemandToWatch } from './board'
import { type DemandRecord, Demands } from './collection'

async function presentDemands({ actor }: Work, demands: readonly DemandRecord[]) {
  const ids = demands.flatMap(({ audience }) => audience.organizationIds)
  const names = await organizationNames(ids)
  return demands.map((demand) => ({
    id: demand._id,
    courseId: demand.courseId,
    title: demand.title,
    organizationId: demand.organizationId,
    askedBy: demand.askedBy,
    why: demand.why,
    askedOn: demand.askedOn,
    dueOn: demand.dueOn,
    places: demand.audience.organizationIds.flatMap((id) => names.get(id) ?? []),
    posts: demand.audience.posts,
    live: demand.live,
    ...(demand.withdrawnBecause && { withdrawnBecause: demand.withdrawnBecause }),
    allowed: demand.live && LEARNING_POLICY.edit(actor, demand) ? (['move', 'withdraw'] as const).slice() : [],
  }))
}

/** Demands made at or below an office of the actor, or meant for people one is over. */
export async function readDemands(
  work: Work,
  { courseId, past, ...request }: PageRequest & { courseId?: string | undefined; past?: '1' | undefined },
) {
  const { actor, today } = work
  const above = actor.appointments.flatMap(({ path, role }) =>
    WATCHER_ROLES.some((own) => own === role) ? idsOn(path) : [],
  )
  const where = {
    $and: [
      {
        $or: [
          withinPaths(pathsOver(actor, COURSE_EDITOR_ROLES)),
          { 'audience.organizationIds': { $in: [...new Set(above)] } },
        ],
      },
      past ? { $or: [{ live: false }, { dueOn: { $lt: today } }] } : { live: true, dueOn: { $gte: today } },
      ...(courseId ? [{ courseId }] : []),
    ],
  } as QueryFilter<DemandRecord>
  const { items, next } = await findPage<DemandRecord>(Demands, where, { dueOn: past ? -1 : 1 }, request)
  return { items: await presentDemands(work, items), next }
}

export async function readDemand(work: Work, demandId: string) {
  const demand = await getDemandToWatch(work, demandId)
  const [shown] = await presentDemands(work, [demand])
  if (!shown) throw new Error('no demand')
  return { ...shown, ...(await countLearners(work, demand)) }
}

/** Organisations offered as those a course may be asked of. */
const MAX_PLACES = 100

/** The end of this month, or of the next when that is less than a week away. */
function usualDay(today: DemandRecord['dueOn']) {
  const end = endOfMonth(yearOf(today), monthOf(today))
  if (end >= addDays(today, 7)) return end
  const next = addMonths(today, 1)
  return endOfMonth(yearOf(next), monthOf(next))
}

/** 提出学习要求 with everything filled in that is known: who asks, whom, by when. */
export async function proposeDemand(work: Work, query: { courseId: string; organizationId?: string | undefined }) {
  const { actor } = work
  const course = await getCourseToUse(work, query.courseId)
  const askers = await listPlaces(actor)
  const organizationId = askers.find(({ id }) => id === query.organizationId)?.id ?? askers[0]?.id ?? ''
  const reaches = pathsOver(actor, COURSE_EDITOR_ROLES)
  const own = reaches.flatMap((path) => idsOn(path).at(-1) ?? [])
  const below = []
  for (const pathPrefix of reaches)
    below.push(...(await listOrganizations({ pathPrefix })).filter(({ dissolvedOn }) => dissolvedOn === undefined))
  const ordered = [...below.filter(({ id }) => own.includes(id)), ...below.filter(({ id }) => !own.includes(id))]
  const places = []
  for (const { id, name } of ordered.slice(0, MAX_PLACES)) {
    const people = await countAudience({ organizationIds: [id] })
    if (people > 0) places.push({ id, name, people })
  }
  return {
    courseId: course._id,
    title: course.title,
    minutes: course.minutes,
    organizationId,
    askers,
    places,
    dueOn: usualDay(work.today),
    why: `按期学完“${course.title}”`,
  }
}
