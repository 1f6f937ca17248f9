import { meetingsContract } from '@shared/modules/meetings/contract'
import { useState } from 'react'
import { offlineQueue, sendOrKeep } from '@/core/offlineQueue'
import { session } from '@/core/session'
import { useAction } from '@/core/useAction'
import { useRollingCode } from '@/core/useRollingCode'
import { aboutMeeting, type CheckedIn } from './meetingsApi'

type Evidence = { token: string } | { code: string }

/** A check-in that waits on this phone for a signal. */
export interface KeptCheckIn {
  /** By this phone's clock, UTC ISO. */
  at: string
  code: string
}

const { checkIn } = meetingsContract.endpoints
export const CHECK_IN_PATH = checkIn.path

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
  const send = useAction(async (_key: string, evidence: Evidence) => {
    const scannedAt = new Date().toISOString()
    const about = aboutMeeting({ id: meetingId ?? '', title: title || '会议' }, '签到')
    try {
      const reply = await sendOrKeep(
        checkIn,
        { body: { ...('code' in evidence && meetingId && { meetingId }), ...evidence, scannedAt } },
        about,
      )
      if (reply) setDone(reply)
      else setKept({ at: scannedAt, code: 'code' in evidence ? evidence.code : '' })
    } catch (thrown) {
      entry.setCode('')
      throw thrown
    }
  })
  const entry = useRollingCode(token, send.run)
  return {
    done,
    kept,
    forgetKept: () => setKept(undefined),
    ...entry,
    busy: send.busy,
    error: send.error,
  }
}
