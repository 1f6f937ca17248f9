import { dayLabel } from '@shared/core/plainDate'
import type { PlannedItem } from '@shared/modules/duties/contract'
import { HISTORY_PAGE } from '@shared/modules/reminders/model'
import { OVERSEEING_ROLES } from '@shared/modules/reminders/policy'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { Button } from '@/ui/Button'
import type { IconName } from '@/ui/Icon'
import { MiniRow } from '@/ui/MiniRow'
import { Sheet } from '@/ui/Sheet'
import { SourceNote } from '@/ui/SourceNote'
import type { PlanAct } from '../usePlan'
import { AdjustForm } from './AdjustForm'
import { dateText, StateChip } from './PlanRow'

const acts: Record<PlanAct, { label: string; icon: IconName }> = {
  close: { label: '办结', icon: 'check' },
  move: { label: '移到另一天', icon: 'calendar' },
  waive: { label: '写明原因，免办', icon: 'stop' },
  restore: { label: '恢复原来的安排', icon: 'undo' },
  remove: { label: '从计划里删除', icon: 'erase' },
}

/** One item of the plan: why, from when, by when, what was changed and by whom; and what may be done with it. */
export function ItemSheet({ item, onClose }: { item: PlannedItem; onClose: () => void }) {
  const [act, setAct] = useState<PlanAct>()
  const roles = useStore(session, (state) => state.person?.roles)
  const maySee = OVERSEEING_ROLES.some((role) => roles?.includes(role))
  if (act) return <AdjustForm item={item} act={act} label={acts[act].label} onClose={onClose} />
  const ownPage = item.action.page.startsWith('/modules/duties/')
  const go = !ownPage && (
    <Button
      kind={item.state === 'done' || item.state === 'waived' ? 'line' : 'fill'}
      wide
      onClick={() => {
        onClose()
        openPage(item.action.page)
      }}
    >
      {item.action.label}
    </Button>
  )
  return (
    <Sheet open title={item.title} sub={item.why} onClose={onClose} act={go || undefined}>
      <MiniRow label="状态" value={<StateChip item={item} />} />
      <MiniRow label="期限" value={dateText(item)} />
      <MiniRow label="最早可办" value={dayLabel(item.opensOn)} />
      {item.missing && <MiniRow label="还缺" note={`由${item.missing.by}补`} value={item.missing.what} />}
      {item.adjusted && <MiniRow label={`${item.adjusted.by}调整`} note={item.adjusted.reason} />}
      {item.note && <MiniRow label="办结情况" note={item.note} />}
      {item.allowed.map((allowed) => (
        <MiniRow key={allowed} icon={acts[allowed].icon} label={acts[allowed].label} onClick={() => setAct(allowed)} />
      ))}
      {maySee && (
        <MiniRow
          icon="bell"
          label="提醒过谁"
          onClick={() => {
            onClose()
            openPage(`${HISTORY_PAGE}?dutyKey=${encodeURIComponent(item.key)}`)
          }}
        />
      )}
      <View className="card-pad">
        <SourceNote source={item.source} />
      </View>
    </Sheet>
  )
}
