import { anything, count, defineCollection, optionalText, text, texts, when } from '@cloud/core/database/collection'
import type { PlainDate } from '@shared/core/plainDate'
import type { Campaign, CampaignTemplate } from '@shared/modules/campaigns/model'
import type { GroupStanding, MemberStanding } from '@shared/modules/campaigns/progress'
import type { CampaignSummary } from '@shared/modules/campaigns/summary'
import type { AttendanceEntry } from '@shared/modules/meetings/model'

/** 活动 — the fact. */
export interface CampaignRecord extends Omit<Campaign, 'id'> {
  _id: string
  /** Grows with every write: of two at once the second starts over. */
  revision: number
  byId: string
  at: Date
}

export const Campaigns = defineCollection<CampaignRecord>(
  'campaigns',
  {
    organizationId: text,
    path: text,
    templateId: text,
    title: text,
    theme: text,
    audience: anything,
    from: text,
    to: text,
    nodes: anything,
    state: text,
    closedOn: optionalText,
    cancelledBecause: optionalText,
    revision: count,
    byId: text,
    at: when,
  },
  [
    { keys: { path: 1, from: -1, _id: -1 } },
    { keys: { 'audience.organizationIds': 1, state: 1, to: 1 } },
    { keys: { state: 1, to: 1, _id: 1 } },
    { keys: { 'nodes.id': 1 } },
    { keys: { 'nodes.refId': 1 }, where: { 'nodes.refId': { $exists: true } } },
  ],
)

/** 本单位模板 — what a unit has made of one of ours. */
export interface TemplateRecord extends Omit<CampaignTemplate, 'id'> {
  _id: string
  organizationId: string
  path: string
  byId: string
  at: Date
}

export const CampaignTemplates = defineCollection<TemplateRecord>(
  'campaignTemplates',
  {
    organizationId: text,
    path: text,
    name: text,
    theme: text,
    period: anything,
    source: anything,
    note: optionalText,
    nodes: anything,
    byId: text,
    at: when,
  },
  [{ keys: { path: 1, _id: 1 } }],
)

/** 已看 — a fact: somebody has read what was pushed. */
export interface ReceiptRecord {
  /** `nodeId:personId` */
  _id: string
  campaignId: string
  nodeId: string
  personId: string
  on: PlainDate
}

export const Receipts = defineCollection<ReceiptRecord>(
  'campaignReceipts',
  { campaignId: text, nodeId: text, personId: text, on: text },
  [{ keys: { campaignId: 1, personId: 1 } }],
)

/** 到场记录 — one document per event and person; a fold over its entries says whether the person came, as at meetings. */
export interface EventAttendanceRecord {
  /** `nodeId:personId` */
  _id: string
  campaignId: string
  nodeId: string
  personId: string
  name: string
  entries: AttendanceEntry[]
}

export const EventAttendances = defineCollection<EventAttendanceRecord>(
  'campaignAttendances',
  { campaignId: text, nodeId: text, personId: text, name: text, entries: anything },
  [{ keys: { nodeId: 1, _id: 1 } }],
)

/** 提醒一下 — a fact: who was asked to look after a group's missing people, or who of them was reminded. */
export interface NudgeRecord {
  /** `campaignId:groupId:day`: a group is nudged once a day. */
  _id: string
  campaignId: string
  groupId: string
  on: PlainDate
  byId: string
  /** Its leaders, who know the names; or the people themselves. */
  to: 'leaders' | 'people'
  recipients: string[]
  words: string
  at: Date
}

export const Nudges = defineCollection<NudgeRecord>(
  'campaignNudges',
  {
    campaignId: text,
    groupId: text,
    on: text,
    byId: text,
    to: text,
    recipients: texts,
    words: text,
    at: when,
  },
  [{ keys: { campaignId: 1, on: 1 } }],
)

/** 活动进度 — read model: one small document per campaign and group. It can be dropped and rebuilt from the facts at any time. */
export interface StandingRecord extends GroupStanding {
  /** `campaignId:groupId` */
  _id: string
  campaignId: string
  name: string
  /** Of the group. */
  path: string
  members: MemberStanding[]
}

/** Id of the standing of a group in a campaign. */
export const standingId = (campaignId: string, groupId: string): string => `${campaignId}:${groupId}`

export const CampaignStandings = defineCollection<StandingRecord>(
  'campaignStandings',
  {
    campaignId: text,
    groupId: text,
    name: text,
    path: text,
    asked: count,
    reached: count,
    nodes: anything,
    members: anything,
  },
  [{ keys: { campaignId: 1, path: 1, _id: 1 } }, { keys: { groupId: 1 } }],
)

/** 活动总结 — written once, when the campaign is closed; later facts do not change it. */
export interface SummaryRecord {
  /** Id of the campaign. */
  _id: string
  content: CampaignSummary
  at: Date
}

export const CampaignSummaries = defineCollection<SummaryRecord>('campaignSummaries', { content: anything, at: when })
