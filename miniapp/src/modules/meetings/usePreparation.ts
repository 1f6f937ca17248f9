import { useAction } from '@/core/useAction'
import { invalidate, useQuery } from '@/core/useQuery'
import { forgetMeetings, meetingsApi } from './meetingsApi'

/** The preparation of one life meeting, as this person may see it. */
export function usePreparation(meetingId: string) {
  const params = { meetingId }
  const query = useQuery(
    meetingId ? `meetings/preparation/${meetingId}` : undefined,
    () => meetingsApi.preparation({ params }),
    { keep: false },
  )
  const settle = async () => {
    forgetMeetings()
    await query.refresh()
  }
  const theme = useAction(async (key: string, text: string) => {
    await meetingsApi.setTheme({ params, body: { theme: text } }, { key })
    await settle()
  })
  const opinion = useAction(async (key: string, text: string) => {
    await meetingsApi.addOpinion({ params, body: { text } }, { key })
    await settle()
  })
  const withdraw = useAction(async (key: string, id: string) => {
    await meetingsApi.withdrawOpinion({ params, body: { id } }, { key })
    await settle()
  })
  const note = useAction(async (key: string, text: string, ready: boolean) => {
    await meetingsApi.saveNote({ params, body: { text, ready } }, { key })
    await settle()
  })
  return { ...query, theme, opinion, withdraw, note }
}

/** One item of the list with everything done about it. */
export function useRectification(rectificationId: string) {
  const params = { rectificationId }
  const query = useQuery(rectificationId ? `meetings/rectification/${rectificationId}` : undefined, () =>
    meetingsApi.rectification({ params }),
  )
  const settle = async () => {
    forgetMeetings()
    invalidate('meetings/rectifications')
    await query.refresh()
  }
  const act = useAction(async (key: string, step: 'progress' | 'finish' | 'close' | 'reopen', text: string) => {
    await meetingsApi.actOnRectification({ params, body: { step, text } }, { key })
    await settle()
  })
  return { ...query, act, settle }
}
