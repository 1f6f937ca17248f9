import { meetingsContract } from '@shared/modules/meetings/contract'
import { useEffect, useRef, useState } from 'react'
import { offlineQueue, sendOrKeep } from '@/core/offlineQueue'
import { scanCode } from '@/core/scanCode'
import { session } from '@/core/session'
import { useAction } from '@/core/useAction'
import { aboutMeeting, type CheckedIn } from './meetingsApi'

type Evidence = { token: string } | { meetingId?: string; code: string }

/** A check-in that waits on this phone for a signal. */
export interface KeptCheckIn {
  /** By this phone's clock, UTC ISO. */
  at: string
  code: string
}

const { checkIn } = meetingsContract.endpoints
export const CHECK_IN_PATH = checkIn.path

/** The token inside the address of a check-in code, or inside what WeChat passes on of it. */
export const tokenIn = (text: string | undefined): string | undefined =>
  /[?&]c=([\w.-]+)/.exec(decodeURIComponent(text ?? ''))?.[1]

/** A check-in of this meeting made before the app was closed. */
function findKept(meetingId: string | undefined): KeptCheckIn | undefined {
  const own = session.get().person?.id
  const { writes } = offlineQueue.store.get()
  const kept = writes.find(({ by, path, lane }) => by === own && path === CHECK_IN_PATH && lane === (meetingId ?? ''))
  if (!kept) return undefined
  const { scannedAt = kept.madeAt, code = '' } = kept.json as { scannedAt?: string; code?: string }
  return { at: scannedAt, code }
}

/** 签到 — by scanning or by six digits; without a signal it is kept here with its time and sent later, once. */
export function useCheckIn(meetingId: string | undefined, title: string, token: string | undefined) {
  const [done, setDone] = useState<CheckedIn>()
  const [kept, setKept] = useState(() => findKept(meetingId))
  const [code, setCode] = useState('')
  const sent = useRef('')
  const send = useAction(async (_key: string, evidence: Evidence) => {
    const scannedAt = new Date().toISOString()
    const about = aboutMeeting({ id: meetingId ?? '', title: title || '会议' }, '签到')
    try {
      const reply = await sendOrKeep(checkIn, { body: { ...evidence, scannedAt } }, about)
      if (reply) setDone(reply)
      else setKept({ at: scannedAt, code: 'code' in evidence ? evidence.code : '' })
    } catch (thrown) {
      setCode('')
      throw thrown
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
