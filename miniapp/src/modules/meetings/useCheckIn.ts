import { useEffect, useRef, useState } from 'react'
import { toApiError } from '@/core/apiError'
import { sendOrKeep } from '@/core/offlineQueue'
import { scanCode } from '@/core/scanCode'
import { useAction } from '@/core/useAction'
import { type CheckedIn, forgetMeetings, meetingsApi } from './meetingsApi'

type Evidence = { token: string } | { meetingId?: string; code: string }

/** A check-in that waits on this phone for a signal. */
export interface KeptCheckIn {
  at: string
  code: string
}

/** The token inside the address of a check-in code, or inside what WeChat passes on of it. */
export const tokenIn = (text: string | undefined): string | undefined =>
  /[?&]c=([\w.-]+)/.exec(decodeURIComponent(text ?? ''))?.[1]

/** 签到 — by scanning or by six digits; without a signal it is kept here with its time and sent later, once. */
export function useCheckIn(meetingId: string | undefined, title: string, token: string | undefined) {
  const [done, setDone] = useState<CheckedIn>()
  const [kept, setKept] = useState<KeptCheckIn>()
  const [code, setCode] = useState('')
  const sent = useRef('')
  const send = useAction(async (key: string, evidence: Evidence) => {
    const scannedAt = new Date().toISOString()
    try {
      setDone(await meetingsApi.checkIn({ body: evidence }, { key }))
      forgetMeetings()
    } catch (thrown) {
      setCode('')
      if (!toApiError(thrown).undelivered) throw thrown
      const label = `${title || '会议'}签到`
      const json = { ...evidence, scannedAt }
      const arrived = await sendOrKeep({ label, method: 'POST', path: '/meetings/check-in', json })
      if (!arrived) setKept({ at: scannedAt, code: 'code' in evidence ? evidence.code : '' })
    }
  })
  const withCode = (digits: string) => send.run({ ...(meetingId && { meetingId }), code: digits })
  const scan = async () => {
    const scanned = tokenIn(await scanCode())
    if (scanned) await send.run({ token: scanned })
  }
  useEffect(() => {
    if (!token || sent.current === token) return
    sent.current = token
    send.run({ token })
  }, [token, send])
  return {
    done,
    kept,
    forgetKept: () => setKept(undefined),
    code,
    setCode,
    withCode,
    scan,
    busy: send.busy,
    error: send.error,
  }
}
