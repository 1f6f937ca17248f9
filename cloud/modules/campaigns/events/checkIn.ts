import { found, mustBeAllowed } from '@cloud/core/authorize'
import {
  type CheckInEvidence,
  type CodeWindow,
  findShown,
  isCurrent,
  subjectOfToken,
} from '@cloud/core/checkIn/rollingCode'
import type { Work } from '@cloud/core/deps'
import { createSharedLimit } from '@cloud/core/http/rateLimit'
import { settingsOf } from '@cloud/modules/organizations/index'
import type { PersonBrief } from '@cloud/modules/people/index'
import { AppError, ruleBroken } from '@shared/core/errors'
import { plainDateOf } from '@shared/core/plainDate'
import { checkInSpan, closedBecause } from '@shared/modules/campaigns/events'
import { CAMPAIGN_POLICY } from '@shared/modules/campaigns/policy'
import { findPendingArrival, judgeArrival } from '@shared/modules/meetings/arrivals'
import { findCheckIn, statusOf } from '@shared/modules/meetings/attendance'
import type { CheckInMethod } from '@shared/modules/meetings/model'
import { type CampaignRecord, Campaigns } from '../collection'
import { getCampaignFor, groupIdOf, isMeantFor, listRunningFor, nodeOf } from '../queries'
import { appendEntry, entriesOf, getAttendee, type LoadedEvent } from './attendance'

/** Six digits can be guessed, a token cannot. */
const guesses = createSharedLimit('eventCheckIn', 10, 300, '试的次数太多了，请 5 分钟后再试，或请组长代签')
const WRONG = '签到码不对或已经更换，请看现场屏幕上的新码'

export interface EventCheckIn extends CheckInEvidence {
  nodeId?: string | undefined
}

const eventOf = (campaign: CampaignRecord, nodeId: string): LoadedEvent => {
  const node = nodeOf(campaign, nodeId)
  return { campaign, node: found(node.kind === 'event' ? node : undefined, '场活动') }
}

export const getEvent = async ({ actor }: Work, campaignId: string, nodeId: string): Promise<LoadedEvent> =>
  eventOf(await getCampaignFor(actor, campaignId), nodeId)

const shownAt = (work: Work, { node }: LoadedEvent, evidence: CheckInEvidence): CodeWindow | undefined =>
  findShown(work, { id: node.id, opensAt: checkInSpan(node).from }, evidence)

/** The event meant: named by token or id, otherwise the one on that day for the person whose code it is. */
async function findEvent(work: Work, request: EventCheckIn): Promise<LoadedEvent> {
  const named = request.token ? subjectOfToken(request.token) : request.nodeId
  if (named) {
    const campaign = await Campaigns.findOne({ 'nodes.id': named }).lean<CampaignRecord>()
    if (!campaign) throw new AppError('invalid_input', WRONG)
    return eventOf(campaign, named)
  }
  if (request.token || !request.code) throw new AppError('invalid_input', '请扫现场屏幕上的二维码，或输入 6 位签到码')
  const day = request.scannedAt ? plainDateOf(Date.parse(request.scannedAt)) : work.today
  const events = (await listRunningFor(work.actor, day)).flatMap((campaign) =>
    campaign.nodes.filter((node) => node.kind === 'event' && node.on === day).map((node) => ({ campaign, node })),
  )
  const meant = events.find((event) => shownAt(work, event, request))
  if (!meant) throw new AppError('invalid_input', WRONG)
  return meant
}

/** What arrives within this time was sent at once, whatever the phone's clock says. */
const SENT_AT_ONCE_MS = 60_000

const reply = ({ campaign, node }: LoadedEvent, at: string, outcome: { repeated?: boolean; waits?: boolean }) => {
  const { repeated = false, waits = false } = outcome
  const message = waits ? '签到已送到，等工作人员核对' : repeated ? '已经签到，不用再签' : '签到成功'
  return { campaignId: campaign._id, nodeId: node.id, title: node.title, at, repeated, waits, message }
}

