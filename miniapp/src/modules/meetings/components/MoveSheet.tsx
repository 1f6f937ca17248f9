import type { PlainDate } from '@shared/core/plainDate'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { DateField } from '@/ui/DateField'
import { TextField } from '@/ui/TextField'
import { TimeField } from '@/ui/TimeField'
import { type MeetingDetail, meetingsApi } from '../meetingsApi'
import { ReasonSheet } from './ReasonSheet'

interface MoveSheetProps {
  meeting: MeetingDetail
  onClose: () => void
  onDone: () => void
}

/** 改期 — day, time and place; whoever was told is told again. */
export function MoveSheet({ meeting, onClose, onDone }: MoveSheetProps) {
  const [on, setOn] = useState(meeting.on)
  const [startTime, setStart] = useState(meeting.startTime)
  const [endTime, setEnd] = useState(meeting.endTime)
  const [place, setPlace] = useState(meeting.place)
  const same =
    on === meeting.on && startTime === meeting.startTime && endTime === meeting.endTime && place === meeting.place
  const move = useAction((key: string, reason: string) =>
    meetingsApi.move(
      { params: { meetingId: meeting.id }, body: { on: on as PlainDate, startTime, endTime, place, reason } },
      { key },
    ),
  )
  return (
    <ReasonSheet
      title="改期"
      verb={meeting.state === 'planned' ? '改好了' : '改期并重新通知'}
      usual={['生产任务冲突', '节假日调整', '会议室占用']}
      busy={move.busy}
      error={move.error}
      missing={same ? '先改时间或地点' : undefined}
      onClose={onClose}
      onSubmit={async (reason) => {
        if (await move.run(reason)) onDone()
      }}
    >
      <DateField label="日期" required value={on} onChange={setOn} />
      <TimeField label="开始" required value={startTime} onChange={setStart} />
      <TimeField label="结束" required value={endTime} onChange={setEnd} />
      <TextField label="地点" required max={50} value={place} onChange={setPlace} />
    </ReasonSheet>
  )
}
