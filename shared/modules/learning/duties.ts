import { type Obligation, obligationKey, type Rung } from '@shared/core/obligation'
import { daysBetween, type PlainDate, yearOf } from '@shared/core/plainDate'

/** What a person is asked to learn. */
export interface LearningDemand {
  id: string
  courseId: string
  title: string
  askedBy: string
  why: string
  askedOn: PlainDate
  dueOn: PlainDate
}

export interface LearnerDemand {
  personId: string
  /** Organisation in whose register the person stands. */
  organizationId: string
  finished?: { id: string; on: PlainDate }
}

export const RULE = 'learning.course'
export const coursePage = (courseId: string): string => `/modules/learning/pages/course/index?id=${courseId}`

/** On the day it is asked, then a week, a day before and on the day. Nobody above is told about a single person. */
const ladderOf = ({ askedOn, dueOn }: LearningDemand): Rung[] => {
  const days = daysBetween(askedOn, dueOn)
  const rungs: Rung[] = [
    { id: 'asked', offsetDays: -days, to: 'owner' },
    { id: 'T-7', offsetDays: -7, to: 'owner' },
    { id: 'T-1', offsetDays: -1, to: 'owner' },
    { id: 'T', offsetDays: 0, to: 'owner' },
  ]
  return rungs.filter(({ id, offsetDays }) => id === 'asked' || -offsetDays < days)
}

/** 学一门课 — done when the course is finished. */
export function learningDuty(
  demand: LearningDemand,
  { personId, organizationId, finished }: LearnerDemand,
): Obligation {
  const { id, courseId, title, askedBy, why, askedOn, dueOn } = demand
  return {
    key: obligationKey(RULE, personId, id),
    module: 'learning',
    rule: RULE,
    owner: { kind: 'person', id: personId },
    organizationId,
    title: `学完“${title}”`,
    why: `${askedBy}要求：${why}`,
    period: String(yearOf(dueOn)),
    opensOn: askedOn,
    dueOn,
    source: { document: `${askedBy}学习要求`, article: title },
    action: { page: coursePage(courseId), label: '去学' },
    ladder: ladderOf(demand),
    ...(finished && { doneBy: { module: 'learning', id: finished.id, on: finished.on } }),
  }
}
