import type { PlainDate } from '@shared/core/plainDate'

/** Why a course comes next. */
export type NextReason = 'demand' | 'begun' | 'post' | 'new'

/** A course somebody could go on with now. */
export interface NextCandidate {
  courseId: string
  why: NextReason
  /** Of what is asked for. */
  dueOn?: PlainDate
  /** Of what was begun: when it was last opened, UTC ISO. */
  lastAt?: string
  /** Cannot be begun before another course is finished. */
  blocked: boolean
}

const WEIGHT = { demand: 0, begun: 1, post: 2, new: 3 } as const satisfies Record<NextReason, number>

function compare(a: NextCandidate, b: NextCandidate): number {
  if (a.why !== b.why) return WEIGHT[a.why] - WEIGHT[b.why]
  if (a.dueOn !== b.dueOn) return (a.dueOn ?? '9') < (b.dueOn ?? '9') ? -1 : 1
  if (a.lastAt !== b.lastAt) return (a.lastAt ?? '') > (b.lastAt ?? '') ? -1 : 1
  return 0
}

/** 接着学哪一门 — what is asked for by its day, then what was begun last, then what the post needs, then anything. */
export const chooseNext = (candidates: readonly NextCandidate[]): NextCandidate | undefined =>
  candidates.filter(({ blocked }) => !blocked).sort(compare)[0]
