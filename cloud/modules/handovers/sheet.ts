import { utils, write } from '@e965/xlsx'
import { ROLE_LABELS } from '@shared/core/roles'
import type { HandoverDetail } from '@shared/modules/handovers/contract'
import { ENTRY_LABELS, HANDOVER_STATE_LABELS, ITEM_STATE_LABELS } from '@shared/modules/handovers/model'

const COLUMNS = [
  ['序号', 6],
  ['事项', 36],
  ['说明', 32],
  ['期限', 12],
  ['状态', 10],
  ['接收日期', 12],
  ['问答', 48],
] as const

/** 交接清单 — one line per item, with the day and both names; two lines to sign on paper below. */
export function writeSheet(
  handover: HandoverDetail,
  today: string,
): { fileName: string; bytes: Uint8Array<ArrayBuffer> } {
  const { organizationName, from, to, standIn } = handover
  const role = ROLE_LABELS[handover.role]
  const giver = standIn ? `${standIn.name}（代为移交：${standIn.reason}）` : (from?.name ?? '上级代为移交')
  const items = handover.items.map((item, i) => [
    i + 1,
    item.title,
    item.why,
    item.dueOn ?? '',
    ITEM_STATE_LABELS[item.state],
    item.talk.find((entry) => entry.kind === 'accept')?.on ?? '',
    item.talk
      .filter((entry) => entry.text)
      .map((entry) => `${entry.on} ${entry.byName}${ENTRY_LABELS[entry.kind]}：${entry.text}`)
      .join('\n'),
  ])
  const events = handover.entries.map((entry) => [
    '',
    ENTRY_LABELS[entry.kind],
    entry.text ?? '',
    entry.on,
    '',
    '',
    entry.byName,
  ])
  const rows = [
    [`${organizationName}${role}岗位交接清单`],
    ['移交人', giver, `任职至 ${from?.day ?? '—'}`, '接任人', to?.name ?? '空缺', `自 ${to?.day ?? '—'}`],
    [
      '状态',
      HANDOVER_STATE_LABELS[handover.state],
      `开始 ${handover.openedOn}`,
      '接完',
      handover.finishedOn ?? '未接完',
      `打印 ${today}`,
    ],
    COLUMNS.map(([label]) => label),
    ...items,
    [],
    ['', '办理记录'],
    ...events,
    [],
    ['', `移交人（签名）：${from?.name ?? ''}`, '日期：', '', `接任人（签名）：${to?.name ?? ''}`, '日期：'],
  ]
  const sheet = utils.aoa_to_sheet(rows)
  sheet['!cols'] = COLUMNS.map(([, wch]) => ({ wch }))
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, '交接清单')
  const bytes = new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
  return { fileName: `${organizationName}${role}交接清单.xlsx`, bytes }
}
