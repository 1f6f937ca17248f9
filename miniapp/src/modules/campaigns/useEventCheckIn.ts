import { campaignsContract } from '@shared/modules/campaigns/contract'
import { useCallback, useState } from 'react'
import { sendOrKeep } from '@/core/offlineQueue'
import { useAction } from '@/core/useAction'
import { useRollingCode } from '@/core/useRollingCode'
import { TOUCHED } from './campaignsApi'

const { checkIn } = campaignsContract.endpoints
type Evidence = { token: string } | { code: string }

interface Outcome {
  message: string
  /** Still on this phone, to be sent when there is a signal. */
  kept: boolean
  waits: boolean
}

/** 活动签到 — by scanning or by six digits; without a signal it is kept on the phone with its time and sent later, once. */
export function useEventCheckIn(nodeId: string | undefined, title: string, token: string | undefined) {
  const [outcome, setOutcome] = useState<Outcome>()
  const send = useAction(async (_key: string, evidence: Evidence) => {
    const scannedAt = new Date().toISOString()
    const about = { label: `${title || '活动'}签到`, lane: `event:${nodeId ?? ''}`, touches: TOUCHED }
    try {
      const reply = await sendOrKeep(
        checkIn,
        { body: { ...('code' in evidence && nodeId && { nodeId }), ...evidence, scannedAt } },
        about,
      )
      setOutcome(
        reply
          ? { message: reply.message, kept: false, waits: reply.waits }
          : { message: '已存在这部手机，有信号自动发送', kept: true, waits: false },
      )
    } catch (thrown) {
      entry.setCode('')
      throw thrown
    }
  })
  const entry = useRollingCode(token, send.run)
  /** What was kept here has been sent. */
  const noteSent = useCallback(
    () => setOutcome((before) => (before?.kept ? { message: '签到已送到', kept: false, waits: false } : before)),
    [],
  )
  return { outcome, noteSent, ...entry, busy: send.busy, error: send.error }
}
