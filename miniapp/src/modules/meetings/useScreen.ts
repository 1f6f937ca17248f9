import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { type ApiError, toApiError } from '@/core/apiError'
import { meetingsApi, type ScreenReply } from './meetingsApi'

/** The list is asked for this often; the code itself changes every half minute. */
const POLL_MS = 3_000

/** The check-in screen, kept fresh while the page is in front. A lost signal leaves the last list standing and says so. */
export function useScreen(meetingId: string) {
  const [data, setData] = useState<ScreenReply>()
  const [error, setError] = useState<ApiError>()
  const [seconds, setSeconds] = useState(0)
  const shown = useRef(true)
  const load = useRef(async () => {
    try {
      const reply = await meetingsApi.screen({ params: { meetingId } })
      setData(reply)
      setSeconds(reply.secondsLeft)
      setError(undefined)
    } catch (thrown) {
      setError(toApiError(thrown))
    }
  })
  useDidShow(() => {
    shown.current = true
  })
  useDidHide(() => {
    shown.current = false
  })
  useEffect(() => {
    let stopped = false
    let waiting: ReturnType<typeof setTimeout> | undefined
    const turn = async () => {
      if (shown.current) await load.current()
      if (!stopped) waiting = setTimeout(turn, POLL_MS)
    }
    turn()
    const tick = setInterval(() => setSeconds((left) => Math.max(0, left - 1)), 1_000)
    return () => {
      stopped = true
      clearTimeout(waiting)
      clearInterval(tick)
    }
  }, [])
  return { data, error, seconds, refresh: load.current }
}
