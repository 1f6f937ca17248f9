import type { Audience } from '@shared/core/audience'
import type { Source } from '@shared/core/norm'
import type { PlainDate } from '@shared/core/plainDate'

/** 节点种类 */
export const NODE_KIND_LABELS = {
  push: '推送',
  course: '学习',
  exam: '答题',
  event: '线下活动',
  contest: '班组竞赛',
} as const
export type NodeKind = keyof typeof NODE_KIND_LABELS
export const NODE_KINDS = Object.keys(NODE_KIND_LABELS) as readonly NodeKind[]

/** 告知 — one word told to people about a node; what has been told last is what they know. */
export const WORD_LABELS = {
  soon: '明天开始',
  opened: '开始了',
  closing: '快结束了',
  moved: '有变动',
  cancelled: '已取消',
} as const
export type WordKind = keyof typeof WORD_LABELS
export interface NodeWord {
  kind: WordKind
  /** Business day on which it was told. */
  on: PlainDate
}

/** What a node of a plan or a campaign says. */
export interface NodeContent {
  kind: NodeKind
  title: string
  /** What people read. */
  text: string
  /** Of an event: `HH:MM`, Asia/Shanghai. */
  startTime?: string | undefined
  endTime?: string | undefined
  place?: string | undefined
}

/** 组卷配方 — which questions an exam asks: banks of the product by their key, and how many of each kind. */
export interface PaperRecipe {
  bankKeys: readonly ('safetyLaw' | 'siteWork')[]
  single: number
  multiple: number
  judgement: number
}

/** 时间节点 */
export interface CampaignNode extends NodeContent {
  id: string
  on: PlainDate
  /** Last day. */
  until: PlainDate
  /** The exam or course behind it. */
  refId?: string | undefined
  words: readonly NodeWord[]
  cancelledBecause?: string | undefined
}

export const CAMPAIGN_STATE_LABELS = { draft: '草稿', open: '进行中', closed: '已结束', cancelled: '已取消' } as const
export type CampaignState = keyof typeof CAMPAIGN_STATE_LABELS

/** 活动 */
export interface Campaign {
  id: string
  organizationId: string
  path: string
  templateId: string
  title: string
  theme: string
  audience: Audience
  from: PlainDate
  /** Last day. */
  to: PlainDate
  nodes: readonly CampaignNode[]
  state: CampaignState
  closedOn?: PlainDate | undefined
  cancelledBecause?: string | undefined
}

/** One node of a template: its day follows from the first day of the campaign, or stands in the calendar. */
export interface TemplateNode extends NodeContent {
  /** Days after the first day, in a campaign as long as the template's. */
  after: number
  /** For how many days it is open. */
  days: number
  /** `MM-DD`: stands on that day where the campaign holds it. */
  fixedOn?: string | undefined
  /** Which questions an exam of it asks. */
  paper?: PaperRecipe | undefined
  /** What is learnt: a course of the product by its key, or any by its id. */
  course?: { key: 'height' | 'stop-work' | 'occupational-health' } | { id: string } | undefined
}

/** 活动模板 */
export interface CampaignTemplate {
  id: string
  name: string
  /** Proposed when nobody has announced this year's theme. */
  theme: string
  /** First and last day `MM-DD`; where the unit chooses them, how many days. */
  period: { from: string; to: string } | { days: number }
  source: Source
  /** What the unit has to check or may change. */
  note?: string | undefined
  nodes: readonly TemplateNode[]
}

/** Longest campaign in days: one that lasts all year, such as 安康杯. */
export const LONGEST_CAMPAIGN_DAYS = 366
export const MOST_NODES = 40
