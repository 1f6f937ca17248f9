import { meetingsContract } from '@shared/modules/meetings/contract'
import { useState } from 'react'
import { sendOrKeep } from '@/core/offlineQueue'
import { useAction } from '@/core/useAction'
import { Empty } from '@/ui/Empty'
import { MiniRow } from '@/ui/MiniRow'
import { Sheet } from '@/ui/Sheet'
import { type Attendee, aboutMeeting } from '../meetingsApi'
import { attendeeNote } from '../words'
import { ReasonSheet } from './ReasonSheet'

interface ProxySheetProps {
  meeting: { id: string; title: string }
  people: readonly Attendee[]
  onClose: () => void
  onDone: () => void
}

/** 代签到 — for whom, and why he cannot do it himself. */
export function ProxySheet({ meeting, people, onClose, onDone }: ProxySheetProps) {
  const [chosen, setChosen] = useState<Attendee>()
  const proxy = useAction((_key: string, person: Attendee, reason: string) =>
    sendOrKeep(
      meetingsContract.endpoints.proxy,
      {
        params: { meetingId: meeting.id },
        body: { personId: person.personId, reason, doneAt: new Date().toISOString() },
      },
      aboutMeeting(meeting, `：代${person.name}签到`),
    ),
  )
  const waiting = people.filter((person) => person.status !== 'present')
  if (chosen)
    return (
      <ReasonSheet
        title={`代${chosen.name}签到`}
        verb="代签到"
        usual={['手机没电', '没带手机', '不会用手机']}
        busy={proxy.busy}
        error={proxy.error}
        onClose={onClose}
        onSubmit={async (reason) => {
          if (await proxy.run(chosen, reason)) onDone()
        }}
      />
    )
  return (
    <Sheet open title="代谁签到" sub="人确实在会场，才能代签" onClose={onClose}>
      {waiting.map((person) => (
        <MiniRow
          key={person.personId}
          label={person.name}
          note={attendeeNote(person)}
          onClick={() => setChosen(person)}
        />
      ))}
      {waiting.length === 0 && <Empty title="都签到了" />}
    </Sheet>
  )
}
