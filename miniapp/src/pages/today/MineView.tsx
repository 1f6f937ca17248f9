import type { TodayReply } from '@shared/modules/duties/contract'
import { View } from '@tarojs/components'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Section } from '@/ui/Section'
import { TodayRow } from './TodayRow'

const groups = [
  ['now', '今天'],
  ['week', '本周'],
  ['later', '以后'],
] as const

/** What I must do myself, by its real deadline. */
export function MineView({ mine, day }: { mine: TodayReply['mine']; day: TodayReply['day'] }) {
  const shown = groups.filter(([group]) => mine[group].length > 0)
  if (shown.length === 0)
    return (
      <Card>
        <Empty icon="done" title="今天没有要办的">
          有了新的事，会按期限排在这里，每件一个按钮
        </Empty>
      </Card>
    )
  const top = mine[shown[0]?.[0] ?? 'now'][0]
  return (
    <>
      {shown.map(([group, title]) => (
        <Section key={group} title={title} count={`${mine[group].length} 件`}>
          <Card>
            {mine[group].map((item) => (
              <TodayRow key={item.key} item={item} day={day} first={item === top && group === 'now'} />
            ))}
          </Card>
        </Section>
      ))}
      {mine.more > 0 && <View className="sect note">另有 {mine.more} 件更远的，在日历里</View>}
    </>
  )
}
