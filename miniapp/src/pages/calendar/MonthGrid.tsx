import { dayOf, type PlainDate, weekdayOf } from '@shared/core/plainDate'
import type { MonthReply } from '@shared/modules/duties/contract'
import { Text, View } from '@tarojs/components'
import { Icon } from '@/ui/Icon'
import { Tap } from '@/ui/Tap'

type Day = MonthReply['days'][number]

const weekdays = ['一', '二', '三', '四', '五', '六', '日']
const heats = [1, 2, 3, 4]

function DayCell({ day, selected, onPick }: { day: Day; selected: boolean; onPick: () => void }) {
  const rest = day.name !== undefined && !day.working
  const worked = day.name !== undefined && day.working
  return (
    <Tap
      className={`cal-d cal-day ${day.heat > 0 ? `h${day.heat}` : ''} ${selected ? 'cal-sel' : ''}`}
      selected={selected}
      onClick={onPick}
    >
      {rest && <Text className="cal-rest">休</Text>}
      {worked && <Text className="cal-work">班</Text>}
      <Text>{dayOf(day.on)}</Text>
      <Text className="cal-n">{day.count > 0 ? `${day.count} 件` : rest ? day.name : '\u00a0'}</Text>
    </Tap>
  )
}

interface MonthGridProps {
  month: MonthReply
  selected: PlainDate | undefined
  onPick: (day: PlainDate) => void
}

/** A month as a grid: the darker a day, the more is due on it; the count stands on it in words. */
export function MonthGrid({ month, selected, onPick }: MonthGridProps) {
  const [first] = month.days
  const before = first ? weekdayOf(first.on) - 1 : 0
  return (
    <View className="card block cal-card">
      <View className="cal">
        {weekdays.map((name) => (
          <View key={name} className="cal-w">
            {name}
          </View>
        ))}
        {weekdays.slice(0, before).map((name) => (
          <View key={`before ${name}`} className="cal-d" />
        ))}
        {month.days.map((day) => (
          <DayCell key={day.on} day={day} selected={day.on === selected} onPick={() => onPick(day.on)} />
        ))}
      </View>
      <View className="between cal-foot">
        <View className="note line" ariaHidden>
          <Text>少</Text>
          {heats.map((heat) => (
            <View key={heat} className={`dot h${heat}`} />
          ))}
          <Text>多</Text>
        </View>
        {month.confirmed ? (
          <Text className="note">放假安排已按国务院通知确认</Text>
        ) : (
          <View className="note line t-warn">
            <Icon name="alert" size="s" />
            <Text>放假安排未确认，按推算显示，可能变动</Text>
          </View>
        )}
      </View>
    </View>
  )
}
