import type { OpenMatterSource } from '@cloud/core/openMatter'
import { plainDateOf } from '@shared/core/plainDate'
import { BATCH_STATE_LABELS, type BatchState } from '@shared/modules/exchange/model'
import { type ImportRecord, Imports } from './collection'

const IN_WORK: readonly BatchState[] = ['reading', 'checking', 'review', 'committing', 'undoing']
const MOST = 500

/** Import batches in work, for an administrator. */
export const importMatters: OpenMatterSource = async (_, { role, path }) => {
  if (role !== 'administrator') return []
  const rows = await Imports.find({ path: { $gte: path, $lt: `${path}\uffff` }, state: { $in: [...IN_WORK] } })
    .sort({ at: -1 })
    .limit(MOST)
    .lean<ImportRecord[]>()
  return rows.map((row) => ({
    key: `exchange:import-${row._id}`,
    title: `导入“${row.fileName}”还没有做完`,
    why: `${BATCH_STATE_LABELS[row.state]}，${row.startedByName}于 ${plainDateOf(row.at.getTime())} 开始`,
    since: plainDateOf(row.at.getTime()),
    page: `/modules/exchange/pages/import/index?importId=${row._id}`,
  }))
}
