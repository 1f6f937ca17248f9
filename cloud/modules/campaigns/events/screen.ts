import { recordAudit } from '@cloud/core/audit'
import { mustBeAllowed } from '@cloud/core/authorize'
import { checkInUrl, currentCode, currentToken, secondsLeft } from '@cloud/core/checkIn/rollingCode'
import type { Work } from '@cloud/core/deps'
import { qrRows } from '@cloud/core/qrRows'
import { AppError } from '@shared/core/errors'
import { closedBecause } from '@shared/modules/campaigns/events'
import { CAMPAIGN_POLICY } from '@shared/modules/campaigns/policy'
import { findPendingArrival } from '@shared/modules/meetings/arrivals'
import { statusOf } from '@shared/modules/meetings/attendance'
import { ARRIVAL_PROBLEM_LABELS } from '@shared/modules/meetings/model'
import { type EventAttendanceRecord, EventAttendances } from '../collection'
import { isMeantFor } from '../queries'
import { appendEntry, entriesOf, getAttendee, type LoadedEvent } from './attendance'
import { getEvent } from './checkIn'

const CHECK_IN_PAGE = '/modules/campaigns/pages/check-in/index'
/** More than come to one event. */
const MOST = 20_000

async function getRunEvent(work: Work, campaignId: string, nodeId: string): Promise<LoadedEvent> {
  const event = await getEvent(work, campaignId, nodeId)
  mustBeAllowed(CAMPAIGN_POLICY.run(work.actor, event.campaign), '签到屏由主办单位的工会工作人员打开')
  return event
}

/** 签到屏 — the rolling code and how many have come; who they are does not stand on a wall. */
export async function readEventScreen(work: Work, campaignId: string, nodeId: string) {
  const { campaign, node } = await getRunEvent(work, campaignId, nodeId)
  const { deps } = work
  const now = Date.parse(work.now)
  const rows = await EventAttendances.find({ nodeId }, { personId: 1, name: 1, entries: 1 })
    .limit(MOST)
    .lean<EventAttendanceRecord[]>()
  const closed = closedBecause(node, campaign.state, now)
  const count = (status: string) => rows.filter(({ entries }) => statusOf(entries) === status).length
  return {
    title: node.title,
    open: closed === undefined,
    why: closed?.message ?? null,
    code: currentCode(deps, nodeId, now),
    secondsLeft: secondsLeft(now),
    matrix: qrRows(checkInUrl(deps, CHECK_IN_PAGE, currentToken(deps, nodeId, now))),
    present: count('present'),
    away: count('leaveRequested'),
    arrivals: rows.flatMap(({ personId, name, entries }) => {
      const pending = findPendingArrival(entries)
      return pending
        ? [{ personId, name, doneAt: pending.doneAt, problem: ARRIVAL_PROBLEM_LABELS[pending.problem] }]
        : []
    }),
  }
}

/** 认可或不认可 what arrived too late to count by itself. @throws AppError conflict when nothing waits. */
export async function decideEventArrival(
  work: Work,
  campaignId: string,
  nodeId: string,
  { personId, accept, reason }: { personId: string; accept: boolean; reason: string },
): Promise<void> {
  const event = await getRunEvent(work, campaignId, nodeId)
  const pending = findPendingArrival(await entriesOf(nodeId, personId))
  if (!pending) throw new AppError('conflict', '没有等着核对的签到，可能别人已经办了')
  const by = work.actor.personId
  const { doneAt, method = 'code' } = pending
  const person = await getAttendee(personId)
  await appendEntry(
    work,
    event,
    person,
    accept
      ? { kind: 'checkIn', by, method, at: doneAt, reason, offline: true }
      : { kind: 'refuseArrival', by, at: work.now, reason },
  )
  await recordAudit(work, {
    action: 'campaigns.decideArrival',
    subject: { kind: 'campaign', id: campaignId },
    place: event.campaign,
    summary: `${accept ? '认可' : '不认可'}“${event.node.title}”一次迟到送达的签到：${reason}`,
  })
}

/** 来不了 — said by the person, once; nobody has to allow it, taking part is voluntary. */
export async function leaveEvent(work: Work, campaignId: string, nodeId: string, reason: string): Promise<void> {
  const event = await getEvent(work, campaignId, nodeId)
  const { actor } = work
  mustBeAllowed(isMeantFor(actor, event.campaign), '这场活动不面向你，不用请假')
  if (statusOf(await entriesOf(nodeId, actor.personId)) !== 'waiting') return
  const person = await getAttendee(actor.personId)
  await appendEntry(work, event, person, { kind: 'requestLeave', by: actor.personId, at: work.now, reason })
}
