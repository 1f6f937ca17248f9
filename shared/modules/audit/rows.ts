import * as v from '@shared/core/schema'

/** One entry of the audit trail. */
export const AuditRow = v.object({
  id: v.string(),
  at: v.string(),
  actorName: v.string(),
  action: v.string(),
  subjectKind: v.string(),
  subjectId: v.string(),
  summary: v.string(),
  details: v.nullable(v.unknown()),
  requestId: v.string(),
  /** Place in the chain and its checksum; null until it is sealed. */
  sequence: v.nullable(v.number()),
  hash: v.nullable(v.string()),
  sealed: v.boolean(),
})
export type AuditRow = v.InferOutput<typeof AuditRow>
