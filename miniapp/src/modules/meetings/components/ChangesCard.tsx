import { Text, View } from '@tarojs/components'
import { Card } from '@/ui/Card'
import type { MeetingDetail } from '../meetingsApi'
import { momentWord } from '../words'

/** Who changed what: only ever added to, the old value stays readable. */
export function ChangesCard({ meeting }: { meeting: MeetingDetail }) {
  if (meeting.changes.length === 0) return null
  return (
    <Card title="谁改过什么" aside={<Text className="note">只增不改，旧值保留</Text>}>
      {meeting.changes.map((change) => (
        <View className="row" key={`${change.at}${change.label}`}>
          <View className="row-main">
            <View>
              {change.label} <Text className="cell-old">{change.from || '未填'}</Text>{' '}
              <Text className="cell-new">{change.to}</Text>
            </View>
            <View className="note">
              {momentWord(change.at)} · {change.by} · {change.reason}
            </View>
          </View>
        </View>
      ))}
    </Card>
  )
}
