import { recordAudit } from '@cloud/core/audit'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { getOrganization } from '@cloud/modules/organizations/index'
import { countAudience, mustReachAudience, tellPlans } from '@cloud/modules/people/index'
import type { Audience } from '@shared/core/audience'
import { AppError } from '@shared/core/errors'
import { addMonths, type PlainDate } from '@shared/core/plainDate'
import { COURSE_EDITOR_ROLES, LEARNING_POLICY } from '@shared/modules/learning/policy'
import { getCourseToUse } from '../courses/access'
import type { CourseRecord } from '../courses/collection'
import { type DemandRecord, Demands } from './collection'
import { DEMAND_FACT } from './tellPlansOfCourse'

/** A demand looks no further ahead than a plan does. */
const MAX_MONTHS = 12

function checkDay(today: PlainDate, dueOn: PlainDate): void {
  if (dueOn < today) throw new AppError('invalid_input', '期限已经过了，请改成今天或以后')
  if (dueOn > addMonths(today, MAX_MONTHS)) throw new AppError('invalid_input', '期限太远了，应在一年以内')
}

/** A course the actor may ask others to learn. @throws AppError not_found, invalid_input unless it is published. */
export async function getCourseToAskFor(work: Work, courseId: string): Promise<CourseRecord> {
  const course = await getCourseToUse(work, courseId)
  if (course.state !== 'published') throw new AppError('invalid_input', '这门课程还没有发布或已停用，不能要求别人学')
  return course
}

export interface NewDemand {
  id: string
  courseId: string
  title: string
  organizationId: string
  path: string
  askedBy: string
  audience: Audience
  dueOn: PlainDate
  why: string
  /** Who asked. */
  byId: string
}

/** Puts down a demand with its audit entry, and has the plans of those it reaches computed anew. */
export async function insertDemand(work: Work, { id, ...demand }: NewDemand, people: number): Promise<void> {
  const { title, dueOn } = demand
  const record: DemandRecord = {
    ...demand,
    _id: id,
    audience: {
      organizationIds: [...new Set(demand.audience.organizationIds)],
      posts: [...new Set(demand.audience.posts ?? [])],
    },
    askedOn: work.today,
    at: new Date(work.now),
    live: true,
  }
  await Demands.create(record)
  await recordAudit(work, {
    action: 'learning.demand',
    subject: { kind: 'learningDemand', id },
    place: demand,
    summary: `要求 ${people} 人在 ${dueOn} 前学完“${title}”`,
  })
  await tellPlans(work, DEMAND_FACT, record)
}

/** Writes another day into a demand. */
export async function setDueDay(work: Work, demand: DemandRecord, dueOn: PlainDate, reason: string): Promise<void> {
  await Demands.updateOne({ _id: demand._id, live: true }, { $set: { dueOn } })
  await recordAudit(work, {
    action: 'learning.moveDemand',
    subject: { kind: 'learningDemand', id: demand._id },
    place: demand,
    summary: `“${demand.title}”的学习期限由 ${demand.dueOn} 改为 ${dueOn}（${reason}）`,
  })
  await tellPlans(work, DEMAND_FACT, demand)
}

/** Ends a demand. */
export async function endDemand(work: Work, demand: DemandRecord, reason: string): Promise<void> {
  await Demands.updateOne({ _id: demand._id, live: true }, { $set: { live: false, withdrawnBecause: reason } })
  await recordAudit(work, {
    action: 'learning.withdrawDemand',
    subject: { kind: 'learningDemand', id: demand._id },
    place: demand,
    summary: `撤回学习要求“${demand.title}”（${reason}）`,
  })
  await tellPlans(work, DEMAND_FACT, demand)
}

/** 要求学习. @returns its id and how many people it concerns. */
export async function createDemand(
  work: Work,
  draft: { courseId: string; organizationId: string; audience: Audience; dueOn: PlainDate; why: string },
): Promise<{ id: string; people: number }> {
  const { organizationId, dueOn } = draft
  const course = await getCourseToAskFor(work, draft.courseId)
  checkDay(work.today, dueOn)
  const owner = await getOrganization(organizationId)
  const place = { organizationId, path: owner.path }
  found(LEARNING_POLICY.edit(work.actor, place) ? owner : undefined, '个组织')
  await mustReachAudience(work.actor, draft.audience, COURSE_EDITOR_ROLES)
  const people = await countAudience(draft.audience)
  if (people === 0) throw new AppError('invalid_input', '选的对象里现在没有人，请重新选')
  const id = newId()
  const asker = { path: owner.path, askedBy: owner.name, byId: work.actor.personId }
  await insertDemand(work, { ...draft, ...asker, id, title: course.title }, people)
  return { id, people }
}

async function getDemandToEdit({ actor }: Work, demandId: string): Promise<DemandRecord> {
  const demand = await Demands.findById(demandId).lean<DemandRecord>()
  const there = found(demand && LEARNING_POLICY.watch(actor, demand) ? demand : undefined, '项学习要求')
  mustBeAllowed(LEARNING_POLICY.edit(actor, there), '这项要求不是你们提出的')
  if (!there.live) throw new AppError('conflict', '这项要求已经撤回')
  return there
}

/** 改期限. */
export async function moveDemand(work: Work, demandId: string, dueOn: PlainDate, reason: string): Promise<void> {
  const demand = await getDemandToEdit(work, demandId)
  checkDay(work.today, dueOn)
  await setDueDay(work, demand, dueOn, reason)
}

/** 撤回 — nobody owes it any more; what was learnt stays on record. */
export async function withdrawDemand(work: Work, demandId: string, reason: string): Promise<void> {
  await endDemand(work, await getDemandToEdit(work, demandId), reason)
}
