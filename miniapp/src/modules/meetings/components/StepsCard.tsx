import { Card } from '@/ui/Card'
import { Steps } from '@/ui/Steps'
import type { MeetingDetail } from '../meetingsApi'
import { dayWord, momentWord } from '../words'

type Step = MeetingDetail['steps'][number]

const noteOf = ({ by, at, dueOn, note }: Step): string =>
  [by, at ? momentWord(at) : dueOn ? `${dayWord(dueOn)}前` : '', note].filter(Boolean).join(' · ')

/** What has been done by whom, what is next and by when. */
export function StepsCard({ meeting }: { meeting: MeetingDetail }) {
  const steps = meeting.steps.map((step) => ({
    id: step.id,
    title: step.label,
    state: step.state,
    note: noteOf(step) || undefined,
  }))
  return (
    <Card title="流程" pad>
      <Steps steps={steps} />
    </Card>
  )
}
