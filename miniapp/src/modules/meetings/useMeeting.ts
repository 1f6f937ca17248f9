import { meetingsContract } from '@shared/modules/meetings/contract'
import { sendOrKeep } from '@/core/offlineQueue'
import { openFile } from '@/core/openFile'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { aboutMeeting, forgetMeetings, meetingsApi } from './meetingsApi'

const { endpoints } = meetingsContract

/** One meeting as this person may see it, and what may be done with it. */
export function useMeeting(meetingId: string) {
  const query = useQuery(meetingId ? `meetings/detail/${meetingId}` : undefined, () =>
    meetingsApi.get({ params: { meetingId } }),
  )
  const params = { meetingId }
  const aboutThis = (what: string) => aboutMeeting({ id: meetingId, title: query.data?.title ?? '会议' }, what)
  const settle = async () => {
    forgetMeetings()
    await query.refresh()
  }
  const act = useAction(async (key: string, what: 'notify' | 'approve') => {
    await meetingsApi[what]({ params }, { key })
    await settle()
  })
  const tell = useAction(async (key: string, what: 'cancel' | 'return' | 'leave', reason: string) => {
    if (what === 'leave') {
      const body = { reason, askedAt: new Date().toISOString() }
      await sendOrKeep(endpoints.leave, { params, body }, aboutThis('请假'))
    } else await meetingsApi[what]({ params, body: { reason } }, { key })
    settle()
  })
  const withdraw = useAction(async () => {
    await sendOrKeep(endpoints.withdrawLeave, { params }, aboutThis('撤回请假'))
    settle()
  })
  const download = useAction(async () => openFile(await meetingsApi.export({ params })))
  return { ...query, act, tell, withdraw, download, settle, busy: act.busy || tell.busy || withdraw.busy }
}
