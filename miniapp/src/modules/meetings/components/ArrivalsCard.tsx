import { meetingsContract } from '@shared/modules/meetings/contract'
import { ARRIVAL_LABELS, ARRIVAL_PROBLEM_LABELS, CHECK_IN_METHOD_LABELS } from '@shared/modules/meetings/model'
import { useState } from 'react'
import { sendOrKeep } from '@/core/offlineQueue'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { MiniRow } from '@/ui/MiniRow'
import { Segmented } from '@/ui/Segmented'
import { aboutMeeting, type MeetingDetail } from '../meetingsApi'
import { momentWord } from '../words'
import { ReasonSheet } from './ReasonSheet'

type Arrival = MeetingDetail['arrivals'][number]

interface ArrivalsCardProps {
  meeting: { id: string; title: string }
  arrivals: readonly Arrival[]
  onDone: () => void
}

const CHOICES = [
  { value: 'yes', label: '认可' },
  { value: 'no', label: '不认可' },
] as const
const USUAL = {
  yes: ['当时在会场，没有信号', '手机时间不准，人在会场'],
  no: ['当时不在会场', '签到码是别人发的'],
} as const

const whatWord = ({ what, method }: Arrival): string =>
  `${ARRIVAL_LABELS[what]}${method ? `（${CHECK_IN_METHOD_LABELS[method]}）` : ''}`

function DecideSheet({ meeting, arrival, onClose, onDone }: DecideSheetProps) {
  const [choice, setChoice] = useState<'yes' | 'no'>('yes')
  const { personId, name } = arrival
  const accept = choice === 'yes'
  const decide = useAction((_key: string, reason: string) =>
    sendOrKeep(
      meetingsContract.endpoints.decideArrival,
      { params: { meetingId: meeting.id }, body: { personId, accept, reason } },
      aboutMeeting(meeting, `：核对${name}迟到的${ARRIVAL_LABELS[arrival.what]}`),
    ),
  )
  return (
    <ReasonSheet
      title={`核对${name}迟到送达的${ARRIVAL_LABELS[arrival.what]}`}
      verb={accept ? '认可' : '不认可'}
      usual={USUAL[choice]}
      busy={decide.busy}
      error={decide.error}
      onClose={onClose}
      onSubmit={async (reason) => {
        if (await decide.run(reason)) onDone()
      }}
    >
      <MiniRow label="做的是" value={whatWord(arrival)} />
      <MiniRow label="什么时候做的" value={momentWord(arrival.doneAt)} />
      <MiniRow label="什么时候送到" value={momentWord(arrival.arrivedAt)} />
      <MiniRow label="为什么要核对" value={ARRIVAL_PROBLEM_LABELS[arrival.problem]} />
      {arrival.reason && <MiniRow label="请假原因" value={arrival.reason} />}
      <Segmented inset label="认可吗" options={CHOICES} value={choice} onChange={setChoice} />
    </ReasonSheet>
  )
}

interface DecideSheetProps {
  meeting: ArrivalsCardProps['meeting']
  arrival: Arrival
  onClose: () => void
  onDone: () => void
}

/** 迟到的签到 — what was made without signal and came too late to count by itself; the secretary decides. */
export function ArrivalsCard({ meeting, arrivals, onDone }: ArrivalsCardProps) {
  const [asking, setAsking] = useState<Arrival>()
  if (arrivals.length === 0) return null
  const close = () => setAsking(undefined)
  return (
    <Card title="迟到的签到">
      {arrivals.map((arrival) => (
        <MiniRow
          key={arrival.personId}
          icon="clock"
          label={`${arrival.name} ${whatWord(arrival)}`}
          note={`${momentWord(arrival.doneAt)} 做的，没有信号，${momentWord(arrival.arrivedAt)} 送到；${ARRIVAL_PROBLEM_LABELS[arrival.problem]}`}
          value={
            <Button size="s" label={`核对${arrival.name}迟到的签到`} onClick={() => setAsking(arrival)}>
              核对
            </Button>
          }
        />
      ))}
      {asking && (
        <DecideSheet
          meeting={meeting}
          arrival={asking}
          onClose={close}
          onDone={() => {
            close()
            onDone()
          }}
        />
      )}
    </Card>
  )
}
