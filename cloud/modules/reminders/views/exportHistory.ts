import { safeCell } from '@cloud/core/table/tableFile'
import { utils, write } from '@e965/xlsx'
import { clockTimeOf, type PlainDate, plainDateOfInstant } from '@shared/core/plainDate'
import type { HistoryLine } from '@shared/modules/reminders/contract'
import {
  AUDIENCE_LABELS,
  CHANNEL_LABELS,
  DELIVERY_REASON_LABELS,
  DELIVERY_STATE_LABELS,
  REMINDER_KIND_LABELS,
  STEP_RESULT_LABELS,
} from '@shared/modules/reminders/model'

const moment = (instant: string | undefined): string =>
  instant ? `${plainDateOfInstant(instant)} ${clockTimeOf(instant)}` : ''

const COLUMNS: readonly { label: string; width: number; value(line: HistoryLine): string }[] = [
  { label: '时间', width: 17, value: (line) => moment(line.at) },
  { label: '姓名', width: 12, value: (line) => line.name },
  { label: '作为', width: 8, value: (line) => (line.audience ? AUDIENCE_LABELS[line.audience] : '') },
  { label: '代谁', width: 12, value: (line) => line.onBehalfOf ?? '' },
  { label: '转给谁', width: 12, value: (line) => line.handedTo ?? '' },
  { label: '种类', width: 12, value: (line) => REMINDER_KIND_LABELS[line.kind] },
  { label: '事项', width: 32, value: (line) => line.title },
  { label: '说了什么', width: 24, value: (line) => line.note },
  { label: '状态', width: 16, value: (line) => DELIVERY_STATE_LABELS[line.state] },
  { label: '渠道', width: 14, value: (line) => (line.channel ? CHANNEL_LABELS[line.channel] : '') },
  { label: '原因', width: 28, value: (line) => (line.reason ? DELIVERY_REASON_LABELS[line.reason] : '') },
  { label: '发到手机', width: 17, value: (line) => moment(line.sentAt) },
  { label: '看过', width: 17, value: (line) => moment(line.readAt) },
  { label: '答复知道了', width: 17, value: (line) => moment(line.answeredAt) },
  { label: '答应哪天前办', width: 12, value: (line) => line.byOn ?? '' },
  {
    label: '经过的渠道',
    width: 48,
    value: (line) =>
      line.steps
        .map(({ channel, at, result, reason, code }) => {
          const why = [reason && DELIVERY_REASON_LABELS[reason], code].filter(Boolean).join(' ')
          return `${moment(at)} ${CHANNEL_LABELS[channel]}${STEP_RESULT_LABELS[result]}${why && `（${why}）`}`
        })
        .join('；'),
  },
]

/** Who was told what when, as a workbook. */
export function exportHistory(
  lines: readonly HistoryLine[],
  today: PlainDate,
): { fileName: string; bytes: Uint8Array<ArrayBuffer> } {
  const rows = lines.map((line) => COLUMNS.map((column) => safeCell(column.value(line))))
  const sheet = utils.aoa_to_sheet([COLUMNS.map((column) => column.label), ...rows])
  sheet['!cols'] = COLUMNS.map((column) => ({ wch: column.width }))
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, '提醒记录')
  return {
    fileName: `提醒记录${today}.xlsx`,
    bytes: new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer),
  }
}
