import * as v from '@shared/core/schema'
import { LECTURER_KIND_LABELS, type LecturerKind } from './model'

export const lecturerKind = v.picklist(Object.keys(LECTURER_KIND_LABELS) as [LecturerKind, ...LecturerKind[]])

const counts = v.object({ due: v.number(), present: v.number(), leave: v.number(), missing: v.number() })

/** What a meeting's detail says of branches holding it together, and of a lesson. */
export const jointDetail = {
  joint: v.optional(
    v.array(
      v.object({
        organizationId: v.string(),
        name: v.string(),
        host: v.boolean(),
        state: v.picklist(['invited', 'accepted', 'declined']),
        reason: v.optional(v.string()),
        counts: v.optional(counts),
        quorum: v.optional(v.string()),
        mayAnswer: v.boolean(),
      }),
    ),
  ),
  lecture: v.optional(
    v.object({
      lecturer: v.object({
        personId: v.optional(v.string()),
        name: v.string(),
        kind: lecturerKind,
        post: v.optional(v.string()),
      }),
      topic: v.string(),
      hours: v.number(),
      materials: v.array(v.object({ title: v.string(), link: v.optional(v.string()), text: v.optional(v.string()) })),
    }),
  ),
}
