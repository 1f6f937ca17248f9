import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startWorker } from './startWorker'

const MEETINGS = 50
const MEMBERS = 20
/** Phones under way at the same moment. */
const AT_ONCE = 50
/** Every so manyth phone sends twice: a double tap with the same key, or another try with a new one. */
const TWICE = 5
/** A code lasts half a minute, and the one before counts too. */
const NEW_CODES_MS = 15_000

/** Check-ins through the real service on loopback. */
export interface CheckInFigures {
  members: number
  seconds: number
  perSecond: number
  medianMs: number
  p99Ms: number
  /** Acknowledged but not on the list; on the list twice. */
  lost: number
  doubled: number
  /** Durable transactions of one write a second at the same store, twenty at once. */
  floor: number
}

interface Guest {
  token: string
  meetingId: string
}

async function send(url: string, { token, meetingId }: Guest, code: string, key: string): Promise<void> {
  const answer = await fetch(`${url}/api/meetings/check-in`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify({ meetingId, code }),
  })
  if (!answer.ok) throw new Error(`check-in answered ${answer.status}: ${await answer.text()}`)
  await answer.arrayBuffer()
}

const shuffle = <T>(list: readonly T[]): T[] =>
  list
    .map((value) => ({ value, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value)

const share = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN

/** A thousand members check in to fifty meetings at once, some of them twice; then the lists are counted. */
export async function benchCheckIn(): Promise<CheckInFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zx-bench-checkin-'))
  const worker = startWorker('checkInWorker.ts', folder, String(MEETINGS), String(MEMBERS))
  try {
    const { url, guests, floor } = await worker.read<{ url: string; guests: Guest[]; floor: number }>()
    let codes = await worker.ask<Record<string, string>>('codes')
    const waiting = shuffle(guests)
    const times: number[] = []
    const phone = async (): Promise<void> => {
      for (let guest = waiting.pop(); guest; guest = waiting.pop()) {
        const started = performance.now()
        const key = randomUUID()
        const code = codes[guest.meetingId] ?? ''
        const again = waiting.length % TWICE === 0
        const taps = [send(url, guest, code, key)]
        if (again) taps.push(send(url, guest, code, waiting.length % (2 * TWICE) === 0 ? key : randomUUID()))
        await Promise.all(taps)
        times.push(performance.now() - started)
      }
    }
    const started = performance.now()
    const phones = Promise.all(Array.from({ length: AT_ONCE }, phone))
    const turning = new AbortController()
    const renew = (async () => {
      while (!turning.signal.aborted) {
        await delay(NEW_CODES_MS, undefined, { signal: turning.signal }).catch(() => undefined)
        if (!turning.signal.aborted) codes = await worker.ask('codes')
      }
    })()
    await phones
    const seconds = (performance.now() - started) / 1_000
    turning.abort()
    await renew
    const { present, entries } = await worker.ask<{ present: number; entries: number }>('count')
    await worker.ended
    times.sort((a, b) => a - b)
    return {
      members: guests.length,
      seconds,
      perSecond: guests.length / seconds,
      medianMs: share(times, 0.5),
      p99Ms: share(times, 0.99),
      lost: guests.length - present,
      doubled: entries - present,
      floor,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
