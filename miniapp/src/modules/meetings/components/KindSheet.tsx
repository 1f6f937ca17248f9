import { MEETING_KIND_LABELS, MEETING_KINDS, type MeetingKind } from '@shared/modules/meetings/model'
import { MiniRow } from '@/ui/MiniRow'
import { Sheet } from '@/ui/Sheet'

interface KindSheetProps {
  onClose: () => void
  onPick: (kind: MeetingKind) => void
}

/** Which kind of meeting is to be arranged. Group meetings are arranged from the plan, where each group has its own line. */
export function KindSheet({ onClose, onPick }: KindSheetProps) {
  return (
    <Sheet open title="安排什么会议" sub="时间、地点、人员和议题会先填好，核对即可" onClose={onClose}>
      {MEETING_KINDS.filter((kind) => kind !== 'groupMeeting').map((kind) => (
        <MiniRow key={kind} label={MEETING_KIND_LABELS[kind]} onClick={() => onPick(kind)} />
      ))}
    </Sheet>
  )
}
