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

/** What is due or was done on one day. */
export function DayList({ day }: { day: MonthReply['days'][number] }) {
  const { on, items, name, working } = day
  const holiday = name ? `${name}${name === '调休上班' ? '' : working ? '' : '，休息'}` : working ? undefined : '休息日'
  const count = [items.length > 0 ? `${items.length} 件` : undefined, holiday].filter(Boolean).join(' · ')
  return (
    <Section title={dayLabel(on)} count={count}>
      <Card>
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
        {items.length === 0 && (
          <Empty icon="calendar" title="这天没有安排">
            <View>有期限的事会排在它到期的那天</View>
          </Empty>
        )}
      </Card>
    </Section>
  )
}
