import { sourceLabel } from '@shared/core/norm'
import type { PlannedItem } from '@shared/modules/duties/contract'
import { Text, View } from '@tarojs/components'
import { Button } from '@/ui/Button'
import { type Column, Table } from '@/ui/Table'
import { dateText, StateChip } from './PlanRow'

const COLUMNS: Column<PlannedItem>[] = [
  {
    id: 'title',
    label: '事项',
    sortBy: (item) => item.title,
    cell: (item) => (
      <View>
        <View className="strong">{item.title}</View>
        <View className="note">{item.why}</View>
      </View>
    ),
  },
  {
    id: 'due',
    label: '期限',
    sortBy: (item) => item.dueOn,
    cell: (item) => (
      <View>
        <View className="nowrap">{item.dueOn}</View>
        <View className="note">{dateText(item)}</View>
      </View>
    ),
  },
  { id: 'state', label: '状态', sortBy: (item) => item.state, cell: (item) => <StateChip item={item} /> },
  {
    id: 'source',
    label: '依据',
    sortBy: (item) => sourceLabel(item.source),
    cell: (item) => <Text className="note">{sourceLabel(item.source)}</Text>,
  },
]

/** The plan on the desktop: sortable, with every item's source. */
export function PlanTable({ items, onOpen }: { items: readonly PlannedItem[]; onOpen: (item: PlannedItem) => void }) {
  return (
    <Table
      label="年度计划"
      columns={COLUMNS}
      rows={items}
      keyOf={(item) => item.key}
      acts={(item) => (
        <Button size="x" label={`查看${item.title}`} onClick={() => onOpen(item)}>
          {item.allowed.length > 0 ? '办理' : '查看'}
        </Button>
      )}
      foot={`共 ${items.length} 件，全部显示`}
    />
  )
}
