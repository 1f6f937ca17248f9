import { OBLIGATION_STATE_LABELS } from '@shared/core/obligation'
import { dayLabel } from '@shared/core/plainDate'
import type { MonthReply } from '@shared/modules/duties/contract'
import { STATE_TONES } from '@shared/modules/duties/model'
import { Text, View } from '@tarojs/components'
import { openPage } from '@/core/navigation'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { Row } from '@/ui/Row'
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
          <Tap key={item.key} className="row-tap" onClick={() => openPage(item.action.page)}>
            <Row
              lead={<Text className={item.dueTime ? 'strong' : 'sub'}>{item.dueTime ?? '全天'}</Text>}
              title={item.title}
              why={item.why}
              act={<Chip tone={STATE_TONES[item.state]}>{OBLIGATION_STATE_LABELS[item.state]}</Chip>}
            />
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
