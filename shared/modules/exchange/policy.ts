import type { BatchState } from './model'

/** How an actor stands to an import batch. */
export interface BatchStanding {
  /** Administrator of the organisation the batch is for, or of one above it. */
  administers: boolean
  state: BatchState
  /** Its rows are still kept. */
  hasRows: boolean
  /** Within the days in which a batch can be taken back. */
  undoable: boolean
}

const inReview = (s: BatchStanding) => s.administers && s.state === 'review'

/** Who may do what with an import batch. */
export const importPolicy = {
  view: (s: BatchStanding) => s.administers,
  map: inReview,
  decide: inReview,
  commit: inReview,
  undo: (s: BatchStanding) => s.administers && s.state === 'done' && s.undoable,
  exportProblems: (s: BatchStanding) => s.administers && s.hasRows && (s.state === 'review' || s.state === 'done'),
} as const satisfies Record<string, (standing: BatchStanding) => boolean>

export type ImportAction = keyof typeof importPolicy
export const IMPORT_ACTIONS = Object.keys(importPolicy) as ImportAction[]
