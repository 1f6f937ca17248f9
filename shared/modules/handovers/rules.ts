import { addDays, laterOf, type PlainDate } from '@shared/core/plainDate'
import type { Role } from '@shared/core/roles'
import { toWorkingDay, type WorkCalendar } from '@shared/core/workCalendar'
import {
  type Handover,
  type HandoverEntry,
  type HandoverItem,
  type HandoverState,
  type ItemState,
  SHARED_SEATS,
} from './model'

/** An appointment to the seat, as it stands on record. */
export interface SeatTerm {
  id: string
  personId: string
  from: PlainDate
  to: PlainDate | null
  imported: boolean
}

/** One change of holder the seat's appointments call for. */
export interface SeatChange {
  /** `out-` or `in-` and the appointment that causes it: the same change is never opened twice. */
  cause: string
  fromId: string | null
  lastDay: PlainDate | null
  toId: string | null
  toTermId: string | null
  firstDay: PlainDate | null
}

/** An organisation this young is still being set up: its first office holders take nothing over. */
export const SETTLING_DAYS = 30
/** What changed longer ago is history that was entered late. */
export const RECENT_DAYS = 60

const lasts = (term: SeatTerm, day: PlainDate): boolean => term.to === null || term.to >= day
const byStart = (a: SeatTerm, b: SeatTerm): number =>
  a.from !== b.from ? (a.from < b.from ? -1 : 1) : a.id < b.id ? -1 : 1

function successorOf(term: SeatTerm, others: readonly SeatTerm[], today: PlainDate): SeatTerm | undefined {
  const { to } = term
  const follow = others.filter((other) => lasts(other, today) && (to === null || other.to === null || other.to > to))
  // Whoever came later follows; where nobody did, a colleague who stays.
  return follow.find((other) => byStart(other, term) > 0) ?? (to === null ? undefined : follow[0])
}

/** 任免引起的交接 — every change of holder in one seat, from its appointments alone. A renewed term of the same person is none. */
export function seatChanges(
  role: Role,
  terms: readonly SeatTerm[],
  enteredOn: PlainDate,
  today: PlainDate,
): SeatChange[] {
  const shared = (SHARED_SEATS as readonly Role[]).includes(role)
  const sorted = [...terms].sort(byStart)
  const changes: SeatChange[] = []
  for (const [i, term] of sorted.entries()) {
    const { to } = term
    const renewed = sorted.some(
      (t) => t !== term && t.personId === term.personId && (t.to === null || (to && t.to > to)),
    )
    const others = sorted.filter((other) => other.personId !== term.personId)
    const next = successorOf(term, others, today)
    const followed = (t: SeatTerm | undefined) => ({
      toId: t?.personId ?? null,
      toTermId: t?.id ?? null,
      firstDay: t?.from ?? null,
    })
    if (i === 0 && !term.imported && term.from > addDays(enteredOn, SETTLING_DAYS))
      changes.push({
        cause: `in-${term.id}`,
        fromId: null,
        lastDay: null,
        ...followed(lasts(term, today) ? term : next),
      })
    if (renewed || (to === null && (shared || !next))) continue
    changes.push({ cause: `out-${term.id}`, fromId: term.personId, lastDay: to, ...followed(next) })
  }
  return changes
}

/** Did it happen lately, or is it still to come? Only then a handover opens. */
export function isRecent({ lastDay, firstDay }: Pick<SeatChange, 'lastDay' | 'firstDay'>, today: PlainDate): boolean {
  const days = [lastDay, firstDay].filter((day) => day !== null)
  return days.some((day) => day >= addDays(today, -RECENT_DAYS))
}

const lastOf = (
  entries: readonly HandoverEntry[],
  kinds: readonly HandoverEntry['kind'][],
): HandoverEntry | undefined => entries.filter((entry) => kinds.includes(entry.kind)).slice(-1)[0]

/** Where a handover stands: a fold over its entries. */
export function stateOf({ entries, toId }: Pick<Handover, 'entries' | 'toId'>): HandoverState {
  if (lastOf(entries, ['withdraw', 'reopen'])?.kind === 'withdraw') return 'withdrawn'
  if (entries.some((entry) => entry.kind === 'finish')) return 'finished'
  return toId === null ? 'vacant' : 'open'
}

export const isEnded = (state: HandoverState): boolean => state === 'finished' || state === 'withdrawn'

