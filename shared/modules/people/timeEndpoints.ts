import { file } from '@shared/core/contract'
import { ROLES } from '@shared/core/roles'
import * as v from '@shared/core/schema'
import { MEMBERSHIP_LABELS, type Membership } from './model'

const organizationId = v.object({ organizationId: v.id() })
const onDay = v.object({ day: v.plainDate() })
const memberships = Object.keys(MEMBERSHIP_LABELS) as [Membership, ...Membership[]]

/** Longest history, and the most people of a roster, in one answer; the file has all of them. */
export const MAX_HISTORY = 500
export const MAX_ROSTER = 2_000

const historyRow = v.object({
  id: v.string(),
  /** When it was entered, and from when it holds. */
  at: v.instant(),
  effectiveOn: v.plainDate(),
  byName: v.string(),
  reason: v.string(),
  imported: v.boolean(),
  /** Old and new values in words; sealed ones masked. */
  fields: v.array(
    v.object({
      field: v.string(),
      label: v.string(),
      from: v.nullable(v.string()),
      to: v.nullable(v.string()),
      sealed: v.boolean(),
    }),
  ),
})
export type HistoryRow = v.InferOutput<typeof historyRow>

const roster = v.object({
  organizationId: v.string(),
  name: v.string(),
  day: v.plainDate(),
  /** People in the register on that day; `members` are the first of them. */
  total: v.number(),
  members: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      membership: v.picklist(memberships),
      groupName: v.nullable(v.string()),
      post: v.nullable(v.string()),
    }),
  ),
  offices: v.array(
    v.object({
      personId: v.string(),
      personName: v.string(),
      role: v.picklist(ROLES),
      from: v.plainDate(),
      to: v.nullable(v.plainDate()),
    }),
  ),
  /** First day of which the register of this organisation knows anything. */
  recordedFrom: v.nullable(v.plainDate()),
})
export type RosterReply = v.InferOutput<typeof roster>

/** 历史与截至某日 — of a person's record, of an organisation's register and offices. */
export const timeEndpoints = {
  history: {
    method: 'GET',
    path: '/people/:personId/history',
    access: 'person',
    summary: '一个人名册信息的历次变更：何时起、何时登记、谁、为什么',
    params: v.object({ personId: v.id() }),
    reply: v.object({ items: v.pipe(v.array(historyRow), v.maxLength(MAX_HISTORY)) }),
  },
  roster: {
    method: 'GET',
    path: '/organizations/:organizationId/roster',
    access: 'person',
    summary: '一个组织截至某日的名册和任职',
    params: organizationId,
    query: onDay,
    reply: roster,
  },
  exportRoster: {
    method: 'GET',
    path: '/organizations/:organizationId/roster/export',
    access: 'person',
    summary: '导出一个组织截至某日的名册和任职（xlsx），留痕',
    params: organizationId,
    query: onDay,
    download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    reply: file,
  },
} as const
