import type { CallReply } from '@shared/core/contract'
import { meetingsContract } from '@shared/modules/meetings/contract'
import { createClient } from '@/core/api'
import { invalidate } from '@/core/useQuery'

export const meetingsApi = createClient(meetingsContract)

type Replies = typeof meetingsContract.endpoints

export type { MeetingDetail } from '@shared/modules/meetings/schemas'
export type MeetingSummary = CallReply<Replies['list']>['items'][number]
export type LedgerRow = CallReply<Replies['ledger']>['items'][number]
export type Proposal = CallReply<Replies['proposal']>
export type ScreenReply = CallReply<Replies['screen']>
export type Attendee = ScreenReply['attendees'][number]
export type Receipt = CallReply<Replies['receipt']>
export type Archive = CallReply<Replies['archive']>
export type AttendanceTable = CallReply<Replies['attendance']>
export type CheckedIn = CallReply<Replies['checkIn']>

/** What may show something a meeting has changed. */
const CHANGED = ['today', 'month:', 'plan:', 'meetings']

/** Pages that show something a meeting has changed ask again when they are next seen. */
export function forgetMeetings(): void {
  for (const key of CHANGED) invalidate(key)
}

/** How a write about a meeting is named, ordered and shown while it waits for a signal. */
export const aboutMeeting = ({ id, title }: { id: string; title: string }, what: string) => ({
  label: `${title}${what}`,
  lane: id,
  // Six digits alone do not say which meeting they belong to.
  ...(id && { page: pageOf('detail', id) }),
  touches: CHANGED,
})

/** Path of one of this module's pages about a meeting. */
export const pageOf = (
  name: 'detail' | 'check-in' | 'roll-call' | 'screen' | 'minutes' | 'receipt',
  id: string,
): string => `/modules/meetings/pages/${name}/index?id=${id}`
