import { View } from '@tarojs/components'
import { Chip } from '@/ui/Chip'
import { type Column, Table } from '@/ui/Table'
import type { AppraisalDetail } from '../appraisalsApi'

type Row = NonNullable<AppraisalDetail['board']>[number]

const mark = (done: boolean, asked: boolean, left: boolean) =>
  done ? (
    <Chip tone="ok">已交</Chip>
  ) : (
    <Chip tone={asked && !left ? 'warn' : 'idle'}>{asked && !left ? '未交' : '不要求'}</Chip>
  )

const COLUMNS: Column<Row>[] = [
  {
    id: 'name',
    label: '姓名',
    cell: (row) => (
      <View>
        {row.name}
        {(row.left || row.note) && <View className="note">{row.left ? '已转出' : row.note}</View>}
      </View>
    ),
  },
  { id: 'self', label: '自评', cell: (row) => mark(row.self, !row.exempt, row.left) },
  { id: 'peer', label: '互评', cell: (row) => mark(row.peer, !row.exempt, row.left) },
  { id: 'ballot', label: '测评', cell: (row) => mark(row.ballot, row.votes && !row.exempt, row.left) },
]

/** Who has handed in, never what. */
export function BoardTable({ rows }: { rows: readonly Row[] }) {
  return (
    <Table
      label="谁交了"
      columns={COLUMNS}
      rows={rows}
      keyOf={(row) => row.personId}
      foot="只看得到交了没有；写了什么、选了什么，谁也看不到"
    />
  )
}
