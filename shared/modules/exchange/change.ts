import { ROLES } from '@shared/core/roles'
import * as v from '@shared/core/schema'
import { LEAVE_REASON_LABELS, type LeaveReason } from '@shared/modules/people/model'
import { MAX_CHANGED } from './limits'

const reasons = Object.keys(LEAVE_REASON_LABELS) as [LeaveReason, ...LeaveReason[]]

/** 批量调整 — the same change for many records at once. */
export const Change = v.variant('action', [
  v.object({ action: v.literal('people.group'), groupId: v.nullable(v.id()) }),
  v.object({ action: v.literal('people.team'), teamId: v.nullable(v.id()) }),
  v.object({ action: v.literal('people.move'), organizationId: v.id() }),
  v.object({ action: v.literal('people.exempt'), exempt: v.boolean() }),
  v.object({ action: v.literal('people.leave'), on: v.plainDate(), because: v.picklist(reasons, '没有这种离开原因') }),
  v.object({ action: v.literal('organizations.rename'), find: v.line(60), replace: v.text(60) }),
  v.object({ action: v.literal('organizations.move'), parentId: v.id() }),
  v.object({ action: v.literal('organizations.dissolve'), on: v.plainDate() }),
  /** Without an organisation: each person in the own branch. */
  v.object({
    action: v.literal('offices.appoint'),
    organizationId: v.nullable(v.id()),
    role: v.picklist(ROLES, '没有这种职务'),
    from: v.plainDate(),
  }),
  v.object({ action: v.literal('offices.end'), to: v.plainDate() }),
])
export type Change = v.InferOutput<typeof Change>

export const ChangeRequest = v.object({
  change: Change,
  /** Persons, organisations or appointments, as the change needs them. */
  subjectIds: v.pipe(
    v.array(v.id()),
    v.minLength(1, '请先选中要调整的行'),
    v.maxLength(MAX_CHANGED, `一次最多调整 ${MAX_CHANGED} 行`),
  ),
  reason: v.line(100),
})
