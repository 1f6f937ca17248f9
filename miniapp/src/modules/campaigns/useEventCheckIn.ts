import { campaignsContract } from '@shared/modules/campaigns/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { sendOrKeep } from '@/core/offlineQueue'
import { scanCode } from '@/core/scanCode'
import { useAction } from '@/core/useAction'
import { TOUCHED } from './campaignsApi'

const { checkIn } = campaignsContract.endpoints
type Evidence = { token: string } | { nodeId?: string; code: string }

/** The token inside the address of a check-in code, or inside what WeChat passes on of it. */
export const tokenIn = (text: string | undefined): string | undefined =>
  /[?&]c=([\w.-]+)/.exec(decodeURIComponent(text ?? ''))?.[1]

interface Outcome {
  message: string
  /** Still on this phone, to be sent when there is a signal. */
  kept: boolean
  waits: boolean
}

/** 活动签到 — by scanning or by six digits; without a signal it is kept on the phone with its time and sent later, once. */
export function useEventCheckIn(nodeId: string | undefined, title: string, token: string | undefined) {
  const [outcome, setOutcome] = useState<Outcome>()
  const [code, setCode] = useState('')
  const sent = useRef('')
  const send = useAction(async (_key: string, evidence: Evidence) => {
    const scannedAt = new Date().toISOString()
    const about = { label: `${title || '活动'}签到`, lane: `event:${nodeId ?? ''}`, touches: TOUCHED }
    try {
      const reply = await sendOrKeep(checkIn, { body: { ...evidence, scannedAt } }, about)
      setOutcome(
        reply
          ? { message: reply.message, kept: false, waits: reply.waits }
          : { message: '已存在这部手机，有信号自动发送', kept: true, waits: false },
      )
    } catch (thrown) {
      setCode('')
      throw thrown
    }
  })
  const withCode = (digits: string) => send.run({ ...(nodeId && { nodeId }), code: digits })
  const scan = async () => {
    const scanned = tokenIn(await scanCode())
    if (scanned) await send.run({ token: scanned })
  }
  useEffect(() => {
    if (!token || sent.current === token) return
    sent.current = token
    send.run({ token })
  }, [token, send])
  /** What was kept here has been sent. */
  const noteSent = useCallback(
    () => setOutcome((before) => (before?.kept ? { message: '签到已送到', kept: false, waits: false } : before)),
    [],
  )
  return { outcome, noteSent, code, setCode, withCode, scan, busy: send.busy, error: send.error }
}
