import { View } from '@tarojs/components'
import { Chip } from '@/ui/Chip'
import { type Column, Table } from '@/ui/Table'
import type { AppraisalDetail } from '../appraisalsApi'

type Row = NonNullable<AppraisalDetail['board']>[number]

/** In which states a round has not begun yet. */
const AHEAD: Record<'peer' | 'ballot', readonly AppraisalDetail['state'][]> = {
  peer: ['self'],
  ballot: ['self', 'peer'],
}

const mark = (done: boolean, asked: boolean, ahead = false) => {
  if (done) return <Chip tone="ok">已交</Chip>
  if (!asked) return <Chip>不要求</Chip>
  return ahead ? <Chip>还没开始</Chip> : <Chip tone="warn">未交</Chip>
}

const columnsOf = (state: AppraisalDetail['state']): Column<Row>[] => [
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
  { id: 'self', label: '自评', cell: (row) => mark(row.self, !row.exempt && !row.left) },
  { id: 'peer', label: '互评', cell: (row) => mark(row.peer, !row.exempt && !row.left, AHEAD.peer.includes(state)) },
  {
    id: 'ballot',
    label: '测评',
    cell: (row) => mark(row.ballot, row.votes && !row.exempt && !row.left, AHEAD.ballot.includes(state)),
  },
]

/** Who has handed in, never what. */
export function BoardTable({ rows, state }: { rows: readonly Row[]; state: AppraisalDetail['state'] }) {
  return (
    <Table
      label="谁交了"
      columns={columnsOf(state)}
      rows={rows}
      keyOf={(row) => row.personId}
      foot="只看得到交了没有；写了什么只有本人看得到，选了什么没有记录"
    />
  )
}
