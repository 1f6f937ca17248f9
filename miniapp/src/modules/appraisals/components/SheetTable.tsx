import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Chip } from '@/ui/Chip'
import { type Column, Table } from '@/ui/Table'
import type { AppraisalDetail } from '../appraisalsApi'

type Row = NonNullable<AppraisalDetail['sheet']>[number]

/** `优秀 3 · 合格 5`; below three ballots no numbers. */
export function countsWord(counts: readonly number[] | undefined, choices: readonly string[], left: boolean): string {
  if (left) return '已转出'
  if (!counts) return '不足三票，不显示'
  const some = choices.flatMap((label, i) => (counts[i] ? [`${label} ${counts[i]}`] : []))
  return some.join(' · ')
}

/** Totals and ratings, one row per member, by name and never ranked. */
export function SheetTable({ appraisal, acts }: { appraisal: AppraisalDetail; acts?: (row: Row) => ReactNode }) {
  const { choices, sheet = [] } = appraisal
  const columns: Column<Row>[] = [
    { id: 'name', label: '姓名', cell: (row) => row.name },
    { id: 'peer', label: '互评', cell: (row) => countsWord(row.peer, choices, row.left) },
    { id: 'ballot', label: '测评', cell: (row) => countsWord(row.ballot, choices, row.left) },
    {
      id: 'rating',
      label: '评定意见',
      cell: (row) => {
        const last = row.ratings[row.ratings.length - 1]
        if (!last) return row.left ? '' : '还没有'
        const before = row.ratings.slice(0, -1).map((one) => one.label)
        return (
          <View>
            <View className="line">
              <Text>{last.label}</Text>
              {row.acknowledged && <Chip tone="ok">已签收</Chip>}
            </View>
            {last.remark && <View className="note">{last.remark}</View>}
            {before.length > 0 && <View className="note">更正前：{before.join('、')}</View>}
          </View>
        )
      },
    },
  ]
  return (
    <Table
      label="测评结果"
      columns={columns}
      rows={sheet}
      keyOf={(row) => row.personId}
      acts={acts}
      foot="按姓名排列，不排名；总数里认不出谁投了什么"
    />
  )
}
