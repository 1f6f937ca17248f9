import { done } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { OWN_FIELD_NAMES } from './ownFields'

const field = v.picklist(OWN_FIELD_NAMES, '这一项请找书记更正')

/** Most people named and most corrections shown at once. */
export const MAX_ASKED = 500

const ownField = v.object({
  field,
  label: v.string(),
  hint: v.string(),
  /** Masked where it is sealed; null where nothing is known. */
  value: v.nullable(v.string()),
  correct: v.picklist(['direct', 'approval']),
  confirmedOn: v.nullable(v.plainDate()),
  /** Asked for now. */
  due: v.boolean(),
  /** A correction that waits for the keeper of the register. */
  waiting: v.nullable(v.string()),
})
export type OwnFieldRow = v.InferOutput<typeof ownField>

const correction = v.object({
  id: v.id(),
  personId: v.id(),
  personName: v.string(),
  field,
  label: v.string(),
  from: v.nullable(v.string()),
  to: v.string(),
  at: v.instant(),
  allowed: v.array(v.literal('decide')),
})
export type CorrectionRow = v.InferOutput<typeof correction>

/** 本人核对 — the small card, what is corrected on it, and what the keeper of the register sees. */
export const confirmationEndpoints = {
  myConfirmation: {
    method: 'GET',
    path: '/me/confirmation',
    access: 'person',
    summary: '我的信息里还要我核对的项',
    reply: v.object({ due: v.number(), fields: v.array(ownField) }),
  },
  confirmMine: {
    method: 'POST',
    path: '/me/confirmation',
    access: 'person',
    summary: '这些项没有变：一次点完',
    body: v.object({ fields: v.pipe(v.array(field), v.minLength(1, '请选要确认的项'), v.maxLength(20)) }),
    reply: done,
  },
  correctMine: {
    method: 'POST',
    path: '/me/corrections',
    access: 'person',
    summary: '更正我的一项信息：有的马上生效，有的由书记核对后生效',
    body: v.object({ field, value: v.line(100) }),
    reply: v.object({ applied: v.boolean() }),
  },
  branchConfirmation: {
    method: 'GET',
    path: '/organizations/:organizationId/confirmation',
    access: ['administrator', 'secretary', 'organizationCommissioner'],
    summary: '本人核对的进度：多少人核对过了，还可以问谁，哪些更正等着核对',
    params: v.object({ organizationId: v.id() }),
    reply: v.object({
      organizationId: v.id(),
      name: v.string(),
      members: v.number(),
      confirmed: v.number(),
      /** In the order of the register; never a ranking. */
      toAsk: v.pipe(
        v.array(v.object({ personId: v.id(), name: v.string(), labels: v.array(v.string()) })),
        v.maxLength(MAX_ASKED),
      ),
      waiting: v.pipe(v.array(correction), v.maxLength(MAX_ASKED)),
    }),
  },
  decideCorrection: {
    method: 'POST',
    path: '/people/corrections/:correctionId/decide',
    access: ['administrator', 'secretary', 'organizationCommissioner'],
    summary: '核对本人的更正：属实就生效，不属实写明原因退回',
    params: v.object({ correctionId: v.id() }),
    body: v.object({ approve: v.boolean(), reason: v.optional(v.text(100)) }),
    reply: done,
  },
} as const
