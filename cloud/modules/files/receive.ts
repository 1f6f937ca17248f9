import { createHash } from 'node:crypto'
import { recordAudit } from '@cloud/core/audit'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { bytesLabel } from '@shared/modules/files/model'
import { FileChunks, type FileRecord, Files } from './collection'
import { inspect } from './inspect'

const CHUNK_BYTES = 256 * 1024
/** Chunks written at once. */
const AT_ONCE = 8
/** What one person may have lying about without any use. */
const MAX_UNUSED = 200
const MAX_UNUSED_BYTES = 200 * 1024 * 1024

async function checkQuota(personId: string, more: number): Promise<void> {
  const unused = await Files.find({ byId: personId, unusedSince: { $exists: true } }, { bytes: 1 })
    .limit(MAX_UNUSED)
    .lean<Pick<FileRecord, 'bytes'>[]>()
  const lying = unused.reduce((sum, { bytes }) => sum + bytes, more)
  if (unused.length >= MAX_UNUSED || lying > MAX_UNUSED_BYTES)
    throw new AppError('rate_limited', '传上来还没用上的文件太多了，请先用上，或等几天系统清理')
}

async function writeChunks(fileId: string, bytes: Buffer): Promise<void> {
  const starts = Array.from({ length: Math.ceil(bytes.length / CHUNK_BYTES) }, (_, n) => n)
  for (let i = 0; i < starts.length; i += AT_ONCE)
    await FileChunks.insertMany(
      starts.slice(i, i + AT_ONCE).map((n) => ({
        _id: `${fileId}:${n}`,
        fileId,
        n,
        bytes: bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES),
      })),
    )
}

/** Takes an upload in. @throws AppError when it may not be kept, see `inspect`. */
export async function receiveFile(work: Work, name: string, bytes: Buffer): Promise<FileRecord> {
  const { type, size } = inspect(name, bytes)
  const { personId, organizationId, path } = work.actor
  await checkQuota(personId, bytes.length)
  const at = new Date(work.now)
  const record: FileRecord = {
    _id: newId(),
    name,
    type,
    bytes: bytes.length,
    ...size,
    digest: createHash('sha256').update(bytes).digest('base64url'),
    organizationId,
    path,
    byId: personId,
    at,
    uses: [],
    unusedSince: at,
  }
  await Files.create([record])
  await writeChunks(record._id, bytes)
  await inTransaction(async () => {
    await Files.updateOne({ _id: record._id }, { $set: { whole: true } })
    await recordAudit(work, {
      action: 'files.upload',
      subject: { kind: 'file', id: record._id },
      summary: `上传文件“${name}”（${bytesLabel(bytes.length)}）`,
    })
  })
  return record
}
