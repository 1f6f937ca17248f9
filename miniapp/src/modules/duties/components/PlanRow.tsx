import { OBLIGATION_STATE_LABELS } from '@shared/core/obligation'
import { dayLabel, plainDateOf, yearOf } from '@shared/core/plainDate'
import type { PlannedItem } from '@shared/modules/duties/contract'
import { STATE_TONES } from '@shared/modules/duties/model'
import { dueText } from '@shared/modules/duties/rules'
import { View } from '@tarojs/components'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { Row } from '@/ui/Row'

/** Where an item stands, in words. */
export function StateChip({ item }: { item: PlannedItem }) {
  return <Chip tone={STATE_TONES[item.state]}>{OBLIGATION_STATE_LABELS[item.state]}</Chip>
}

/** When it is due or was done, in words. */
export function dateText(item: PlannedItem): string {
  const today = plainDateOf(Date.now())
  if (item.doneOn) return `${dayLabel(item.doneOn, yearOf(today))}办完`
  if (item.waivedBecause) return `免办：${item.waivedBecause}`
  return `${dueText(item, today)}${item.movedFrom ? `（原 ${dayLabel(item.movedFrom, yearOf(today))}）` : ''}`
}

/** One item of the plan on the phone; the button opens what can be done with it. */
export function PlanRow({ item, onOpen }: { item: PlannedItem; onOpen: () => void }) {
  const tone = STATE_TONES[item.state]
  return (
    <Row
      title={item.title}
      why={item.why}
      due={{ text: dateText(item), tone: tone === 'idle' ? undefined : tone }}
      act={
        <Button size="s" label={`查看${item.title}`} onClick={onOpen}>
          {item.allowed.length > 0 ? '办理' : '查看'}
        </Button>
      }
    >
      {item.state === 'waived' && (
        <View className="mt1">
          <StateChip item={item} />
        </View>
      )}
    </Row>
  )
}
