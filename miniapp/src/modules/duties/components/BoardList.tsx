import type { BoardRow } from '@shared/modules/duties/contract'
import { View } from '@tarojs/components'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Pager } from '@/ui/Pager'
import type { BoardFilter, useBoard } from '../useBoard'
import { BoardFilters } from './BoardFilters'
import { BoardTable } from './BoardTable'

interface BoardListProps {
  board: ReturnType<typeof useBoard>
  filter: BoardFilter
  onFilter: (change: BoardFilter) => void
  selected: string | undefined
  onOpen: (row: BoardRow) => void
  onDescend: (row: BoardRow) => void
}

/** What was missed long ago still counts in the year's figures above. */
const nothingPresses = (missed: number): string =>
  missed > 0 ? `上面的 ${missed} 件是早先错过的，近期没有逾期或可能误期的事` : '没有逾期或可能误期的事'

/** The filters, the organisations they let through, and one quiet line about what is fine. */
export function BoardList({ board, filter, onFilter, selected, onOpen, onDescend }: BoardListProps) {
  const { data, items, pager } = board
  if (!data) return null
  const isFiltered = filter.name !== undefined || filter.rule !== undefined || filter.state !== 'help'
  return (
    <>
      <BoardFilters filter={filter} rules={data.rules} onChange={onFilter} />
      {items.length > 0 && (
        <View className="block">
          <BoardTable rows={items} selected={selected} onOpen={onOpen} onDescend={onDescend} />
          <Pager {...pager} total={data.total} />
        </View>
      )}
      {items.length === 0 && (
        <Card>
          <Empty icon="done" title={isFiltered ? '没有这样的组织' : '现在没有需要帮助的组织'}>
            {isFiltered ? '换一个筛选条件再看' : nothingPresses(data.ring.overdue)}
          </Empty>
        </Card>
      )}
      {filter.state === 'help' && data.onTrack > 0 && (
        <View className="sect note">另有 {data.onTrack} 个组织按期进行</View>
      )}
    </>
  )
}
