import { MEETING_KIND_LABELS, type MeetingKind } from '@shared/modules/meetings/model'

/** Hours by the kind of meeting they come from, as parts of the ring. */
export const hourParts = (byKind: readonly { kind: MeetingKind; hours: number }[]) =>
  byKind
    .filter(({ hours }) => hours > 0)
    .map(({ kind, hours }) => ({ label: MEETING_KIND_LABELS[kind], value: hours, tone: 'ok' as const }))
