import type { PlainDate } from '@shared/core/plainDate'
import type { Role } from '@shared/core/roles'
import type { Deps } from './deps'

/** 席位 — an office in an organisation, and who holds or held it. */
export interface Seat {
  organizationId: string
  path: string
  role: Role
  personId: string
}

/** 未办结事项 — one thing that is open in a seat, derived from facts; whoever takes the seat over has to know of it. */
export interface OpenMatter {
  /** Stable for as long as it is open: `meetings.minutes-<id>`. At most 120 characters of `[\w.:-]`. */
  key: string
  title: string
  why: string
  dueOn?: PlainDate
  /** Day since which it has been open as it is told here; absent where nobody can say. */
  since?: PlainDate
  /** Where it is dealt with. */
  page: string
}

/** What a module knows to be open in a seat; the most pressing first, a few hundred at most. Called for one seat at a time. */
export type OpenMatterSource = (deps: Deps, seat: Seat, today: PlainDate) => Promise<OpenMatter[]>
