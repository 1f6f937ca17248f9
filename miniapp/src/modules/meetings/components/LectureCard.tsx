import { LECTURER_KIND_LABELS } from '@shared/modules/meetings/model'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { say } from '@/core/say'
import { Card } from '@/ui/Card'
import { MiniRow } from '@/ui/MiniRow'
import { Sheet } from '@/ui/Sheet'
import { Tap } from '@/ui/Tap'
import { forgetMeetings, type MeetingDetail } from '../meetingsApi'
import { LectureSheet } from './LectureSheet'

type Material = NonNullable<MeetingDetail['lecture']>['materials'][number]

const keepLink = (link: string) => Taro.setClipboardData({ data: link }).then(() => say('链接已复制，请在浏览器打开'))

/** 授课 — who teaches what, with materials to read before and after; everybody on the list reads them. */
export function LectureCard({ meeting, onChanged }: { meeting: MeetingDetail; onChanged: () => void }) {
  const [editing, setEditing] = useState(false)
  const [reading, setReading] = useState<Material>()
  const { lecture, state } = meeting
  const fits = meeting.kind === 'lecture' || meeting.kind === 'themeDay'
  const mayEdit = fits && meeting.allowed.includes(state === 'locked' ? 'correct' : 'lecture') && state !== 'cancelled'
  if (!lecture && !(mayEdit && meeting.kind === 'lecture')) return null
  const link = mayEdit && (
    <Tap className="link" onClick={() => setEditing(true)}>
      {lecture ? '修改' : '登记授课人'}
    </Tap>
  )
  return (
    <Card title="授课" aside={link || undefined}>
      {lecture && (
        <MiniRow
          icon="grad"
          label={`${lecture.lecturer.name}：${lecture.topic}`}
          note={[lecture.lecturer.post || LECTURER_KIND_LABELS[lecture.lecturer.kind], `授课人计 ${lecture.hours} 学时`]
            .filter(Boolean)
            .join(' · ')}
        />
      )}
      {lecture?.materials.map((one) => (
        <MiniRow
          key={one.title}
          icon={one.link ? 'link' : 'doc'}
          label={one.title}
          note={one.link}
          onClick={() => (one.link ? keepLink(one.link) : setReading(one))}
        />
      ))}
      {!lecture && <View className="card-pad sub">写上谁来讲、讲什么，材料会前会后都看得到</View>}
      {reading && (
        <Sheet open title={reading.title} onClose={() => setReading(undefined)}>
          <View className="card-pad wrap" style={{ whiteSpace: 'pre-line' }}>
            {reading.text}
          </View>
        </Sheet>
      )}
      {editing && (
        <LectureSheet
          meeting={meeting}
          onClose={() => setEditing(false)}
          onDone={() => {
            setEditing(false)
            forgetMeetings()
            onChanged()
          }}
        />
      )}
    </Card>
  )
}
