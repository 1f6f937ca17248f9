import type { Notice, NoticeSource } from '@cloud/core/notice'
import { type AudienceMember, pagesOfEverybody } from '@cloud/modules/people/index'
import { dayLabel, dayOf, monthOf, type PlainDate, yearOf } from '@shared/core/plainDate'
import { type CampaignNode, type NodeWord, WORD_LABELS } from '@shared/modules/campaigns/model'
import {
  type CampaignRecord,
  CampaignStandings,
  Campaigns,
  type NudgeRecord,
  Nudges,
  type StandingRecord,
  standingId,
} from './collection'
import { groupIdOf } from './queries'
import { NUDGE_FACT, WORD_FACT } from './write'

/** Those of them who have not done a node, as the board knows it of their groups. */
async function withoutDone(campaignId: string, nodeId: string, people: readonly AudienceMember[]) {
  const groupIds = [...new Set(people.map(groupIdOf))]
  const rows = await CampaignStandings.find(
    { _id: { $in: groupIds.map((groupId) => standingId(campaignId, groupId)) } },
    { members: 1 },
  ).lean<Pick<StandingRecord, '_id' | 'members'>[]>()
  const done = new Set(rows.flatMap(({ members }) => members.flatMap((one) => (nodeId in one.done ? [one.id] : []))))
  return people.filter(({ id }) => !done.has(id))
}

/** A last call is for those who have not taken part; everything else concerns all. */
async function* recipientsOf(record: CampaignRecord, node: CampaignNode, word: NodeWord, atOnce: number | undefined) {
  for await (const people of pagesOfEverybody(record.audience, atOnce)) {
    const wanted = word.kind === 'closing' ? await withoutDone(record._id, node.id, people) : people
    yield wanted.map(({ id }) => id)
  }
}

const campaignPage = (campaignId: string): string => `/modules/campaigns/pages/campaign/index?id=${campaignId}`
const TITLES = {
  soon: (title: string) => `明天：${title}`,
  opened: (title: string) => title,
  closing: (title: string) => `快结束了：${title}`,
  moved: (title: string) => `有变动：${title}`,
  cancelled: (title: string) => `已取消：${title}`,
} as const satisfies Record<NodeWord['kind'], (title: string) => string>

const dayWord = (day: PlainDate): string => `${monthOf(day)}月${dayOf(day)}日`

/** When it is; of what has moved to days to come also the first of them. */
function daysWord({ kind, on, until, startTime = '' }: CampaignNode, word: NodeWord): string {
  if (kind === 'event') return `${dayLabel(on, yearOf(on))} ${startTime}`
  return word.kind === 'moved' && on > word.on ? `${dayWord(on)}至${dayWord(until)}` : `${dayWord(until)}止`
}

async function wordNotice(campaignId: string, nodeId: string, atOnce?: number): Promise<Notice | undefined> {
  const record = await Campaigns.findById(campaignId).lean<CampaignRecord>()
  const node = record?.nodes.find(({ id }) => id === nodeId)
  const word = node?.words.at(-1)
  if (!record || !node || !word || record.state === 'draft' || record.state === 'closed') return undefined
  const { kind } = word
  const off = kind === 'cancelled'
  const because = node.cancelledBecause ?? record.cancelledBecause
  const isEvent = node.kind === 'event'
  return {
    subject: `${WORD_FACT}:${nodeId}`,
    revision: `${node.words.length}:${kind}`,
    organizationId: record.organizationId,
    path: record.path,
    // Who goes to an event that is off or elsewhere today has gone for nothing.
    ...((off || kind === 'moved') && isEvent && node.on === word.on && { urgent: true }),
    recipients: recipientsOf(record, node, word, atOnce),
    text: {
      title: TITLES[kind](node.title),
      why: off && because ? because : `${record.title} · 自愿参加`,
      note: `${WORD_LABELS[kind]} ${daysWord(node, word)}`.slice(0, 20),
      dueOn: isEvent ? node.on : node.until,
      ...(isEvent && node.startTime && { dueTime: node.startTime }),
      ...(isEvent && node.place && { place: node.place }),
      page: campaignPage(campaignId),
      label: off ? '查看' : '去看看',
    },
  }
}

async function nudgeNotice(nudgeId: string): Promise<Notice | undefined> {
  const nudge = await Nudges.findById(nudgeId).lean<NudgeRecord>()
  const record = nudge && (await Campaigns.findById(nudge.campaignId).lean<CampaignRecord>())
  if (!nudge || !record || record.state !== 'open') return undefined
  const toLeaders = nudge.to === 'leaders'
  return {
    subject: `${NUDGE_FACT}:${nudge.campaignId}:${nudge.groupId}`,
    revision: `${Date.parse(nudge.on) / 86_400_000}:nudge`,
    organizationId: record.organizationId,
    path: record.path,
    recipients: nudge.recipients,
    // Who was reminded is between the leader and the person.
    private: true,
    text: {
      title: toLeaders ? `请帮一把：${record.title}` : `别忘了：${record.title}`,
      why: toLeaders ? `${nudge.words}，看看他们有没有困难` : `${nudge.words}，自愿参加`,
      note: nudge.words.slice(0, 20),
      dueOn: record.to,
      page: toLeaders
        ? `/modules/campaigns/pages/group/index?id=${record._id}&group=${nudge.groupId}`
        : campaignPage(record._id),
      label: toLeaders ? '看名单' : '去看看',
    },
  }
}

/**
 * The latest word about each node to everybody it is meant for, and reminders that somebody gave by hand.
 * @param atOnce people of an audience held at a time
 */
export const campaignNoticesBy = (atOnce?: number): NoticeSource => ({
  facts: [WORD_FACT, NUDGE_FACT],
  async find(_, { fact, factId }) {
    if (fact === NUDGE_FACT) return nudgeNotice(factId)
    const [campaignId = '', nodeId = ''] = factId.split(':')
    return wordNotice(campaignId, nodeId, atOnce)
  },
})
export const campaignNotices = campaignNoticesBy()
