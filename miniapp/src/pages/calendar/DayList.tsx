import { OBLIGATION_STATE_LABELS } from '@shared/core/obligation'
import { dayLabel } from '@shared/core/plainDate'
import type { MonthReply } from '@shared/modules/duties/contract'
import { STATE_TONES } from '@shared/modules/duties/model'
import { View } from '@tarojs/components'
import { openPage } from '@/core/navigation'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { Section } from '@/ui/Section'
import { Tap } from '@/ui/Tap'

/** What is arranged, due or was done on one day. */
export function DayList({ day }: { day: MonthReply['days'][number] }) {
  // A month this phone kept from an earlier version knows of no events.
  const { on, items, events = [], name, working } = day
  const held = items.length + events.length
  const holiday = name ? `${name}${name === '调休上班' ? '' : working ? '' : '，休息'}` : working ? undefined : '休息日'
  const count = [held > 0 ? `${held} 件` : undefined, holiday].filter(Boolean).join(' · ')
  return (
    <Section title={dayLabel(on)} count={count}>
      <Card>
        {events.map((event) => (
          <Tap key={event.id} className="row row-tap" onClick={() => openPage(event.page)}>
            <View className="row-lead">{event.startTime}</View>
            <View className="row-main">
              <View className="row-title">{event.title}</View>
              <View className="row-why">{event.note}</View>
            </View>
            <Chip>{event.state}</Chip>
          </Tap>
        ))}
        {items.map((item) => (
          <Tap key={item.key} className="row row-tap" onClick={() => openPage(item.action.page)}>
            <View className={item.dueTime ? 'row-lead' : 'row-lead sub'}>{item.dueTime ?? '全天'}</View>
            <View className="row-main">
              <View className="row-title">{item.title}</View>
              <View className="row-why">{item.why}</View>
            </View>
            <Chip tone={STATE_TONES[item.state]}>{OBLIGATION_STATE_LABELS[item.state]}</Chip>
          </Tap>
        ))}
        {held === 0 && (
          <Empty icon="calendar" title="这天没有安排">
            <View>有期限的事会排在它到期的那天</View>
          </Empty>
        )}
      </Card>
    </Section>
  )
}
