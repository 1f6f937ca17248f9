import { methodsLabel } from '@shared/modules/meetings/attendance'
import { ATTENDANCE_STATUS_LABELS } from '@shared/modules/meetings/model'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { MiniRow } from '@/ui/MiniRow'
import { Sheet } from '@/ui/Sheet'
import { Tap } from '@/ui/Tap'
import type { MeetingDetail } from '../meetingsApi'
import { attendeeNote, STATUS_TONES } from '../words'
import { QuorumBar } from './QuorumBar'

/** Who came: counts and quorum, the list one tap away. */
export function AttendanceCard({ meeting }: { meeting: MeetingDetail }) {
  const [open, setOpen] = useState(false)
  const { counts, attendees } = meeting
  const ways = methodsLabel(meeting)
  const link = (
    <Tap className="link" onClick={() => setOpen(true)}>
      {attendees.length} 人名单
    </Tap>
  )
  return (
    <Card title="到会" aside={link} pad>
      <QuorumBar quorum={meeting.quorum} counts={counts} />
      <View className="sub mt2">
        <Text>
          实到 {counts.present}
          {ways && `：${ways}`}；请假 {counts.leave}
          {counts.guests > 0 ? `；列席 ${counts.guests}` : ''}
        </Text>
      </View>
      <Sheet open={open} title={`应到 ${counts.due} 人`} onClose={() => setOpen(false)}>
        {attendees.map((person) => (
          <MiniRow
            key={person.personId}
            label={person.name}
            note={attendeeNote(person)}
            value={<Chip tone={STATUS_TONES[person.status]}>{ATTENDANCE_STATUS_LABELS[person.status]}</Chip>}
          />
        ))}
      </Sheet>
    </Card>
  )
}
