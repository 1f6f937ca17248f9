import { MEETING_STATE_LABELS, type MeetingState } from '@shared/modules/meetings/model'
import { Chip } from '@/ui/Chip'
import { STATE_TONES } from '../words'

/** Where a meeting stands. */
export function StateChip({ state }: { state: MeetingState }) {
  return <Chip tone={STATE_TONES[state]}>{MEETING_STATE_LABELS[state]}</Chip>
}
