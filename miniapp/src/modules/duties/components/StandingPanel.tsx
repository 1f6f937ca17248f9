import { ringParts } from '@shared/modules/duties/model'
import { View } from '@tarojs/components'
import { openPage } from '@/core/navigation'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { MiniRow } from '@/ui/MiniRow'
import { Ring } from '@/ui/Ring'
import { Skeleton } from '@/ui/Skeleton'
import { useStanding } from '../useBoard'
import { SlippingRow } from './SlippingList'

/** One organisation below: its ring, who leads it, and each late or slipping duty with the missing fact. */
export function StandingPanel({ organizationId, year }: { organizationId: string; year: number }) {
  const { data, error, refresh } = useStanding(organizationId, year)
  if (!data) return error ? <AnswerState error={error} shown={false} onRetry={refresh} /> : <Skeleton rows={4} />
  const { ring, leaders, members, items, more } = data
  return (
    <>
      <Ring value={ring.done} total={ring.total} unit="全年任务" parts={ringParts(ring)} />
      {leaders.map((leader) => (
        <MiniRow key={`${leader.role}${leader.name}`} label={leader.role} value={leader.name} />
      ))}
      <MiniRow label="党员" value={`${members} 人`} />
      {items.map((item) => (
        <SlippingRow key={item.key} item={item} />
      ))}
      {items.length === 0 && (
        <Empty icon="done" title="按期进行">
          {ring.overdue > 0 ? `早先错过的 ${ring.overdue} 件在全年计划里` : '没有逾期或可能误期的事'}
        </Empty>
      )}
      {more > 0 && <View className="note card-pad">另有 {more} 件，在全年计划里</View>}
      <View className="card-pad">
        <Button
          wide
          onClick={() => openPage(`/modules/duties/pages/plan/index?organizationId=${organizationId}&year=${year}`)}
        >
          看全年计划
        </Button>
      </View>
    </>
  )
}
