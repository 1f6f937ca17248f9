import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Section } from '@/ui/Section'
import type { CampaignDetail, NodeView } from '../campaignsApi'
import type { useCampaign } from '../useCampaign'
import { NodeActs } from './NodeActs'
import { NodeRow } from './NodeRow'

interface PlanSectionProps {
  detail: CampaignDetail
  campaign: ReturnType<typeof useCampaign>
  onEdit: (node: NodeView | 'new') => void
}

/** The nodes of a campaign in time, each with what the reader may do with it. */
export function PlanSection({ detail, campaign, onEdit }: PlanSectionProps) {
  const add = detail.allowed.includes('edit') ? { label: '加一个', onClick: () => onEdit('new') } : undefined
  return (
    <Section title="节点" count={`${detail.nodes.length} 个`} link={add}>
      <Card>
        {detail.nodes.map((node) => (
          <NodeRow
            key={node.id}
            node={node}
            mine={detail.meantForMe}
            act={<NodeActs node={node} campaign={campaign} detail={detail} onEdit={() => onEdit(node)} />}
          />
        ))}
        {detail.nodes.length === 0 && (
          <Empty icon="calendar" title="还没有节点">
            加一个推送、学习、答题或线下活动
          </Empty>
        )}
      </Card>
    </Section>
  )
}
