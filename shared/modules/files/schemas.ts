import * as v from '@shared/core/schema'
import { FILE_TYPES, type FileType } from './model'

/** A stored file as pages get it: an address that opens it for a while, without any other proof of who asks. */
export const StoredFile = v.object({
  id: v.string(),
  name: v.string(),
  type: v.picklist(Object.keys(FILE_TYPES) as [FileType, ...FileType[]]),
  bytes: v.number(),
  /** Pictures only, in pixels. */
  width: v.optional(v.number()),
  height: v.optional(v.number()),
  /** Below the address of the service. */
  url: v.string(),
})
export type StoredFile = v.InferOutput<typeof StoredFile>
