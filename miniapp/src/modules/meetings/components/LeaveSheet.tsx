import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Sheet } from '@/ui/Sheet'
import { type Attendee, meetingsApi } from '../meetingsApi'

interface LeaveSheetProps {
  meetingId: string
  person: Attendee
  onClose: () => void
  onDone: () => void
}

/** 核对请假 — granted or not. */
export function LeaveSheet({ meetingId, person, onClose, onDone }: LeaveSheetProps) {
  const decide = useAction((key: string, approve: boolean) =>
    meetingsApi.decideLeave({ params: { meetingId }, body: { personId: person.personId, approve } }, { key }),
  )
  const choose = async (approve: boolean) => {
    if (await decide.run(approve)) onDone()
  }
  return (
    <Sheet
      open
      title={`${person.name}请假`}
      onClose={onClose}
      act={
        <>
          <Button busy={decide.busy} onClick={() => choose(false)}>
            不准
          </Button>
          <Button kind="fill" wide busy={decide.busy} onClick={() => choose(true)}>
            准假
          </Button>
        </>
      }
    >
      <ErrorBanner error={decide.error} />
      <MiniRow icon="pen" label={person.reason ?? '没有写原因'} />
    </Sheet>
  )
}
