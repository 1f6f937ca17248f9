import { meetingsContract } from '@shared/modules/meetings/contract'
import { sendOrKeep } from '@/core/offlineQueue'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Sheet } from '@/ui/Sheet'
import { type Attendee, aboutMeeting } from '../meetingsApi'

interface LeaveSheetProps {
  meeting: { id: string; title: string }
  person: Attendee
  onClose: () => void
  onDone: () => void
}

/** 核对请假 — granted or not. */
export function LeaveSheet({ meeting, person, onClose, onDone }: LeaveSheetProps) {
  const decide = useAction((_key: string, approve: boolean) =>
    sendOrKeep(
      meetingsContract.endpoints.decideLeave,
      { params: { meetingId: meeting.id }, body: { personId: person.personId, approve } },
      aboutMeeting(meeting, `：${approve ? '准' : '不准'}${person.name}请假`),
    ),
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
