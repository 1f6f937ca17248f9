import type { CallInput, CallReply, Endpoint } from '@shared/core/contract'
import Taro from '@tarojs/taro'
import { addressOf, type RequestParts } from './address'
import { ApiError } from './apiError'
import { openSignIn } from './navigation'
import { newId } from './newId'
import { isH5 } from './platform'
import { request } from './request'
import { say } from './say'
import { session } from './session'
import { keptAs } from './storage'
import { useStore } from './store'
import { countTyped, forgetTyped } from './typed'
import { invalidate } from './useQuery'
import { createWriteQueue, type NewWrite, type QueuedWrite, type SentWrite } from './writeQueue'

export type { QueuedWrite, SentWrite } from './writeQueue'

const keptWrites = keptAs<readonly QueuedWrite[]>('queue')
const keptSent = keptAs<readonly SentWrite[]>('sentWrites')
/** One try must not keep somebody waiting in a tunnel: the queue tries again by itself. */
const PATIENCE_MS = 8_000

/** A page of a gateway or of a guest network is no answer of the service. */
function parseReply(body: unknown): unknown {
  try {
    return JSON.parse(String(body))
  } catch {
    throw new ApiError('offline', '现在连不上服务，请看看信号再试')
  }
}

/** Everything made without signal on this phone, of all who sign in here; each person sees and sends only his own. */
export const offlineQueue = createWriteQueue({
  kept: {
    read: () => ({ writes: keptWrites.read() ?? [], sent: keptSent.read() ?? [] }),
    write: ({ writes, sent }) => {
      keptSent.write(sent)
      return keptWrites.write(writes)
    },
  },
  isShared: isH5,
  send: async ({ method, path, json, key, typed }) => {
    const answer = await request({ method, path, json, key, typed, timeoutMs: PATIENCE_MS, tries: 1 })
    return parseReply(answer.body)
  },
  now: () => Date.now(),
  newKey: newId,
  person: () => (session.get().token ? session.get().person?.id : undefined),
  arrived: ({ label, touches = [] }) => {
    for (const key of touches) invalidate(key)
    say(`已发送：${label}`)
  },
})

export const SAVED_HERE = '已保存在本机，有信号后自动发送'

type About = Pick<NewWrite, 'label' | 'lane' | 'slot' | 'page' | 'touches'>

/**
 * Makes one write of a contract that may wait for a signal. @returns its reply, or undefined while it is kept here, which is said.
 * @throws ApiError when the service refuses it at once, or when there is neither signal nor room on this phone.
 */
export async function sendOrKeep<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  about: About,
): Promise<CallReply<E> | undefined> {
  if (!session.get().person) openSignIn()
  const parts = input as RequestParts
  const path = addressOf(endpoint.path, parts)
  const method = endpoint.method as QueuedWrite['method']
  // A draft asks for nothing: what was typed counts with the minutes that are handed in.
  const counts = parts.body !== undefined && !about.slot
  const typed = counts ? countTyped() : 0
  const outcome = await offlineQueue.submit({ ...about, method, path, json: parts.body, ...(typed > 0 && { typed }) })
  if (counts) forgetTyped()
  if (outcome.sent) {
    for (const key of about.touches ?? []) invalidate(key)
    return outcome.reply as CallReply<E>
  }
  if (!about.slot) say(SAVED_HERE)
  return undefined
}

/** What this person has waiting here and what has arrived lately. */
export function useOutbox(): { waiting: QueuedWrite[]; refused: QueuedWrite[]; sent: SentWrite[] } {
  const person = useStore(session, (state) => state.person?.id)
  const { writes, sent } = useStore(offlineQueue.store, (state) => state)
  const own = writes.filter((write) => write.by === person)
  return {
    waiting: own.filter((write) => write.refused === undefined),
    refused: own.filter((write) => write.refused !== undefined),
    sent: sent.filter((write) => write.by === person).reverse(),
  }
}

let timer: ReturnType<typeof setTimeout> | undefined

/** Comes back when the next pause is over. */
function waitForNext(): void {
  clearTimeout(timer)
  const next = offlineQueue.nextAt()
  if (next !== undefined) timer = setTimeout(() => sendQueue(), Math.max(1_000, next - Date.now()))
}

/** Sends what waits. `atOnce`: the person asked, somebody has signed in, or a signal came back. */
export const sendQueue = (atOnce = false): Promise<void> => offlineQueue.flush(atOnce).finally(waitForNext)

/** Sends at every start of the app and whenever a signal comes back or somebody signs in; app.tsx calls it once. */
export function watchSignal(): void {
  Taro.onNetworkStatusChange(({ isConnected }) => {
    if (isConnected) sendQueue(true)
  })
  if (isH5) {
    window.addEventListener('online', () => sendQueue(true))
    window.addEventListener('storage', offlineQueue.refresh)
  }
  let token = session.get().token
  session.subscribe(() => {
    if (session.get().token && session.get().token !== token) sendQueue(true)
    token = session.get().token
  })
  offlineQueue.store.subscribe(waitForNext)
  sendQueue(true)
}
