import { MEETING_KIND_LABELS } from '@shared/modules/meetings/model'
import { openPage } from '@/core/navigation'
import { Button } from '@/ui/Button'
import { Row } from '@/ui/Row'
import { type MeetingSummary, pageOf } from '../meetingsApi'
import { timeWord } from '../words'
import { StateChip } from './StateChip'

/** One meeting of a list on the phone. */
export function MeetingRow({ meeting, named }: { meeting: MeetingSummary; named: boolean }) {
  const kind = MEETING_KIND_LABELS[meeting.kind]
  return (
    <Row
      title={meeting.title}
      why={`${named ? `${meeting.organizationName} · ` : ''}${kind} · ${meeting.place}`}
      due={{ text: timeWord(meeting) }}
      act={
        <Button size="s" label={`查看${meeting.title}`} onClick={() => openPage(pageOf('detail', meeting.id))}>
          查看
        </Button>
      }
    >
      <StateChip state={meeting.state} />
    </Row>
  )
}
