import { useState } from 'react'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { usePages } from '@/core/usePages'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Segmented } from '@/ui/Segmented'
import { Tile, Tiles } from '@/ui/Tile'
import { type BoardRow, campaignsApi, campaignUrl } from '../../campaignsApi'
import { BoardTable } from '../../components/BoardTable'

type Level = 'team' | 'unit'
const LEVELS = [
  { value: 'team' as const, label: '按班组' },
  { value: 'unit' as const, label: '按单位' },
]

/** 进度 — how far the groups are, who needs help with what, and one tap to ask their leaders. */
export default function CampaignBoard() {
  const { id = '' } = useParams()
  const [by, setBy] = useState<Level>('team')
  const params = { campaignId: id }
  const campaign = useQuery(`campaigns/detail/${id}`, () => campaignsApi.detail({ params }))
  const query = usePages(
    `campaigns/board/${id}/${by}`,
    (cursor) => campaignsApi.board({ params, query: { by, limit: '50', ...(cursor && { cursor }) } }),
    { keep: false },
  )
  const nudge = useAction(async (key, row: BoardRow) => {
    const { message } = await campaignsApi.nudge({ params: { campaignId: id, groupId: row.groupId } }, { key })
    say(message)
  })
  const title = campaign.data?.title ?? '活动'
  return (
    <Page
      title="活动进度"
      who={campaign.data?.title}
      crumbs={[
        { label: '活动', url: '/modules/campaigns/pages/list/index' },
        { label: title, url: campaignUrl(id) },
        { label: '进度' },
      ]}
      state={<ErrorBanner error={nudge.error ?? campaign.error} />}
    >
      <Loaded query={query} rows={6}>
        {(board) => (
          <>
            <Tiles>
              <Tile label="对象" icon="users" num={board.total.asked} unit="人" />
              <Tile label="参加过" icon="done" tone="ok" num={board.total.reached} unit="人，至少一次" />
              <Tile label="需要帮助" icon="alert" tone="warn" num={board.needHelp} unit="个小组" />
            </Tiles>
            <Segmented inset label="怎么看" options={LEVELS} value={by} onChange={setBy} />
            {campaign.data && board.items.length > 0 && (
              <BoardTable campaign={campaign.data} board={board} busy={nudge.busy} onNudge={nudge.run} />
            )}
            <Pager quiet {...query.pager} />
            {board.items.length === 0 && (
              <Card>
                <Empty icon="chart" title="还没有进度">
                  活动发布后，大家参加到哪里会自己记到这里
                </Empty>
              </Card>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}
