import { clockTimeOf } from '@shared/core/plainDate'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { MiniRow } from '@/ui/MiniRow'
import type { Attendee } from '../meetingsApi'
import { attendeeNote } from '../words'

interface RollCallListProps {
  people: readonly Attendee[]
  /** Checked in on this phone by somebody else, not sent yet. */
  vouched: readonly string[]
  onDecide: (person: Attendee) => void
}

/** Everybody on the list: when he came, or what is to be decided. */
export function RollCallList({ people, vouched, onDecide }: RollCallListProps) {
  const whereabouts = (person: Attendee) => {
    if (vouched.includes(person.personId)) return <Chip tone="warn">等待发送</Chip>
    if (person.status !== 'leaveRequested') return person.at && clockTimeOf(person.at)
    return (
      <Button size="s" label={`核对${person.name}的请假`} onClick={() => onDecide(person)}>
        核对
      </Button>
    )
  }
  return (
    <Card>
      {people.map((person) => (
        <MiniRow key={person.personId} label={person.name} note={attendeeNote(person)} value={whereabouts(person)} />
      ))}
    </Card>
  )
}
