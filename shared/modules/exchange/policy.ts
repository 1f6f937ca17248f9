import type { BatchState } from './model'

/** How an actor stands to an import batch. */
export interface BatchStanding {
  /** Of a roster or change: administrator of its organisation, or of one above it. Of questions: keeps the bank they go into. */
  inCharge: boolean
  state: BatchState
  /** Its rows are still kept. */
  hasRows: boolean
  /** Within the days in which a batch can be taken back. */
  undoable: boolean
  /** A change for many: it has no sheet whose rows could be decided one by one. */
  isChange: boolean
  /** It came from a roster, whose columns can be mapped in another way. */
  isRoster: boolean
}

const inReview = (s: BatchStanding) => s.inCharge && s.state === 'review'
const inSheet = (s: BatchStanding) => inReview(s) && !s.isChange

/** Who may do what with an import batch. */
export const importPolicy = {
  view: (s: BatchStanding) => s.inCharge,
  map: (s: BatchStanding) => inSheet(s) && s.isRoster,
  decide: inSheet,
  commit: inReview,
  // A change that was cut off stands in review again with a part of it written.
  undo: (s: BatchStanding) => s.inCharge && s.undoable && (s.state === 'done' || (s.isChange && s.state === 'review')),
  exportProblems: (s: BatchStanding) =>
    s.inCharge && s.hasRows && !s.isChange && (s.state === 'review' || s.state === 'done'),
} as const satisfies Record<string, (standing: BatchStanding) => boolean>

export type ImportAction = keyof typeof importPolicy
export const IMPORT_ACTIONS = Object.keys(importPolicy) as ImportAction[]
