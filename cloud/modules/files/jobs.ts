import { inTransaction } from '@cloud/core/database/connect'
import type { Job } from '@cloud/core/jobs/job'
import { addDays, instantAt } from '@shared/core/plainDate'
import { FileChunks, Files } from './collection'

/** Days an upload may lie about without any use. */
const UNUSED_DAYS = 7
/** Removed in one transaction. */
const BATCH = 20

/** @returns how many were removed. */
const removeSome = (before: Date): Promise<number> =>
  inTransaction(async () => {
    const rows = await Files.find({ unusedSince: { $lt: before } }, { _id: 1 })
      .sort({ unusedSince: 1 })
      .limit(BATCH)
      .lean<{ _id: string }[]>()
    const ids = rows.map((row) => row._id)
    if (ids.length === 0) return 0
    await Files.deleteMany({ _id: { $in: ids } })
    await FileChunks.deleteMany({ fileId: { $in: ids } })
    return ids.length
  })

/** 清理没用上的上传. */
export const tidyFiles: Job = {
  name: 'files.tidy',
  at: '02:40',
  catchUpDays: 0,
  async run(_, day) {
    const before = new Date(instantAt(addDays(day, -UNUSED_DAYS), '00:00'))
    while ((await removeSome(before)) > 0);
  },
}
