import type { CallReply } from '@shared/core/contract'
import type { accountsContract } from '@shared/modules/accounts/contract'
import type { ScanState } from '@shared/modules/accounts/model'
import { SCAN_WAIT_SECONDS } from '@shared/modules/accounts/rules'
import type { SignedIn } from '@shared/modules/accounts/schemas'
import { useEffect, useRef, useState } from 'react'
import { toApiError } from '@/core/apiError'
import { accountsApi } from './useSignIn'

type Ticket = CallReply<typeof accountsContract.endpoints.startScan>

/** So many codes one after another; then somebody has to say that he is still there. */
const ROUNDS = 5
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000]

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

interface Shown {
  ticket?: Ticket
  state: ScanState
  error?: string
}

/** A desk that waits for a phone: shows a code, follows it, takes the next one when it has ended. */
export function useScan(enter: (signedIn: SignedIn) => Promise<void>) {
  const [shown, setShown] = useState<Shown>({ state: 'waiting' })
  const [left, setLeft] = useState(0)
  const [run, setRun] = useState(0)
  const latest = useRef(enter)
  latest.current = enter

  // biome-ignore lint/correctness/useExhaustiveDependencies: each run is one row of codes
  useEffect(() => {
    let over = false
    /** @returns how it ended; undefined when the page has been left. */
    const follow = async (ticket: Ticket): Promise<ScanState | undefined> => {
      let known: ScanState = 'waiting'
      for (let failures = 0; !over; ) {
        try {
          const { ticketId, secret } = ticket
          const body = { secret, known, waitSeconds: SCAN_WAIT_SECONDS }
          const answer = await accountsApi.awaitScan({ params: { ticketId }, body })
          if (over) return undefined
          failures = 0
          setLeft(answer.secondsLeft)
          if (answer.signedIn) await latest.current(answer.signedIn)
          if (answer.state !== 'waiting' && answer.state !== 'seen') return answer.state
          known = answer.state
          setShown({ ticket, state: known })
        } catch (error) {
          if (toApiError(error).code === 'not_found') return 'ended'
          await pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? 0)
          failures += 1
        }
      }
      return undefined
    }
    const showCodes = async () => {
      for (let round = 0; round < ROUNDS && !over; round += 1) {
        const ticket = await accountsApi.startScan()
        if (over) return
        setLeft(ticket.secondsLeft)
        setShown({ ticket, state: 'waiting' })
        const end = await follow(ticket)
        if (!end) return
        setShown({ state: end })
        if (end !== 'ended') return
      }
    }
    showCodes().catch((error: unknown) => {
      if (!over) setShown({ state: 'ended', error: toApiError(error).message })
    })
    return () => {
      over = true
    }
  }, [run])

  const counting = shown.ticket !== undefined
  useEffect(() => {
    if (!counting) return
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1_000)
    return () => clearInterval(timer)
  }, [counting])

  const again = () => {
    setShown({ state: 'waiting' })
    setRun((number) => number + 1)
  }
  return { ...shown, left, again }
}
