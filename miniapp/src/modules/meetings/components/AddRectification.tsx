import type { PlainDate } from '@shared/core/plainDate'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { forgetMeetings, meetingsApi } from '../meetingsApi'
import { today } from '../words'

interface AddRectificationProps {
  meetingId: string
  people: readonly { personId: string; name: string }[]
  onClose: () => void
  onDone: () => void
}

/** One line of the list: what, how, who, by when. */
export function AddRectification({ meetingId, people, onClose, onDone }: AddRectificationProps) {
  const [problem, setProblem] = useState('')
  const [measure, setMeasure] = useState('')
  const [personId, setPersonId] = useState<string>()
  const [dueOn, setDueOn] = useState('')
  const whole = problem.trim() && measure.trim() && personId && dueOn
  const send = useAction(async (key: string) => {
    const body = { problem, measure, personId: personId ?? '', dueOn: dueOn as PlainDate }
    await meetingsApi.addRectification({ params: { meetingId }, body }, { key })
    forgetMeetings()
    onDone()
  })
  return (
    <Sheet
      open
      title="列一项整改"
      sub="责任人办，由别人核对销号"
      onClose={onClose}
      act={
        <Button kind="fill" wide busy={send.busy} reason={whole ? undefined : '先写全四项'} onClick={() => send.run()}>
          列入清单
        </Button>
      }
    >
      <ErrorBanner error={send.error} />
      <TextField label="问题" required max={200} value={problem} onChange={setProblem} />
      <TextField label="整改措施" required max={300} value={measure} onChange={setMeasure} />
      <SelectField
        label="责任人"
        required
        value={personId}
        options={people.map((one) => ({ value: one.personId, label: one.name }))}
        onChange={setPersonId}
      />
      <DateField label="期限" required from={today()} value={dueOn} onChange={setDueOn} />
    </Sheet>
  )
}