async function putDown(
  work: Work,
  event: LoadedEvent,
  person: PersonBrief,
  how: { method: CheckInMethod; at: string; reason?: string; offline?: boolean },
) {
  const known = await entriesOf(event.node.id, person.id)
  if (statusOf(known) === 'present') return reply(event, findCheckIn(known)?.at ?? how.at, { repeated: true })
  await appendEntry(work, event, person, {
    kind: 'checkIn',
    by: work.actor.personId,
    ...how,
    ...(how.offline && { arrivedAt: work.now }),
  })
  return reply(event, how.at, {})
}

/** Made without signal: the code proves when; what the unit does not let pass by itself waits for somebody to look at it. */
async function putDownLater(
  work: Work,
  event: LoadedEvent,
  method: CheckInMethod,
  scannedAt: string,
  shown: CodeWindow,
) {
  const { campaign, node } = event
  const person = await getAttendee(work.actor.personId)
  const settings = await settingsOf({ id: person.organizationId, path: person.path })
  const { at, problem } = judgeArrival(
    {
      claimedAt: Date.parse(scannedAt),
      shownFrom: shown.from,
      shownUntil: shown.until,
      arrivedAt: Date.parse(work.now),
      closed: campaign.state === 'closed',
    },
    settings,
  )
  const closed = closedBecause(node, campaign.state, at)
  if (closed) throw ruleBroken([closed])
  const doneAt = new Date(at).toISOString()
  if (!problem) return putDown(work, event, person, { method, at: doneAt, offline: true })
  const known = await entriesOf(node.id, person.id)
  const refused = known.find((entry) => entry.kind === 'refuseArrival')
  if (refused) throw new AppError('conflict', `工作人员没有认可：${refused.reason ?? ''}`)
  if (!findPendingArrival(known))
    await appendEntry(work, event, person, {
      kind: 'lateArrival',
      by: person.id,
      at: work.now,
      ...{ what: 'checkIn', method, doneAt, problem },
    })
  return reply(event, doneAt, { waits: true })
}

/**
 * 活动签到 — by the token of the QR code or by six digits, now or sent later from a phone without signal.
 * @throws AppError invalid_input for a wrong or old code, rate_limited after ten tries, rule_broken outside the time for it.
 */
export async function checkInToEvent(work: Work, request: EventCheckIn) {
  const { actor } = work
  if (!request.token) await guesses.take(actor.personId)
  const event = await findEvent(work, request)
  const shown = shownAt(work, event, request)
  if (!shown) throw new AppError('invalid_input', WRONG)
  mustBeAllowed(isMeantFor(actor, event.campaign), '这场活动不面向你，欢迎到现场看看')
  const method = request.token ? 'qr' : 'code'
  const now = Date.parse(work.now)
  if (request.scannedAt && !isCurrent(shown, now)) return putDownLater(work, event, method, request.scannedAt, shown)
  const closed = closedBecause(event.node, event.campaign.state, now)
  if (closed) throw ruleBroken([closed])
  return putDown(work, event, await getAttendee(actor.personId), { method, at: work.now })
}

/**
 * 代签 — staff, or the leaders of the person's own group, vouch for somebody and say why.
 * @param vouched.doneAt when, by the phone of whoever vouches, without signal
 */
export async function checkInToEventFor(
  work: Work,
  campaignId: string,
  nodeId: string,
  { personId, reason, doneAt }: { personId: string; reason: string; doneAt?: string | undefined },
) {
  const event = await getEvent(work, campaignId, nodeId)
  const { campaign, node } = event
  const person = await getAttendee(personId)
  const group = { organizationId: groupIdOf(person), path: person.teamPath ?? person.path }
  const may = CAMPAIGN_POLICY.run(work.actor, campaign) || CAMPAIGN_POLICY.names(work.actor, group)
  mustBeAllowed(may, '代签由工会工作人员或本组组长来办')
  if (campaign.state !== 'open') throw new AppError('conflict', '活动没有在进行，不能代签')
  const { from } = checkInSpan(node)
  const now = Date.parse(work.now)
  if (node.cancelledBecause !== undefined || now < from)
    throw new AppError('conflict', '还没到签到的时间，或者活动已经取消')
  const done = doneAt === undefined ? now : Date.parse(doneAt)
  const offline = from <= done && done < now - SENT_AT_ONCE_MS
  const at = offline ? new Date(done).toISOString() : work.now
  return putDown(work, event, person, { method: 'proxy', at, reason, ...(offline && { offline }) })
}
