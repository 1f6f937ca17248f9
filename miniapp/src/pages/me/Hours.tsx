import { branchViewEndpoints } from '@shared/modules/meetings/viewEndpoints'
import { View } from '@tarojs/components'
import { createClient } from '@/core/api'
import { openPage } from '@/core/navigation'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Card } from '@/ui/Card'
import { MiniRow } from '@/ui/MiniRow'
import { Ring } from '@/ui/Ring'
import { hourParts } from '../study/hourParts'

const api = createClient({ module: 'meetings', endpoints: branchViewEndpoints })

const standing = (missing: number, data: { hours: number; requiredHours: number; requiredWhy: string }): string => {
  if (missing > 0) return `还差 ${missing} 学时。${data.requiredWhy}`
  return data.requiredHours > 0
    ? `今年的学时已经够了。${data.requiredWhy}`
    : `今年已记 ${data.hours} 学时。${data.requiredWhy}`
}

/** This year's hours against what the norm asks of me, and my attendance; both open their records. */
export function Hours({ personId }: { personId: string }) {
  const { data, error, savedAt, refresh } = useQuery(`archive/${personId}`, () => api.archive({ query: {} }))
  // Nothing is asked and nothing recorded: of somebody who is not a Party member.
  const nothing = !data || (data.requiredHours === 0 && data.hours === 0 && data.due === 0)
  const state = <AnswerState error={error} shown={!nothing} savedAt={savedAt} onRetry={refresh} />
  if (nothing) return state
  const open = () => openPage('/modules/meetings/pages/archive/index')
  const missing = Math.max(data.requiredHours - data.hours, 0)
  return (
    <>
      {state}
      <Card>
        <View className="card-pad">
          {data.requiredHours > 0 && (
            <Ring value={data.hours} total={data.requiredHours} unit="学时" parts={hourParts(data.byKind)} />
          )}
          <View className="note mt3">{standing(missing, data)}</View>
        </View>
        <MiniRow icon="clock" label="每一学时来自哪次学习" onClick={open} />
        <MiniRow icon="users" label="组织生活出勤" value={`${data.present} / ${data.due} 次`} onClick={open} />
      </Card>
    </>
  )
}
