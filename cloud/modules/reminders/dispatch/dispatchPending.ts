import { newId } from '@cloud/core/database/id'
import type { Deps } from '@cloud/core/deps'
import { findReach, type Reach } from '@cloud/modules/accounts/index'
import { plainDateOf } from '@shared/core/plainDate'
import type { DeliveryReason, DeliveryState } from '@shared/modules/reminders/model'
import { isWaking } from '@shared/modules/reminders/quietHours'
import { Deliveries, type Delivery } from '../collection'
import { phoneOf, refundCredit } from './credits'
import { findSettledSubjects } from './findSettledSubjects'
import { sendBundle } from './sendBundle'
import { withSendLock } from './sendLock'

const BATCH = 500
/** Phones written to at the same time. */
const ABREAST = 8
/** A worker that has not said what became of a row for this long is dead. */
const INTERRUPTED_MS = 120_000

const settlePending = (ids: readonly string[], state: DeliveryState, reason?: DeliveryReason) =>
  Deliveries.updateMany(
    { _id: { $in: [...ids] }, state: 'pending' },
    { $set: { state, ...(reason && { reason }), ...(state === 'unreachable' && { unreported: 1 }) } },
  )

const idsOf = (rows: readonly Delivery[]): string[] => rows.map((row) => row._id)

/**
 * A process died between taking a row and noting WeChat's answer: nobody knows whether the message went out, so it is not sent
 * again; the inbox has it. The credit comes back: if it was used after all, WeChat says so at the next message (43101).
 */
async function settleInterrupted(deps: Deps): Promise<void> {
  const before = new Date(deps.clock.now() - INTERRUPTED_MS)
  const rows = await Deliveries.find({ state: 'sending', claimedAt: { $lt: before } })
    .limit(BATCH)
    .lean<Delivery[]>()
  if (rows.length === 0) return
  const reach = await findReach(deps, [...new Set(rows.map((row) => row.recipientId))])
  for (const claim of new Set(rows.map((row) => row.claim))) {
    const mine = rows.filter((row) => row.claim === claim)
    const [first] = mine
    const { modifiedCount } = await Deliveries.updateMany(
      { _id: { $in: idsOf(mine) }, state: 'sending', claim: claim ?? '' },
      { $set: { state: 'inboxOnly', reason: 'interrupted' } },
    )
    const openId = first && reach.get(first.recipientId)?.openId
    const template = first && deps.config.wechatTemplates[first.template]
    if (modifiedCount > 0 && openId && template) await refundCredit(phoneOf(deps, openId), template.id)
  }
}

/** One message for all duties of a person, one for each notice. */
function bundlesOf(rows: readonly Delivery[]): Delivery[][] {
  const duties = rows.filter((row) => row.kind !== 'notice')
  const notices = rows.filter((row) => row.kind === 'notice').map((row) => [row])
  return duties.length > 0 ? [...notices, duties] : notices
}

/** Takes rows for this worker; what another one took meanwhile is not among them. */
async function claimRows(rows: readonly Delivery[], claim: string, now: number): Promise<Delivery[]> {
  const ids = { $in: idsOf(rows) }
  await Deliveries.updateMany(
    { _id: ids, state: 'pending' },
    { $set: { state: 'sending', claim, claimedAt: new Date(now) } },
  )
  return Deliveries.find({ _id: ids, state: 'sending', claim }).sort({ _id: 1 }).lean<Delivery[]>()
}

async function sendToPhone(deps: Deps, openId: string, rows: readonly Delivery[]): Promise<number> {
  let handled = 0
  await withSendLock(phoneOf(deps, openId), deps.clock.now(), async () => {
    for (const bundle of bundlesOf(rows)) {
      const claim = newId()
      const claimed = await claimRows(bundle, claim, deps.clock.now())
      handled += claimed.length
      if (claimed.length > 0) await sendBundle(deps, openId, claim, claimed)
    }
  })
  return handled
}

/** Brings everything one person is waiting for as far as it gets. @returns how many rows left the queue. */
async function dispatchTo(deps: Deps, reach: Reach, rows: readonly Delivery[]): Promise<number> {
  const settled = await findSettledSubjects(rows)
  const today = plainDateOf(deps.clock.now())
  const isSettled = (row: Delivery) => settled.has(row._id)
  // “明天截止” said a day late would be wrong; what could not be sent on its day stays in the inbox.
  const isLate = (row: Delivery) => row.kind === 'duty' && plainDateOf(row.at.getTime()) < today
  const done = rows.filter(isSettled)
  const late = rows.filter((row) => !isSettled(row) && isLate(row))
  const open = rows.filter((row) => !isSettled(row) && !isLate(row))
  if (done.length > 0) await settlePending(idsOf(done), 'cancelled')
  if (late.length > 0) await settlePending(idsOf(late), 'inboxOnly', 'busy')

  const hasTemplate = (row: Delivery) => Boolean(deps.wechat && deps.config.wechatTemplates[row.template])
  if (!reach.openId) {
    await settlePending(idsOf(open), reach.lastSeenAt ? 'inboxOnly' : 'unreachable', 'noIdentity')
    return rows.length
  }
  const mute = open.filter((row) => !hasTemplate(row))
  if (mute.length > 0) await settlePending(idsOf(mute), 'inboxOnly', 'noTemplate')
  const loud = open.filter(hasTemplate)
  const sent = loud.length > 0 ? await sendToPhone(deps, reach.openId, loud) : 0
  return done.length + late.length + mute.length + sent
}

/**
 * Sends what is waiting to the phones of its recipients. Safe at any time, in any number of processes: rows are taken one worker
 * at a time, a phone is written to by one worker at a time, and nothing that may have gone out is sent again.
 * @returns how many rows left the queue.
 */
export async function dispatchPending(deps: Deps): Promise<number> {
  await settleInterrupted(deps)
  let total = 0
  for (let before = -1; before !== total; ) {
    before = total
    const now = deps.clock.now()
    const urgentOnly = isWaking(new Date(now).toISOString()) ? {} : { urgent: true }
    const due = { state: 'pending' as const, ringAt: { $lte: new Date(now) }, ...urgentOnly }
    const first = await Deliveries.find(due, { recipientId: 1 })
      .sort({ ringAt: 1, _id: 1 })
      .limit(BATCH)
      .lean<Pick<Delivery, '_id' | 'recipientId'>[]>()
    const people = [...new Set(first.map((row) => row.recipientId))]
    if (people.length === 0) return total
    const reach = await findReach(deps, people)
    for (let i = 0; i < people.length; i += ABREAST) {
      const group = people.slice(i, i + ABREAST)
      const handled = await Promise.all(
        group.map(async (recipientId) => {
          const rows = await Deliveries.find({ ...due, recipientId })
            .sort({ _id: 1 })
            .limit(BATCH)
            .lean<Delivery[]>()
          return rows.length === 0 ? 0 : dispatchTo(deps, reach.get(recipientId) ?? { hasAccount: false }, rows)
        }),
      )
      total += handled.reduce((sum, count) => sum + count, 0)
    }
  }
  return total
}
