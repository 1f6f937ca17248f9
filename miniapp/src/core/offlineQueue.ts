import Taro from '@tarojs/taro'
import { toApiError } from './apiError'
import { newId } from './newId'
import { request } from './request'
import { session } from './session'
import { keptAs } from './storage'
import { createStore } from './store'

/** A write made without signal: kept on this phone, sent later with the same key, so that it counts once. */
export interface QueuedWrite {
  key: string
  /** Person who made it: nobody else's sign-in may send it. */
  by: string
  /** In words, for the person: “14:26 的签到”. */
  label: string
  method: 'POST' | 'PUT' | 'DELETE'
  /** Below `/api`. */
  path: string
  json: unknown
  /** UTC ISO instant. */
  madeAt: string
  /** Why the service refused it for good; it waits for the person to read that. */
  refused?: string
}

const keptWrites = keptAs<readonly QueuedWrite[]>('queue')

export const offlineQueue = createStore<{ writes: readonly QueuedWrite[] }>({ writes: keptWrites.read() ?? [] })

offlineQueue.subscribe(() => keptWrites.write(offlineQueue.get().writes))

const change = (turn: (writes: readonly QueuedWrite[]) => readonly QueuedWrite[]) =>
  offlineQueue.set({ writes: turn(offlineQueue.get().writes) })

/** Forgets a write the service refused, after the person has read why. */
export const dropWrite = (key: string): void => change((writes) => writes.filter((write) => write.key !== key))

let sending: Promise<void> | undefined

const ownId = () => session.get().person?.id ?? ''

async function sendAll(): Promise<void> {
  const waiting = offlineQueue.get().writes.filter(({ refused, by }) => refused === undefined && by === ownId())
  for (const write of waiting) {
    try {
      await request(write)
      dropWrite(write.key)
    } catch (thrown) {
      const error = toApiError(thrown)
      if (error.undelivered || error.code === 'unauthenticated' || error.code === 'rate_limited') return
      change((writes) =>
        writes.map((other) => (other.key === write.key ? { ...other, refused: error.message } : other)),
      )
    }
  }
}

/** Sends what waits, in order, one at a time; stops at the first lost signal and tries again at the next occasion. */
export function sendQueue(): Promise<void> {
  if (!session.get().token) return Promise.resolve()
  sending ??= sendAll().finally(() => {
    sending = undefined
  })
  return sending
}

/** Keeps a write and tries to send it. @returns true when it has arrived, false while it waits here. */
export async function sendOrKeep(write: Omit<QueuedWrite, 'key' | 'by' | 'madeAt' | 'refused'>): Promise<boolean> {
  const key = newId()
  change((writes) => [...writes, { ...write, key, by: ownId(), madeAt: new Date().toISOString() }])
  await sendQueue()
  return offlineQueue.get().writes.every((kept) => kept.key !== key)
}

/** Sends whenever a signal comes back; app.tsx calls it once. */
export function watchSignal(): void {
  Taro.onNetworkStatusChange(({ isConnected }) => {
    if (isConnected) sendQueue()
  })
  sendQueue()
}
