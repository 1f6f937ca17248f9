import { View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { MiniRow } from '@/ui/MiniRow'
import { Sheet } from '@/ui/Sheet'
import { type CampaignDetail, campaignsApi, type NodeView } from '../campaignsApi'
import type { useCampaign } from '../useCampaign'
import { ReasonSheet } from './ReasonSheet'

interface NodeActsProps {
  node: NodeView
  detail: CampaignDetail
  campaign: ReturnType<typeof useCampaign>
  onEdit: () => void
}

/** What the reader does with a node; staff move it, push it now or call it off. Nothing where there is nothing to do. */
export function NodeActs({ node, detail, campaign, onEdit }: NodeActsProps) {
  const [more, setMore] = useState<'menu' | 'cancel'>()
  const close = () => setMore(undefined)
  /** Whoever comes back finds the campaign, not the menu. */
  const leaveFor = (url: string) => {
    close()
    void openPage(url)
  }
  const { page, phase, done, kind, id } = node
  const open = phase === 'open' && detail.state === 'open'
  const mayRead = detail.meantForMe && open && !done && kind === 'push'
  // The way to an event is shown ahead of its day: one may say that one cannot come.
  const isTime = phase === 'open' || (kind === 'event' && phase === 'ahead')
  const mayGo = detail.meantForMe && detail.state === 'open' && page !== null && !done && isTime
  const mayRun = detail.allowed.includes('edit') && phase !== 'cancelled'
  return (
    <View className="line">
      {mayRead && campaign.isKept(id) && <Chip icon="saved">已存本机</Chip>}
      {mayRead && !campaign.isKept(id) && (
        <Button size="s" busy={campaign.read.busy} onClick={() => campaign.read.run(id)}>
          看过了
        </Button>
      )}
      {mayGo && (
        <Button size="s" onClick={() => openPage(page)}>
          {kind === 'event' ? '去签到' : '去参加'}
        </Button>
      )}
      {mayRun && (
        <Button size="s" label={`办理：${node.title}`} onClick={() => setMore('menu')}>
          办理
        </Button>
      )}
      <Sheet open={more === 'menu'} title={node.title} onClose={close}>
        <MiniRow
          icon="pen"
          label="改日期、时间、文字"
          onClick={() => {
            close()
            onEdit()
          }}
        />
        {node.refId !== null && (kind === 'exam' || kind === 'contest') && (
          <MiniRow
            icon="doc"
            label={detail.state === 'draft' ? '看试卷，换题库' : '看考试'}
            onClick={() => leaveFor(`/modules/quiz/pages/examStaff/index?id=${node.refId}`)}
          />
        )}
        {kind === 'event' && (
          <MiniRow
            icon="scan"
            label="打开签到屏"
            onClick={() => leaveFor(`/modules/campaigns/pages/screen/index?id=${detail.id}&node=${id}`)}
          />
        )}
        {open && (
          <MiniRow
            icon="bell"
            label="现在推送"
            onClick={() => {
              close()
              void campaign.push.run(id)
            }}
          />
        )}
        <MiniRow icon="close" label="取消这个节点" onClick={() => setMore('cancel')} />
      </Sheet>
      {more === 'cancel' && (
        <ReasonSheet
          title={`取消“${node.title}”`}
          sub="告诉过大家的会收到取消通知，还没说的不再说"
          verb="取消节点"
          label="原因"
          act={(reason, key) =>
            campaignsApi.cancelNode({ params: { campaignId: detail.id, nodeId: id }, body: { reason } }, { key })
          }
          onClose={close}
          onDone={() => {
            close()
            void campaign.settle()
          }}
        />
      )}
    </View>
  )
}
