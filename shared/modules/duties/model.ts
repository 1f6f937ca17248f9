import type { ObligationState, PlannedObligation } from '@shared/core/obligation'
import type { PlainDate } from '@shared/core/plainDate'

/** Rule of the extra items a branch adds to its own plan. */
export const LOCAL_RULE = 'duties.localItem'

/** What the Today page can show of one owner: the items that are open, those that slip first at the front. */
export const BOARD_ITEMS = 20

/** Longest plan of one organisation and year that is served in one answer; what the rules ask of the largest one is half of it. */
export const MAX_PLAN = 2_000
/** Items a unit may add to its own plan of a year. */
export const MAX_LOCAL_ITEMS = 500

/** 任务 — one obligation of a year's plan as it is kept. */
export interface Duty extends PlannedObligation {
  /** Materialised path of its organisation. */
  path: string
  year: number
}

/** The verb of every duty that asks a person to check what is filled already: leave, minutes, figures. */
export const CHECK_VERB = '核对'

/** One open item of a board; where it stands is derived from its days when it is read. */
export interface BoardItem {
  key: string
  title: string
  why: string
  opensOn: PlainDate
  dueOn: PlainDate
  dueTime?: string
  /** Organisation in whose plan it stands. */
  organizationId: string
  action: { page: string; label: string }
  source: { document: string; article: string }
}

/** 全年任务 — what the ring of one year needs, valid on every day of it: sorted days instead of counts that age. */
export interface YearMarks {
  year: number
  done: number
  /** Due days of what is open. */
  due: readonly PlainDate[]
  /** Days from which what is open deserves attention. */
  attention: readonly PlainDate[]
}

/** 一类任务的进度 — of one rule in one plan and year: what is done, and the days of what is open. */
export interface RuleMarks {
  rule: string
  done: number
  /** Due day and first day of attention of each open duty, twenty characters each: thousands are read at once. */
  open: string
}

/** 全年进度 — the counts of a ring; what was waived is not counted. */
export interface Ring {
  total: number
  done: number
  slipping: number
  overdue: number
  ahead: number
}

/** 需要帮助 — filters of a superior's board: something overdue or slipping, or neither. */
export const HELP_LABELS = {
  help: '需要帮助',
  overdue: '已逾期',
  slipping: '可能误期',
  fine: '按期进行',
} as const
export type HelpState = keyof typeof HELP_LABELS

/** 看哪一级 — every organisation that has a plan, or those directly below with all that is theirs added up. */
export const LEVEL_LABELS = { each: '各组织', next: '下一级' } as const
export type BoardLevel = keyof typeof LEVEL_LABELS

export const RING_LABELS = {
  done: '已完成',
  slipping: '可能误期',
  overdue: '已逾期',
  ahead: '尚未到期',
} as const satisfies Record<Exclude<keyof Ring, 'total'>, string>

/** How serious a state is, for icons and colours; the word always stands beside it. */
export const STATE_TONES = {
  done: 'ok',
  waived: 'idle',
  overdue: 'bad',
  slipping: 'warn',
  open: 'idle',
  ahead: 'idle',
} as const satisfies Record<ObligationState, 'ok' | 'warn' | 'bad' | 'idle'>

/** The parts of a ring in drawing order, each with its word. */
export const ringParts = ({ done, slipping, overdue, ahead }: Ring) => [
  { label: RING_LABELS.done, value: done, tone: 'ok' as const },
  { label: RING_LABELS.slipping, value: slipping, tone: 'warn' as const },
  { label: RING_LABELS.overdue, value: overdue, tone: 'bad' as const },
  { label: RING_LABELS.ahead, value: ahead, tone: 'idle' as const },
]
