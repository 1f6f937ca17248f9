import type { PlainDate } from '@shared/core/plainDate'
import type { Role } from '@shared/core/roles'

/** Offices whose holder leaves work behind; a mere committee member has no work of the own. */
export const HANDOVER_ROLES = [
  'secretary',
  'deputySecretary',
  'organizationCommissioner',
  'publicityCommissioner',
  'disciplineCommissioner',
  'groupLeader',
  'administrator',
] as const satisfies readonly Role[]

/** Seats for several people at a time: a newcomer does not replace who is there. */
export const SHARED_SEATS = ['deputySecretary', 'administrator'] as const satisfies readonly Role[]

/** 交接状态 */
export const HANDOVER_STATE_LABELS = {
  vacant: '席位空缺',
  open: '交接中',
  finished: '已接完',
  withdrawn: '已撤销',
} as const
export type HandoverState = keyof typeof HANDOVER_STATE_LABELS

/** 事项状态 — where one item stands. */
export const ITEM_STATE_LABELS = {
  waiting: '待接收',
  asked: '待答复',
  accepted: '已接收',
  settled: '已办结',
} as const
export type ItemState = keyof typeof ITEM_STATE_LABELS

/** 交接事项 — one open thing as it stood when it was listed. */
export interface HandoverItem {
  key: string
  title: string
  why: string
  dueOn?: PlainDate
  /** Where it is dealt with; what the predecessor added has none. */
  page?: string
  /** Since when it was open; absent where nobody can say. */
  since?: PlainDate
  listedOn: PlainDate
  /** Added by hand, by whom. */
  addedBy?: string
}

/** What may happen in a handover. */
export const ENTRY_LABELS = {
  add: '补充事项',
  close: '办结补充事项',
  give: '确认交清',
  accept: '接收',
  ask: '提问',
  answer: '答复',
  settle: '其间办结',
  standIn: '上级代为移交',
  finish: '接收完毕',
  correct: '更正',
  successor: '接任人变动',
  withdraw: '撤销',
  reopen: '恢复',
} as const
export type EntryKind = keyof typeof ENTRY_LABELS

/** 办理记录 — only added, never changed. */
export interface HandoverEntry {
  kind: EntryKind
  /** UTC ISO instant and its business day. */
  at: string
  on: PlainDate
  /** Empty where the service noted it by itself. */
  byId: string
  byName: string
  /** Item it is about. */
  key?: string
  text?: string
}

/** 岗位交接 — from one holder of a seat to the next. Items and entries only grow; where it stands is a fold over them. */
export interface Handover {
  id: string
  organizationId: string
  path: string
  role: Role
  /** Who leaves; null where nobody held the seat before. */
  fromId: string | null
  /** Has left the unit, or is dead: a superior hands over. */
  fromGone: boolean
  /** Last day in office; null while it is not fixed. */
  lastDay: PlainDate | null
  /** Who follows; null while the seat is empty. */
  toId: string | null
  firstDay: PlainDate | null
  openedOn: PlainDate
  items: readonly HandoverItem[]
  entries: readonly HandoverEntry[]
}

/** Items one handover may hold, and how many of them added by hand. */
export const MAX_ITEMS = 1_000
export const MAX_ADDED = 50
