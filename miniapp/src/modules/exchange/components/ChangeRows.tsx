import { CHANGE_FIELD_LABELS, FIELD_LABELS, type Field } from '@shared/modules/exchange/model'
import type { ImportBatch, ImportRow } from '@shared/modules/exchange/rows'
import { Text, View } from '@tarojs/components'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Pager } from '@/ui/Pager'
import { Skeleton } from '@/ui/Skeleton'
import { type Column, Table } from '@/ui/Table'
import { useRows } from '../useImport'

const labelOf = (batch: ImportBatch, field: Field): string => {
  const labels: Readonly<Record<string, string>> = { ...FIELD_LABELS[batch.kind], ...CHANGE_FIELD_LABELS }
  return labels[field] ?? field
}

const STATES = {
  ready: { tone: 'warn', label: '可以改' },
  known: { tone: 'ok', label: '已改' },
  leftOut: { tone: 'idle', label: '不改' },
} as const

const columnsOf = (batch: ImportBatch): Column<ImportRow>[] => [
  { id: 'name', label: '名称', cell: (row) => row.cells[0]?.text || '—' },
  {
    id: 'changes',
    label: '由什么变成什么',
    cell: (row) =>
      row.changes.map(({ field, from, to }) => (
        <View key={field}>
          <Text className="note">{labelOf(batch, field)} </Text>
          {from && <Text className="cell-old">{from}</Text>}
          {from && ' → '}
          <Text className="cell-new">{to || '（空）'}</Text>
        </View>
      )),
  },
  {
    id: 'state',
    label: '结果',
    cell: ({ state }) => {
      const look = STATES[state as keyof typeof STATES] ?? STATES.ready
      return <Chip tone={look.tone}>{look.label}</Chip>
    },
  },
  { id: 'because', label: '原因', cell: (row) => row.because ?? '' },
]

/** Every row of a change: before, after, or why not. */
export function ChangeRows({ batch }: { batch: ImportBatch }) {
  const rows = useRows(batch.id, 'all', `${batch.state}${JSON.stringify(batch.counts)}`)
  if (!rows.data) return rows.error ? <ErrorBanner error={rows.error} /> : <Skeleton rows={6} />
  return (
    <>
      <ErrorBanner error={rows.error} />
      <Table label="要改的行" columns={columnsOf(batch)} rows={rows.items} keyOf={(row) => String(row.row)} />
      <Pager {...rows.pager} />
    </>
  )
}
