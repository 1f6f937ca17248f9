import { utils, write } from '@e965/xlsx'
import { sourceLabel } from '@shared/core/norm'
import { OBLIGATION_STATE_LABELS } from '@shared/core/obligation'
import type { PlannedItem } from '@shared/modules/duties/contract'

const COLUMNS: readonly { label: string; width: number; value(item: PlannedItem): string }[] = [
  { label: '事项', width: 32, value: (item) => item.title },
  { label: '要求', width: 28, value: (item) => item.why },
  { label: '依据', width: 40, value: (item) => sourceLabel(item.source) },
  { label: '最早可办', width: 12, value: (item) => item.opensOn },
  { label: '期限', width: 12, value: (item) => item.dueOn },
  { label: '原期限', width: 12, value: (item) => item.movedFrom ?? '' },
  { label: '状态', width: 10, value: (item) => OBLIGATION_STATE_LABELS[item.state] },
  { label: '完成日期', width: 12, value: (item) => item.doneOn ?? '' },
  { label: '移动或免办的原因', width: 32, value: (item) => item.adjusted?.reason ?? '' },
  { label: '办理人', width: 12, value: (item) => item.adjusted?.by ?? '' },
  { label: '办结情况', width: 32, value: (item) => item.note ?? '' },
]

/** The year's plan as a workbook, one line per item, as it stands on the screen. */
export function exportPlan(plan: { name: string; year: number; items: readonly PlannedItem[] }): {
  fileName: string
  bytes: Uint8Array<ArrayBuffer>
} {
  const rows = plan.items.map((item) => COLUMNS.map((column) => column.value(item)))
  const sheet = utils.aoa_to_sheet([COLUMNS.map((column) => column.label), ...rows])
  sheet['!cols'] = COLUMNS.map((column) => ({ wch: column.width }))
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, `${plan.year}年度计划`)
  const bytes = new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
  return { fileName: `${plan.name}${plan.year}年度计划.xlsx`, bytes }
}
