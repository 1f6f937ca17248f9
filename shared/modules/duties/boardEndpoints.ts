import { defineContract, file, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { ORGANIZATION_KINDS } from '@shared/modules/organizations/model'
import { HELP_LABELS, LEVEL_LABELS } from './model'
import { SUPERIOR_ROLES } from './policy'
import { item, missing, organization, ring, year } from './schemas'

const names = <T extends string>(labels: Readonly<Record<T, string>>) => Object.keys(labels) as [T, ...T[]]

const rule = v.pipe(v.string(), v.regex(/^[\w.-]{1,60}$/, '没有这一类任务'))
const scope = { ...organization, year: v.optional(year), rule: v.optional(rule) }
const filters = {
  ...scope,
  level: v.optional(v.picklist(names(LEVEL_LABELS), '没有这一级')),
  state: v.optional(v.picklist(names(HELP_LABELS), '没有这种状态')),
  name: v.optional(v.line(40)),
}

/** An open duty as a superior sees it: what slips, and the fact that is missing. */
const slipping = v.object({ ...item.entries, organizationId: v.id(), missing })
export type SlippingItem = v.InferOutput<typeof slipping>

const boardRow = v.object({
  organizationId: v.id(),
  name: v.string(),
  kind: v.picklist(ORGANIZATION_KINDS),
  /** Name of the organisation directly above, unless that is the one whose board it is. */
  under: v.optional(v.string()),
  /** Organisations with a plan whose numbers are added up here, and how many of them need help. */
  organizations: v.number(),
  needHelp: v.number(),
  ring,
  /** Why it needs help, in words. */
  reasons: v.array(v.string()),
  /** The first due day of what is late or slipping. */
  firstDue: v.optional(v.plainDate()),
  /** What is late or slipping, soonest first: one or two; of a single organisation only. */
  first: v.array(slipping),
})
export type BoardRow = v.InferOutput<typeof boardRow>

const named = v.object({ organizationId: v.id(), name: v.string() })

export const { endpoints: boardEndpoints } = defineContract('duties', {
  listProgress: {
    method: 'GET',
    path: '/duties/progress',
    access: SUPERIOR_ROLES,
    summary: '下级组织的全年进度：合计、各类任务、哪些组织需要帮助；按最早会误期的日期排，不是名次',
    query: v.object({ ...filters, ...pageQuery }),
    reply: v.object({
      organizationId: v.id(),
      name: v.string(),
      year: v.number(),
      /** Years that can be looked at. */
      years: v.array(v.number()),
      /** Instant of the numbers. */
      asOf: v.instant(),
      /** Organisations above it that the caller oversees too, the highest first. */
      above: v.array(named),
      /** All organisations below, whatever is filtered but for the kind of duty. */
      ring,
      onTrack: v.number(),
      needHelp: v.number(),
      /** Late or slipping duties in those that need help. */
      pressing: v.number(),
      /** Branches without a plan for this year: not counted, never shown as zero. */
      withoutPlan: v.number(),
      /** By kind of duty, those with most that presses first. */
      rules: v.array(v.object({ rule: v.string(), label: v.string(), ring, pressing: v.number() })),
      /** How many rows the filters let through. */
      total: v.number(),
      ...page(boardRow).entries,
    }),
  },
  listSlipping: {
    method: 'GET',
    path: '/duties/slipping',
    access: SUPERIOR_ROLES,
    summary: '下级所有组织里接下来要误期的事，最早的在前',
    query: v.object({ ...scope, ...pageQuery }),
    reply: page(v.object({ ...slipping.entries, organization: v.string() })),
  },
  getStanding: {
    method: 'GET',
    path: '/duties/standing',
    access: SUPERIOR_ROLES,
    summary: '一个下级组织的进度：谁负责、还没办的事、每件缺什么事实由谁补',
    query: v.object({ organizationId: v.id(), year: v.optional(year) }),
    reply: v.object({
      organizationId: v.id(),
      name: v.string(),
      year: v.number(),
      ring,
      members: v.number(),
      leaders: v.array(v.object({ name: v.string(), role: v.string() })),
      /** Late or slipping, soonest first; `more` counts those that did not fit. */
      items: v.array(slipping),
      more: v.number(),
    }),
  },
  exportProgress: {
    method: 'GET',
    path: '/duties/progress/export',
    access: SUPERIOR_ROLES,
    summary: '导出屏幕上这张下级进度表（xlsx）',
    query: v.object(filters),
    download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    reply: file,
  },
})
