import type { Work } from '@cloud/core/deps'
import { mustFitFile, workbook } from '@cloud/core/table/tableFile'
import type { BoardRow } from '@shared/modules/duties/contract'
import { HELP_LABELS } from '@shared/modules/duties/model'
import { ORGANIZATION_KIND_LABELS } from '@shared/modules/organizations/model'
import { findLines, type ProgressQuery, presentLines } from './progress'

const AT_ONCE = 200

const COLUMNS: readonly { label: string; value(row: BoardRow): string | number }[] = [
  { label: '组织', value: (row) => row.name },
  { label: '类别', value: (row) => ORGANIZATION_KIND_LABELS[row.kind] },
  { label: '所属', value: (row) => row.under ?? '' },
  { label: '有计划的组织', value: (row) => row.organizations },
  { label: '需要帮助的组织', value: (row) => row.needHelp },
  { label: '状态', value: (row) => (row.needHelp > 0 ? HELP_LABELS.help : HELP_LABELS.fine) },
  { label: '原因', value: (row) => row.reasons.join('，') },
  { label: '最早期限', value: (row) => row.firstDue ?? '' },
  { label: '最先要办的', value: (row) => row.first[0]?.title ?? '' },
  { label: '缺的事实', value: (row) => row.first[0]?.missing.what ?? '' },
  { label: '由谁补', value: (row) => row.first[0]?.missing.by ?? '' },
  { label: '全年任务', value: (row) => row.ring.total },
  { label: '已完成', value: (row) => row.ring.done },
  { label: '可能误期', value: (row) => row.ring.slipping },
  { label: '已逾期', value: (row) => row.ring.overdue },
]

/** The board's table as a workbook, with the filters of the screen. @throws AppError too_large beyond what one file holds. */
export async function exportProgress(work: Work, query: ProgressQuery) {
  const { place, year, lines } = await findLines(work, query)
  mustFitFile(lines.length)
  const rows: string[][] = [COLUMNS.map(({ label }) => label)]
  for (let start = 0; start < lines.length; start += AT_ONCE) {
    const some = lines.slice(start, start + AT_ONCE)
    for (const row of await presentLines(some, place, { year, rule: query.rule, today: work.today }))
      rows.push(COLUMNS.map(({ value }) => String(value(row))))
  }
  return { fileName: `${place.name}${year}年下级进度-${work.today}.xlsx`, bytes: await workbook('下级进度', rows) }
}
