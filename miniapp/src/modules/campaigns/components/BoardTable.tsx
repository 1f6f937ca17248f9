import { percentOf } from '@shared/modules/campaigns/progress'
import { Text, View } from '@tarojs/components'
import { openPage } from '@/core/navigation'
import { Bar } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { type Column, Table } from '@/ui/Table'
import { type Board, type BoardRow, type CampaignDetail, groupUrl } from '../campaignsApi'

interface BoardTableProps {
  campaign: CampaignDetail
  board: Board
  busy: boolean
  onNudge: (row: BoardRow) => void
}

const reached = ({ reached: done, asked, name }: BoardRow) => (
  <View>
    <Text className="nowrap">{`${done} / ${asked} 人`}</Text>
    <Bar value={done} total={asked} label={`${name}：${asked} 人中 ${done} 人参加过`} />
  </View>
)
const next = ({ next: step }: BoardRow) =>
  step ? (
    <View>
      {step.needsHelp && <Chip tone="warn">需要帮助</Chip>} {step.words}
    </View>
  ) : (
    '眼下都参加了'
  )

/** Groups in the order of the tree, those that need help first; a column per node, no places and no scores. */
export function BoardTable({ campaign, board, busy, onNudge }: BoardTableProps) {
  const shown = campaign.nodes.filter(({ phase }) => phase === 'open' || phase === 'over')
  const nodeColumns = shown.map(
    ({ id, title }): Column<BoardRow> => ({
      id,
      label: title,
      numeric: true,
      cell: (row) => {
        const standing = row.nodes.find(({ nodeId }) => nodeId === id)
        if (!standing) return ''
        const grasp = standing.understanding === null ? '' : ` · 掌握 ${standing.understanding}%`
        return `${standing.done}/${standing.asked}（${percentOf(standing.done, standing.asked)}%）${grasp}`
      },
    }),
  )
  const columns: Column<BoardRow>[] = [
    { id: 'name', label: '小组', short: true, cell: (row) => row.name },
    { id: 'reached', label: '参加过', cell: reached },
    { id: 'next', label: '下一步', cell: next },
    ...nodeColumns,
  ]
  return (
    <Table
      label="活动进度"
      columns={columns}
      rows={board.items}
      keyOf={(row) => row.groupId}
      acts={(row) => (
        <View className="line">
          {row.allowed.includes('names') && (
            <Button size="x" onClick={() => openPage(groupUrl(campaign.id, row.groupId))}>
              看名单
            </Button>
          )}
          {row.allowed.includes('nudge') && (
            <Button size="x" kind="red" busy={busy} onClick={() => onNudge(row)}>
              提醒一下
            </Button>
          )}
        </View>
      )}
      foot="按组织次序，需要帮助的在前，不是名次；名单只有本组组长看得到"
    />
  )
}
