import type { Votes } from '@shared/modules/meetings/model'
import { session } from '@/core/session'
import { keptAs } from '@/core/storage'

/** What was written of one record. */
export interface Written {
  values: Record<string, string>
  votes: Record<string, Votes>
  /** UTC ISO instant. */
  at: string
}

/** 本机草稿 — the minutes as they stand on this phone, kept with every stroke. */
export interface LocalDraft extends Written {
  by: string
  /** Revision of the draft on the service this one goes on from. */
  basedOn: number
  /** Counts the changes made on this phone: what was sent first and arrives last does not stand over what was written later; none for 0. */
  stroke?: number
  /** The service has it as it stands here. */
  sent: boolean
  /** The one of two that was not chosen: nothing written is thrown away. */
  other?: Written
}

/** Records being written at the same time on one phone; the oldest that the service has as well go first. */
const MOST = 10

const kept = keptAs<Record<string, LocalDraft>>('minutesDrafts')

const signedIn = (): string => session.get().person?.id ?? ''
/** Each writer has a place of his own: whoever signs in on the same phone takes nothing of another's away. */
const placeOf = (meetingId: string): string => `${meetingId}|${signedIn()}`

export const findLocalDraft = (meetingId: string): LocalDraft | undefined => kept.read()?.[placeOf(meetingId)]

/** @returns whether this phone could keep it. */
export function keepLocalDraft(meetingId: string, draft: Omit<LocalDraft, 'by'>): boolean {
  const place = placeOf(meetingId)
  const { [place]: _before, ...others } = kept.read() ?? {}
  let entries = Object.entries(others)
  while (entries.length >= MOST) {
    const oldest = [...entries].sort(([, a], [, b]) => Number(b.sent) - Number(a.sent) || a.at.localeCompare(b.at))[0]
    entries = entries.filter((entry) => entry !== oldest)
  }
  return kept.write({ ...Object.fromEntries(entries), [place]: { ...draft, by: signedIn() } })
}

export function forgetLocalDraft(meetingId: string): void {
  const { [placeOf(meetingId)]: _gone, ...others } = kept.read() ?? {}
  kept.write(others)
}
