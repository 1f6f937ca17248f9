import { OBLIGATION_STATE_LABELS } from '@shared/core/obligation'
import { dayLabel, plainDateOf, yearOf } from '@shared/core/plainDate'
import type { BoardRow } from '@shared/modules/duties/contract'
import { HELP_LABELS, STATE_TONES } from '@shared/modules/duties/model'
import { Text, View } from '@tarojs/components'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { useShell } from '@/ui/shell'
import { type Column, Table } from '@/ui/Table'

/** Organisations that stand above others; their row leads one level down. */
const isAbove = ({ kind }: BoardRow): boolean => kind !== 'branch' && kind !== 'partyGroup' && kind !== 'team'

function Missing({ row }: { row: BoardRow }) {
  const [first] = row.first
  if (first)
    return (
      <View>
        <Chip tone={STATE_TONES[first.state]}>{OBLIGATION_STATE_LABELS[first.state]}</Chip>
        <View className="mt1">{first.missing.what}</View>
      </View>
    )
  if (row.organizations > 1) return row.needHelp > 0 ? `${row.needHelp} 个组织需要帮助` : HELP_LABELS.fine
  return <Text className="sub">{row.needHelp > 0 ? '看详情' : HELP_LABELS.fine}</Text>
}

const COLUMNS: Column<BoardRow>[] = [
  {
    id: 'name',
    label: '组织',
    cell: (row) => (
      <View>
        <Text className="strong">{row.name}</Text>
        {(row.under || row.organizations > 1) && (
          <View className="note">{row.organizations > 1 ? `${row.organizations} 个组织` : row.under}</View>
        )}
      </View>
    ),
  },
  {
    id: 'what',
    label: '需要帮什么',
    cell: (row) => (
      <View>
        <View>{row.first[0]?.title ?? (row.reasons.join('，') || '—')}</View>
        {row.first.length > 0 && <View className="note">{row.reasons.join('，')}</View>}
      </View>
    ),
  },
  { id: 'missing', label: '缺的事实', cell: (row) => <Missing row={row} /> },
  {
    id: 'due',
    label: '最早期限',
    cell: (row) => (
      <Text className="nowrap">{row.firstDue ? dayLabel(row.firstDue, yearOf(plainDateOf(Date.now()))) : '—'}</Text>
    ),
  },
  { id: 'done', label: '全年已完成', numeric: true, cell: (row) => `${row.ring.done} / ${row.ring.total}` },
]

interface BoardTableProps {
  rows: readonly BoardRow[]
  selected?: string | undefined
  onOpen: (row: BoardRow) => void
  onDescend: (row: BoardRow) => void
}

/** Organisations by need of help: what, which fact is missing, by when. No places, no order but the day. */
export function BoardTable({ rows, selected, onOpen, onDescend }: BoardTableProps) {
  const { wide } = useShell()
  const open = (row: BoardRow) => (isAbove(row) ? onDescend(row) : onOpen(row))
  return (
    <Table
      label="下级进度"
      columns={COLUMNS}
      rows={rows}
      keyOf={(row) => row.organizationId}
      {...(selected && { selected })}
      acts={(row) => (
        <Button
          size={wide ? 'x' : 's'}
          label={`${isAbove(row) ? '看下级' : '看详情'}：${row.name}`}
          onClick={() => open(row)}
        >
          {isAbove(row) ? '看下级' : '看详情'}
        </Button>
      )}
    />
  )
}
