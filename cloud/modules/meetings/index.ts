import { defineModule } from '@cloud/core/defineModule'
import { meetingsContract } from '@shared/modules/meetings/contract'
import { listMeetingEvents } from './agenda'
import { meetingNotices } from './notices'
import { meetingObligations } from './obligations'
import { participationsConsumer } from './participations'
import { meetingRoutes } from './routes'
import { meetingMatters } from './seatMatters'

export { getMeetingDate, listMeetingDates, listMeetingDatesOf, type MeetingDate } from './agenda'
export { type EventParticipation, recordEventParticipation } from './eventParticipation'
export { listLifeFacts, type PersonLifeFact } from './lifeFacts'
export { type LinkedMeeting, listLinkable, listLinked } from './linked'
export { owedFrom } from './obligations'
export { PARTICIPATION_FACT, rebuildParticipations } from './participations'
export { listYearHours, type MemberHours, readYearHours } from './yearHours'

/** 会议 — 三会一课、主题党日、组织生活会、民主评议: held and recorded once, everything else derived. */
export const meetings = defineModule({
  name: 'meetings',
  contract: meetingsContract,
  routes: meetingRoutes,
  consumers: [participationsConsumer],
  obligations: meetingObligations,
  notices: meetingNotices,
  datedEvents: listMeetingEvents,
  openMatters: meetingMatters,
})
