import { ATTENDANCE_STATUS_LABELS, SETTLED_STATUSES, type SettledStatus } from '@shared/modules/meetings/model'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { MiniRow } from '@/ui/MiniRow'
import { Segmented } from '@/ui/Segmented'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { TextArea } from '@/ui/TextArea'
import { type MeetingDetail, meetingsApi } from '../meetingsApi'
import { attendeeNote } from '../words'
import { ReasonSheet } from './ReasonSheet'

const FIELDS = [
  { value: 'discussion', label: '讨论要点' },
  { value: 'resolution', label: '决议' },
  { value: 'note', label: '其他说明' },
  { value: 'on', label: '日期（2026-06-11）' },
  { value: 'startTime', label: '开始时间（14:30）' },
  { value: 'endTime', label: '结束时间（16:30）' },
  { value: 'place', label: '地点' },
] as const
type Field = (typeof FIELDS)[number]['value']

const STATUSES = SETTLED_STATUSES.map((value) => ({ value, label: ATTENDANCE_STATUS_LABELS[value] }))

interface CorrectSheetProps {
  meeting: MeetingDetail
  onClose: () => void
  onDone: () => void
}

/** 更正 after the record was locked: a person's attendance, or one field. Appended; the old value stays. */
export function CorrectSheet({ meeting, onClose, onDone }: CorrectSheetProps) {
  const [personId, setPersonId] = useState<string>()
  const [status, setStatus] = useState<SettledStatus>()
  const [field, setField] = useState<Field>()
  const [value, setValue] = useState('')
  const params = { meetingId: meeting.id }
  const send = useAction(async (key: string, reason: string) => {
    if (personId && status) await meetingsApi.correctAttendance({ params, body: { personId, status, reason } }, { key })
    else if (field) await meetingsApi.correct({ params, body: { field, value, reason } }, { key })
  })
  const submit = async (reason: string) => {
    if (await send.run(reason)) onDone()
  }
  const person = meeting.attendees.find((one) => one.personId === personId)
  const frame = { verb: '追加更正', busy: send.busy, error: send.error, onClose, onSubmit: submit }
  if (person)
    return (
      <ReasonSheet
        {...frame}
        title={`更正${person.name}的到会情况`}
        usual={['签到时手机没电', '当时不在会场', '补交请假条']}
        missing={status ? undefined : '先选到会、请假或缺席'}
      >
        <View className="card-pad">
          <Segmented label="到会情况" options={STATUSES} value={status} onChange={setStatus} />
        </View>
      </ReasonSheet>
    )
  if (field)
    return (
      <ReasonSheet {...frame} title="更正一项记录" missing={value.trim() ? undefined : '先写更正后的内容'}>
        <SelectField
          label="哪一项"
          required
          value={field}
          options={FIELDS}
          onChange={(next) => setField(next as Field)}
        />
        <TextArea label="更正为" required max={4000} value={value} onChange={setValue} />
      </ReasonSheet>
    )
  return (
    <Sheet open title="更正什么" sub="追加在记录后面，原文保留" onClose={onClose}>
      <MiniRow icon="pen" label="一项记录" onClick={() => setField('discussion')} />
      {meeting.attendees.map((one) => (
        <MiniRow
          key={one.personId}
          icon="me"
          label={`${one.name}的到会情况`}
          note={attendeeNote(one)}
          onClick={() => setPersonId(one.personId)}
        />
      ))}
    </Sheet>
  )
}
