import { openPage } from '@/core/navigation'
import { Card } from '@/ui/Card'
import { MiniRow } from '@/ui/MiniRow'
import { preparationPage, rectificationsPage } from '../lifeWords'
import type { MeetingDetail } from '../meetingsApi'

/** What belongs to a life meeting before and after it. */
export function LifeCard({ meeting }: { meeting: MeetingDetail }) {
  const { id, organizationId } = meeting
  return (
    <Card title="会前和会后">
      <MiniRow
        icon="study"
        label="会前准备"
        note="学习、谈话、意见、个人检视"
        onClick={() => openPage(preparationPage(id))}
      />
      <MiniRow
        icon="flag"
        label="整改清单"
        note="措施、责任人、期限，逐项销号"
        onClick={() => openPage(rectificationsPage(organizationId, id))}
      />
    </Card>
  )
}
