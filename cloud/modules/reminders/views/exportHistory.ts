import type { Work } from '@cloud/core/deps'
import { tableFile } from '@cloud/core/table/tableFile'
import { clockTimeOf, plainDateOfInstant } from '@shared/core/plainDate'
import { type Table, usualColumns } from '@shared/core/table'
import type { HistoryLine } from '@shared/modules/reminders/contract'
import {
  AUDIENCE_LABELS,
  CHANNEL_LABELS,
  DELIVERY_REASON_LABELS,
  DELIVERY_STATE_LABELS,
  REMINDER_KIND_LABELS,
  STEP_RESULT_LABELS,
} from '@shared/modules/reminders/model'
import { findHistory, type HistoryFilter } from './history'

const moment = (instant: string | undefined): string =>
  instant ? `${plainDateOfInstant(instant)} ${clockTimeOf(instant)}` : ''

const stepWord = ({ channel, at, result, reason, code }: HistoryLine['steps'][number]): string => {
  const why = [reason && DELIVERY_REASON_LABELS[reason], code].filter(Boolean).join(' ')
  return `${moment(at)} ${CHANNEL_LABELS[channel]}${STEP_RESULT_LABELS[result]}${why && `（${why}）`}`
}

/** 提醒记录 — latest first. */
const HISTORY_TABLE: Table<HistoryLine> = {
  id: 'reminders',
  title: '提醒记录',
  columns: [
    { id: 'at', label: '时间', text: (line) => moment(line.at) },
    { id: 'name', label: '姓名', text: (line) => line.name },
    { id: 'audience', label: '作为', text: (line) => (line.audience ? AUDIENCE_LABELS[line.audience] : '') },
    { id: 'onBehalfOf', label: '代谁', text: (line) => line.onBehalfOf ?? '' },
    { id: 'handedTo', label: '转给谁', text: (line) => line.handedTo ?? '' },
    { id: 'kind', label: '种类', text: (line) => REMINDER_KIND_LABELS[line.kind] },
    { id: 'title', label: '事项', text: (line) => line.title },
    { id: 'note', label: '说了什么', text: (line) => line.note },
    { id: 'state', label: '状态', text: (line) => DELIVERY_STATE_LABELS[line.state] },
    { id: 'channel', label: '渠道', text: (line) => (line.channel ? CHANNEL_LABELS[line.channel] : '') },
    { id: 'reason', label: '原因', text: (line) => (line.reason ? DELIVERY_REASON_LABELS[line.reason] : '') },
    { id: 'sentAt', label: '发到手机', text: (line) => moment(line.sentAt) },
    { id: 'readAt', label: '看过', text: (line) => moment(line.readAt) },
    { id: 'answeredAt', label: '答复知道了', text: (line) => moment(line.answeredAt) },
    { id: 'byOn', label: '答应哪天前办', text: (line) => line.byOn ?? '' },
    { id: 'steps', label: '经过的渠道', text: (line) => line.steps.map(stepWord).join('；') },
  ],
}

/** Who was told what when, whole, as a workbook. @throws AppError too_large beyond what one file holds. */
export const exportHistory = ({ actor, today }: Work, filter: HistoryFilter) =>
  tableFile(HISTORY_TABLE, usualColumns(HISTORY_TABLE), today, (page) => findHistory(actor, { ...filter, ...page }))