/** Who hands over: the superior who stands in, else the predecessor; null where any superior may. */
export const giverOf = ({
  entries,
  fromId,
  fromGone,
}: Pick<Handover, 'entries' | 'fromId' | 'fromGone'>): string | null =>
  lastOf(entries, ['standIn'])?.byId ?? (fromGone ? null : fromId)

/** What newly becomes open is listed until the successor is in office; from then on it is the successor's own. */
export const isCollecting = ({ firstDay }: Pick<Handover, 'firstDay'>, today: PlainDate): boolean =>
  firstDay === null || today < firstDay

/** Did it come up in the predecessor's time? What came later is no business of somebody who has left the office. */
export const isOfPredecessor = (
  item: Pick<HandoverItem, 'since' | 'listedOn' | 'addedBy'>,
  { lastDay, fromId }: Pick<Handover, 'lastDay' | 'fromId'>,
): boolean =>
  fromId !== null && (item.addedBy === fromId || lastDay === null || (item.since ?? item.listedOn) <= lastDay)

/** Can whoever hands over know of it? */
export const mayBeAsked = (
  item: HandoverItem,
  handover: Pick<Handover, 'lastDay' | 'fromId' | 'fromGone' | 'entries'>,
) => giverOf(handover) !== handover.fromId || handover.fromId === null || isOfPredecessor(item, handover)

export interface ShownItem extends HandoverItem {
  state: ItemState
  /** Questions, answers and what else was said about it, oldest first. */
  talk: readonly HandoverEntry[]
}

/**
 * The items as they stand. What the facts no longer call open is settled by itself, and open again when they do; what was accepted
 * stays accepted. `openKeys` is null once the handover has ended: then what was noted at the end counts.
 */
export function showItems(
  handover: Pick<Handover, 'items' | 'entries'>,
  openKeys: ReadonlySet<string> | null,
): ShownItem[] {
  const talks = new Map<string, HandoverEntry[]>()
  for (const entry of handover.entries) {
    if (!entry.key) continue
    const talk = talks.get(entry.key)
    if (talk) talk.push(entry)
    else talks.set(entry.key, [entry])
  }
  return handover.items.map((item) => {
    const talk = talks.get(item.key) ?? []
    return { ...item, talk, state: itemState(item, talk, openKeys) }
  })
}

function itemState(
  item: HandoverItem,
  talk: readonly HandoverEntry[],
  openKeys: ReadonlySet<string> | null,
): ItemState {
  if (talk.some((entry) => entry.kind === 'accept')) return 'accepted'
  if (talk.some((entry) => entry.kind === 'close' || entry.kind === 'settle')) return 'settled'
  if (!item.addedBy && openKeys && !openKeys.has(item.key)) return 'settled'
  return lastOf(talk, ['ask', 'answer'])?.kind === 'ask' ? 'asked' : 'waiting'
}

/** Items that still stand between the parties. */
export const isPending = ({ state }: Pick<ShownItem, 'state'>): boolean => state === 'waiting' || state === 'asked'

/** Day by which everything is to be taken over: so many days after both the change and its entry, on a working day. */
export function dueDay(
  { openedOn, lastDay, firstDay }: Pick<Handover, 'openedOn' | 'lastDay' | 'firstDay'>,
  days: number,
  calendar: WorkCalendar,
): PlainDate {
  const start = laterOf(openedOn, laterOf(lastDay ?? openedOn, firstDay ?? openedOn))
  return toWorkingDay(calendar, addDays(start, days), 'after')
}

/** Who answers above a seat: secretary, else deputy, else administrator of the nearest place; of its own one for lesser seats. */
export function superiorOf(
  seat: Pick<Handover, 'path' | 'role'>,
  holders: readonly { personId: string; organizationId: string; role: Role }[],
  except: readonly (string | null)[] = [],
): string | undefined {
  const above = seat.path.split('/').filter(Boolean).reverse()
  const places = seat.role === 'secretary' || seat.role === 'groupLeader' ? above.slice(1) : above
  for (const place of places)
    for (const role of ['secretary', 'deputySecretary', 'administrator'] as const) {
      const holder = holders.find((h) => h.organizationId === place && h.role === role && !except.includes(h.personId))
      if (holder) return holder.personId
    }
  const [own] = above
  return holders.find((h) => h.organizationId === own && h.role === 'administrator' && !except.includes(h.personId))
    ?.personId
}
