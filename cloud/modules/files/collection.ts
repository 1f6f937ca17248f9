import {
  count,
  defineCollection,
  optionalCount,
  optionalWhen,
  text,
  texts,
  when,
} from '@cloud/core/database/collection'
import type { FileType } from '@shared/modules/files/model'

/** 文件 — what it is; its bytes stand in chunks. Never altered: another picture is another file. */
export interface FileRecord {
  _id: string
  name: string
  type: FileType
  bytes: number
  width?: number
  height?: number
  /** SHA-256, base64url. */
  digest: string
  organizationId: string
  path: string
  byId: string
  at: Date
  /** Records that show it: `learning.course:<id>`. One file may be linked to many. */
  uses: string[]
  /** Since when nothing shows it; absent while something does. */
  unusedSince?: Date
  /** Set once all its bytes have arrived; what was broken off is found by nobody and goes with what is not used. */
  whole?: boolean
}

export const Files = defineCollection<FileRecord>(
  'files',
  {
    name: text,
    type: text,
    bytes: count,
    width: optionalCount,
    height: optionalCount,
    digest: text,
    organizationId: text,
    path: text,
    byId: text,
    at: when,
    uses: texts,
    unusedSince: optionalWhen,
    whole: { type: Boolean },
  },
  [
    { keys: { uses: 1, _id: 1 } },
    { keys: { unusedSince: 1 }, where: { unusedSince: { $exists: true } } },
    { keys: { byId: 1, unusedSince: 1 }, where: { unusedSince: { $exists: true } } },
  ],
)

/** One part of a file. */
export interface FileChunkRecord {
  /** `fileId:number` */
  _id: string
  fileId: string
  n: number
  bytes: Buffer
}

export const FileChunks = defineCollection<FileChunkRecord>(
  'fileChunks',
  { fileId: text, n: count, bytes: { type: Buffer, required: true } },
  [{ keys: { fileId: 1, n: 1 }, unique: true }],
)
