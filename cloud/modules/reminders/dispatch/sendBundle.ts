import { newId } from '@cloud/core/database/id'
import type { Deps } from '@cloud/core/deps'
import { plainDateOf } from '@shared/core/plainDate'
import type { DeliveryReason, DeliveryState, TemplateKind } from '@shared/modules/reminders/model'
import { asOf } from '@shared/modules/reminders/texts'
import { Deliveries, type Delivery, type Step } from '../collection'
import type { Channel, Message, Outcome, Recipient } from './channel'
import { employeeChannel } from './employeeChannel'
import { subscribeChannel } from './subscribeChannel'
import { wecomChannel } from './wecomChannel'

/** In the order in which they are tried; an ADR tells why. */
export const CHANNELS: readonly Channel[] = [employeeChannel, wecomChannel, subscribeChannel]

/** Pauses before the next attempt while a channel is busy with this person or overloaded. */
const BUSY_RETRY_MS = [1_000, 5_000, 30_000, 300_000, 1_800_000] as const
/** Over a limit per minute, the first quick attempts would only be refused again. */
const LIMITED_FROM = 3

const idsOf = (rows: readonly Delivery[]): string[] => rows.map((row) => row._id)

/** Notices alone travel as a meeting notice; whatever is mixed travels as a reminder. */
export const templateOf = (rows: readonly Pick<Delivery, 'template'>[]): TemplateKind =>
  rows.every((row) => row.template === 'meetingNotice') ? 'meetingNotice' : 'dutyReminder'

/** Of several rungs of one duty in one message, the latest speaks for all. */
function messageOf(rows: readonly Delivery[], now: number): Message {
  const today = plainDateOf(now)
  const latest = new Map(rows.map((row) => [row.kind === 'duty' ? row.subject : row._id, row]))
  const texts = [...latest.values()].map((row) => asOf(row.text, plainDateOf(row.at.getTime()), today))
  return { texts, template: templateOf(rows), today }
}

/** Takes rows for this worker and channel; what another one took meanwhile is not among them. */
async function claimRows(rows: readonly Delivery[], channel: Channel, now: number): Promise<[string, Delivery[]]> {
  const claim = newId()
  const ids = { $in: idsOf(rows) }
  await Deliveries.updateMany(
    { _id: ids, state: 'pending' },
    { $set: { state: 'sending', claim, claimedAt: new Date(now), channel: channel.id } },
  )
  return [claim, await Deliveries.find({ _id: ids, state: 'sending', claim }).sort({ _id: 1 }).lean<Delivery[]>()]
}

interface Settlement {
  state: DeliveryState
  reason?: DeliveryReason
  messageId?: string
  sentAt?: Date
  ringAt?: Date
  attempts?: number
}

async function settle(claim: string, rows: readonly Delivery[], set: Settlement, step: Step): Promise<void> {
  const mine = { _id: { $in: idsOf(rows) }, state: 'sending' as const, claim }
  await Deliveries.updateMany(mine, { $set: set, $push: { steps: step } })
}

/** What follows for the rows; `undefined` state of the ledger means: the next channel's turn. */
function settlementOf(
  outcome: Outcome,
  attempts: number,
  now: number,
): { set: Settlement; step: Omit<Step, 'channel'> } {
  const at = new Date(now)
  const code = 'code' in outcome && outcome.code !== undefined ? { code: outcome.code } : {}
  switch (outcome.result) {
    case 'sent':
      return {
        set: { state: 'sent', sentAt: at, ...(outcome.messageId && { messageId: outcome.messageId }) },
        step: { at, result: 'sent' },
      }
    case 'passed':
      return {
        set: { state: 'pending', attempts: 0 },
        step: { at, result: 'passed', reason: outcome.reason, ...code },
      }
    case 'unknown':
      return {
        set: { state: 'inboxOnly', reason: outcome.reason },
        step: { at, result: 'unknown', reason: outcome.reason },
      }
    case 'later': {
      const pause = BUSY_RETRY_MS[outcome.limited ? Math.max(attempts, LIMITED_FROM) : attempts]
      return pause === undefined
        ? { set: { state: 'pending', attempts: 0 }, step: { at, result: 'passed', reason: 'busy', ...code } }
        : {
            set: { state: 'pending', attempts: attempts + 1, ringAt: new Date(now + pause) },
            step: { at, result: 'later', ...code },
          }
    }
  }
}

/** No channel is left: the inbox has it, and says why the phone has not. */
async function leaveInInbox(rows: readonly Delivery[], fallback: DeliveryReason): Promise<void> {
  const steps = rows.flatMap((row) => row.steps)
  const reason = steps.filter((step) => step.result === 'passed').pop()?.reason ?? fallback
  await Deliveries.updateMany(
    { _id: { $in: idsOf(rows) }, state: 'pending' },
    { $set: { state: reason === 'declined' ? 'refused' : 'inboxOnly', reason } },
  )
}

/**
 * Brings one message to one person through the first channel that takes it. The caller holds the person's send lock. What may have
 * gone out is never sent again, here or elsewhere.
 */
export async function sendBundle(deps: Deps, recipient: Recipient, bundle: readonly Delivery[]): Promise<void> {
  let rows = bundle
  for (const channel of CHANNELS) {
    const isPassed = rows.some((row) =>
      row.steps.some((step) => step.channel === channel.id && step.result === 'passed'),
    )
    if (isPassed || !channel.canReach(deps, recipient)) continue
    const [claim, claimed] = await claimRows(rows, channel, deps.clock.now())
    const [first] = claimed
    if (!first) return
    const outcome = await channel.send(deps, recipient, messageOf(claimed, deps.clock.now()))
    const { set, step } = settlementOf(outcome, first.attempts, deps.clock.now())
    const taken: Step = { channel: channel.id, ...step }
    await settle(claim, claimed, set, taken)
    if (step.reason === 'rejected' || step.reason === 'noAnswer')
      deps.logger.warn({ channel: channel.id, reason: step.reason, code: step.code }, 'message not sent')
    if (step.result !== 'passed') return
    rows = claimed.map((row) => ({ ...row, steps: [...row.steps, taken], state: 'pending' as const }))
  }
  await leaveInInbox(rows, recipient.reach.openId ? 'noTemplate' : 'noIdentity')
}
