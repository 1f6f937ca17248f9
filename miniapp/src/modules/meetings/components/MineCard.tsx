import { plainDate } from '@shared/core/plainDate'
import { ATTENDANCE_STATUS_LABELS, STANDING_LABELS } from '@shared/modules/meetings/model'
import type { ReactNode } from 'react'
import { addMeeting } from '@/core/phoneCalendar'
import { useAction } from '@/core/useAction'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import type { MeetingDetail } from '../meetingsApi'
import { STATUS_TONES, timeWord } from '../words'

/** What the meeting means for the reader: when, where, in which standing, and where one stands. */
export function MineCard({ meeting, act }: { meeting: MeetingDetail; act?: ReactNode }) {
  const { mine } = meeting
  const ahead = meeting.state === 'planned' || meeting.state === 'notified'
  const addToPhone = useAction(async () => addMeeting(meeting.id, { ...meeting, on: plainDate(meeting.on) }))
  return (
    <Card>
      <MiniRow icon="clock" label={timeWord(meeting)} />
      <MiniRow icon="pin" label={meeting.place} />
      {ahead && <MiniRow icon="calendar" label="加到手机日历" onClick={addToPhone.run} />}
      <ErrorBanner error={addToPhone.error} />
      <MiniRow icon="users" label={`主持人${meeting.chair.name} · 记录人${meeting.recorder.name}`} />
      {mine && (
        <MiniRow
          icon="me"
          label={mine.name}
          note={STANDING_LABELS[mine.standing]}
          value={act ?? <Chip tone={STATUS_TONES[mine.status]}>{ATTENDANCE_STATUS_LABELS[mine.status]}</Chip>}
        />
      )}
    </Card>
  )
}
