import { Text, View } from '@tarojs/components'
import { Card } from '@/ui/Card'
import type { MeetingDetail } from '../meetingsApi'
import { minutesLines } from '../minutesLines'

const SHOWN = ['discussion', 'resolution', 'note', 'leaveNames', 'absentNames', 'hours']

const wordOf = (value: MeetingDetail['minutes']['fields'][number]['value']): string =>
  typeof value === 'object' ? value.join('、') : String(value ?? '')

/** The record: what was written, and the few filled lines people look for. */
export function MinutesCard({ meeting }: { meeting: MeetingDetail }) {
  const { fields } = meeting.minutes
  const votes = Object.fromEntries(meeting.agenda.flatMap((item, i) => (item.votes ? [[String(i), item.votes]] : [])))
  const { asked, filled } = minutesLines(meeting, votes)
  const shown = fields.filter((field) => SHOWN.includes(field.id) && wordOf(field.value) !== '')
  return (
    <Card title="会议记录" aside={<Text className="note">{`系统填 ${filled} 项，人写 ${asked.length} 项以内`}</Text>}>
      {shown.map((field) => (
        <View className="field" key={field.id}>
          <View className="field-label">{field.label}</View>
          <View className="field-value wrap">{wordOf(field.value)}</View>
        </View>
      ))}
    </Card>
  )
}
