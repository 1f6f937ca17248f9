import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { Button } from '@/ui/Button'
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
  const { page, phase, done, kind, id } = node
  const open = phase === 'open' && detail.state === 'open'
  if (detail.meantForMe && open && !done && kind === 'push')
    return (
      <Button size="s" busy={campaign.read.busy} onClick={() => campaign.read.run(id)}>
        看过了
      </Button>
    )
  if (detail.meantForMe && page !== null && !done && phase !== 'over')
    return (
      <Button size="s" onClick={() => openPage(page)}>
        去参加
      </Button>
    )
  if (!detail.allowed.includes('edit') || phase === 'cancelled') return undefined
  return (
    <>
      <Button size="s" kind="plain" icon="more" label={`${node.title}：改、推送、取消`} onClick={() => setMore('menu')}>
        办理
      </Button>
      <Sheet open={more === 'menu'} title={node.title} onClose={close}>
        <MiniRow
          icon="pen"
          label="改日期、时间、文字"
          onClick={() => {
            close()
            onEdit()
          }}
        />
        {kind === 'event' && (
          <MiniRow
            icon="scan"
            label="打开签到屏"
            onClick={() => openPage(`/modules/campaigns/pages/screen/index?id=${detail.id}&node=${id}`)}
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
    </>
  )
}
