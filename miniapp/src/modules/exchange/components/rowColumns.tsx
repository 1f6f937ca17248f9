import {
  FIELD_LABELS,
  type Field,
  type ImportKind,
  ROW_STATE_LABELS,
  type RowState,
} from '@shared/modules/exchange/model'
import type { ImportRow } from '@shared/modules/exchange/rows'
import { Text } from '@tarojs/components'
import { Chip } from '@/ui/Chip'
import type { IconName } from '@/ui/Icon'
import type { Column } from '@/ui/Table'
import type { Tone } from '@/ui/tone'

const SHOWN: Record<ImportKind, readonly Field[]> = {
  members: ['name', 'idNumber', 'joinedOn', 'branch'],
  organizations: ['name', 'kind', 'parent', 'foundedOn'],
  questions: ['kind', 'stem', 'options', 'answer'],
}

export const STATE_LOOK: Record<RowState, { tone: Tone; icon: IconName }> = {
  ready: { tone: 'ok', icon: 'done' },
  suggested: { tone: 'warn', icon: 'pen' },
  needsDecision: { tone: 'bad', icon: 'stop' },
  known: { tone: 'idle', icon: 'link' },
  leftOut: { tone: 'idle', icon: 'close' },
}

const LONGEST_WHOLE = 12

/** A value as it will be taken over: the old text struck through before it, doubtful ones marked. */
function CellText({ row, field }: { row: ImportRow; field: Field }) {
  const cell = row.cells.find((candidate) => candidate.field === field)
  if (!cell) return <Text className="hint">—</Text>
  // A day or a name stays whole; a long one may break.
  const whole = (text: string) => (text.length <= LONGEST_WHOLE ? 'nowrap' : '')
  const look = cell.doubtful ? 'cell-bad' : cell.old !== null ? 'cell-new' : ''
  return (
    <>
      {cell.old !== null && <Text className={`cell-old ${whole(cell.old)}`}>{cell.old}</Text>}
      {cell.old !== null && ' '}
      <Text className={`${look} ${whole(cell.text)}`}>{cell.text || '（空）'}</Text>
    </>
  )
}

/** Everything to say about a row, in words. */
export function reasonsOf(kind: ImportKind, row: ImportRow): string {
  const label = (field: Field) => (SHOWN[kind].includes(field) ? '' : `${FIELD_LABELS[kind][field] ?? ''}：`)
  const said = row.issues.map(({ field, reason }) => `${label(field)}${reason}`)
  const changed = row.changes.map(
    ({ field, from, to }) => `${FIELD_LABELS[kind][field] ?? ''}${from ? `由${from}` : ''}改为${to}`,
  )
  const same = row.state === 'known' && changed.length === 0 ? ['没有变化，不用更新'] : []
  return [...(row.because ? [row.because] : []), ...said, ...changed, ...same].join('；')
}

/** Columns of the review table. */
export const rowColumns = (kind: ImportKind): Column<ImportRow>[] => [
  ...SHOWN[kind].map((field) => ({
    id: field,
    label: FIELD_LABELS[kind][field] ?? field,
    cell: (row: ImportRow) => <CellText row={row} field={field} />,
  })),
  {
    id: 'state',
    label: '结果',
    cell: ({ state }) => (
      <Chip tone={STATE_LOOK[state].tone} icon={STATE_LOOK[state].icon}>
        {ROW_STATE_LABELS[state]}
      </Chip>
    ),
  },
  { id: 'reason', label: '原因', cell: (row) => reasonsOf(kind, row) },
  { id: 'row', label: '行', numeric: true, cell: ({ row, place }) => place ?? `第 ${row} 行` },
]
