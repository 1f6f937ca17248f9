import { openFile } from '@/core/openFile'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { forgetMeetings, meetingsApi } from './meetingsApi'

/** One meeting as this person may see it, and what may be done with it. */
export function useMeeting(meetingId: string) {
  const query = useQuery(meetingId ? `meetings/detail/${meetingId}` : undefined, () =>
    meetingsApi.get({ params: { meetingId } }),
  )
  const params = { meetingId }
  const settle = async () => {
    forgetMeetings()
    await query.refresh()
  }
  const act = useAction(async (key: string, what: 'notify' | 'approve') => {
    await meetingsApi[what]({ params }, { key })
    await settle()
  })
  const tell = useAction(async (key: string, what: 'cancel' | 'return' | 'leave', reason: string) => {
    await meetingsApi[what]({ params, body: { reason } }, { key })
    await settle()
  })
  const download = useAction(async () => openFile(await meetingsApi.export({ params })))
  return { ...query, act, tell, download, settle, busy: act.busy || tell.busy }
}
