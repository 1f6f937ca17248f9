import { Card } from '@/ui/Card'
import { Steps } from '@/ui/Steps'
import type { MeetingDetail } from '../meetingsApi'
import { dayWord, dueWord, momentWord } from '../words'

type Step = MeetingDetail['steps'][number]

/** A meeting begins at its hour; everything else has until the end of a day. */
function whenOf({ id, at, dueOn }: Step, { on, startTime }: MeetingDetail): string {
  if (at) return momentWord(at)
  if (id === 'meet') return `${dayWord(on)} ${startTime} 开始`
  return dueOn ? dueWord(dueOn) : ''
}

const noteOf = (step: Step, meeting: MeetingDetail): string =>
  [step.by, whenOf(step, meeting), step.note].filter(Boolean).join(' · ')

/** What has been done by whom, what is next and by when. */
export function StepsCard({ meeting }: { meeting: MeetingDetail }) {
  const steps = meeting.steps.map((step) => ({
    id: step.id,
    title: step.label,
    state: step.state,
    note: noteOf(step, meeting) || undefined,
  }))
  return (
    <Card title="流程" pad>
      <Steps steps={steps} />
    </Card>
  )
}
