import type { Deps } from '@cloud/core/deps'
import { plainDateOf } from '@shared/core/plainDate'
import type { WorkCalendar } from '@shared/core/workCalendar'
import type { UnitSettings } from '@shared/modules/organizations/model'
import type { DeliveryReason, DeliveryState } from '@shared/modules/reminders/model'
import { hoursFor, isQuiet, ringAt } from '@shared/modules/reminders/quietHours'
import { Deliveries, type Delivery } from '../collection'
import type { Recipient } from './channel'
import { findSettledSubjects } from './findSettledSubjects'
import { isOutOfReach } from './recipients'
import { sendBundle } from './sendBundle'
import { withSendLock } from './sendLock'

/** What deciding when a phone rings needs to know. */
export interface Timing {
  calendar: WorkCalendar
  /** Settings of the organisation in which each row was addressed. */
  settings: ReadonlyMap<string, UnitSettings>
}

const settlePending = (rows: readonly Delivery[], state: DeliveryState, reason?: DeliveryReason) =>
  Deliveries.updateMany(
    { _id: { $in: rows.map((row) => row._id) }, state: 'pending' },
    { $set: { state, ...(reason && { reason }), ...(state === 'unreachable' && { unreported: 1 }) } },
  )

/** What no phone has to ring for: done, withdrawn, answered, or not wanted there. */
async function settleIdle(recipient: Recipient, rows: readonly Delivery[]): Promise<Delivery[]> {
  const settled = await findSettledSubjects(rows)
  const fate = (row: Delivery): [DeliveryState, DeliveryReason?] | undefined => {
    if (settled.has(row._id)) return ['cancelled']
    if (row.answeredOn) return ['inboxOnly', 'answered']
    if (recipient.record.hours?.emergenciesOnly && !row.urgent) return ['inboxOnly', 'ownChoice']
    return undefined
  }
  const open: Delivery[] = []
  const idle = new Map<string, Delivery[]>()
  for (const row of rows) {
    const [state, reason = ''] = fate(row) ?? []
    if (state) idle.set(`${state}|${reason}`, [...(idle.get(`${state}|${reason}`) ?? []), row])
    else open.push(row)
  }
  for (const [key, list] of idle) {
    const [state, reason] = key.split('|') as [DeliveryState, DeliveryReason | '']
    await settlePending(list, state, reason || undefined)
  }
  return open
}

interface Sorted {
  /** Messages of their own: emergencies, and what would come too late with the next digest. */
  single: Delivery[]
  digest: Delivery[]
  /** Rows by the instant until which they wait. */
  waiting: Map<string, Delivery[]>
}

function sortByTime(
  rows: readonly Delivery[],
  recipient: Recipient,
  timing: Timing,
  now: number,
  digestId: string,
  isDigestGone: boolean,
): Sorted {
  const instant = new Date(now).toISOString()
  const sorted: Sorted = { single: [], digest: [], waiting: new Map() }
  for (const row of rows) {
    const unit = timing.settings.get(row.organizationId)
    if (!unit) continue
    const hours = hoursFor(unit, recipient.record.hours)
    const begun = row.bundle === digestId && !isQuiet(hours, instant)
    const { dueOn, dueTime } = row.text
    const waiting = { kind: row.kind, urgent: row.urgent, dueOn, dueTime }
    const { at, inDigest } = begun
      ? { at: instant, inDigest: true }
      : ringAt(waiting, hours, instant, timing.calendar, isDigestGone ? plainDateOf(now) : undefined)
    if (at > instant) sorted.waiting.set(at, [...(sorted.waiting.get(at) ?? []), row])
    else (inDigest ? sorted.digest : sorted.single).push(row)
  }
  return sorted
}

/** Marks the rows of today's digest, unless another worker has sent one meanwhile. Under the person's send lock. */
async function openDigest(rows: readonly Delivery[], digestId: string): Promise<Delivery[]> {
  const begun = rows.filter((row) => row.bundle === digestId)
  if (begun.length > 0) return begun
  if (rows.length === 0 || (await Deliveries.exists({ bundle: digestId }))) return []
  const ids = { $in: rows.map((row) => row._id) }
  await Deliveries.updateMany({ _id: ids, state: 'pending' }, { $set: { bundle: digestId } })
  return Deliveries.find({ _id: ids, state: 'pending', bundle: digestId }).sort({ _id: 1 }).lean<Delivery[]>()
}

/** Brings everything one person is waiting for as far as it gets. @returns how many rows were dealt with. */
export async function dispatchTo(
  deps: Deps,
  recipient: Recipient,
  rows: readonly Delivery[],
  timing: Timing,
): Promise<number> {
  const open = await settleIdle(recipient, rows)
  if (isOutOfReach(deps, recipient)) {
    await settlePending(open, 'unreachable', 'noIdentity')
    return rows.length
  }
  const now = deps.clock.now()
  const digestId = `${recipient.personId}|${plainDateOf(now)}`
  const isDigestGone = (await Deliveries.exists({ bundle: digestId })) !== null
  const { single, digest, waiting } = sortByTime(open, recipient, timing, now, digestId, isDigestGone)
  // What another worker has put in today's digest meanwhile, and may have died with, is not put off.
  for (const [at, list] of waiting) {
    const begun = list.filter((row) => row.bundle === digestId).map((row) => row._id)
    // What another worker has put in today's digest meanwhile, and may have died with, is not put off.
    const untouched = { $or: [{ bundle: { $ne: digestId } }, { _id: { $in: begun } }] }
    await Deliveries.updateMany(
      { _id: { $in: list.map((row) => row._id) }, state: 'pending', ...untouched },
      { $set: { ringAt: new Date(at) } },
    )
  }
  const loud = single.length + digest.length
  if (loud === 0) return rows.length
  const isMine = await withSendLock(recipient.personId, now, async () => {
    for (const row of single) await sendBundle(deps, recipient, [row])
    const bundle = await openDigest(digest, digestId)
    if (bundle.length > 0) await sendBundle(deps, recipient, bundle)
  })
  return isMine ? rows.length : rows.length - loud
}
