import type { NoticeSource } from '@cloud/core/notice'
import { dayLabel, yearOf } from '@shared/core/plainDate'
import { isDone, lastEntry } from '@shared/core/workflow'
import { detailPage } from '@shared/modules/meetings/plan/planYear'
import { type MeetingRecord, Meetings } from './collection'
import { listAttendances } from './queries'
import { FACT } from './write'

/** Days of which the latest change took it away: where it stood before, and where it stands now. */
const daysTouched = (meeting: MeetingRecord, at: string): string[] => [
  meeting.on,
  ...meeting.changes.filter((change) => change.field === 'on' && change.at === at).map((change) => change.from),
]

/** The latest word about a meeting to everybody on its list: held, moved, called off. Filed and locked ones need no more words. */
export const meetingNotices: NoticeSource = {
  facts: [FACT],
  async find(_, change) {
    const meeting = await Meetings.findById(change.factId).lean<MeetingRecord>()
    if (!meeting || !isDone(meeting.entries, 'notify')) return undefined
    const words = meeting.entries.filter(({ step }) => step === 'notify' || step === 'move' || step === 'cancel')
    const notifiedAt = words.findIndex(({ step }) => step === 'notify')
    const since = words.slice(notifiedAt)
    const last = since.at(-1)
    if (!last || isDone(meeting.entries, 'minutes')) return undefined
    // Entered when it was over already: there is nothing left to come to.
    if (last.on > meeting.on) return undefined
    const moved = last.step === 'move'
    const cancelled = last.step === 'cancel'
    // Who hears tomorrow that today's meeting is off has come for nothing.
    const urgent = (moved || cancelled) && daysTouched(meeting, last.at).includes(last.on)
    const day = dayLabel(meeting.on, yearOf(meeting.on))
    return {
      subject: `${FACT}:${meeting._id}`,
      revision: `${since.length}:${last.step}`,
      organizationId: meeting.organizationId,
      path: meeting.path,
      ...(urgent && { urgent }),
      recipients: (await listAttendances(meeting._id)).filter((a) => a.standing !== 'guest').map((a) => a.personId),
      text: {
        title: `${cancelled ? '已取消：' : moved ? '有变动：' : ''}${meeting.title}`,
        why: cancelled || moved ? (lastEntry(meeting.entries, last.step)?.reason ?? '') : '你在应到名单里',
        note: `${day} ${meeting.startTime}`.slice(0, 20),
        dueOn: meeting.on,
        dueTime: meeting.startTime,
        place: meeting.place,
        page: detailPage(meeting._id),
        label: cancelled ? '查看' : '查看通知',
      },
    }
  },
}
