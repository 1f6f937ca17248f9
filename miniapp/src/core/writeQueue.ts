import { OFFLINE_DAYS } from '@shared/core/offline'
import { ApiError, toApiError } from './apiError'
import { createStore } from './store'

/** A write on its way: kept on this phone until the service has answered, sent with the same key each time, so that it counts once. */
export interface QueuedWrite {
  key: string
  /** Person who made it: nobody else's sign-in may send it. */
  by: string
  /** In words, for the person: “第二季度党员大会签到”. */
  label: string
  /** What belongs together keeps its order, usually one meeting; what is held up here holds up nothing elsewhere. */
  lane: string
  /** A later write of the same slot takes the place of this one: drafts. */
  slot?: string
  /** Page where the person can put it right. */
  page?: string
  method: 'POST' | 'PUT' | 'DELETE'
  /** Below `/api`. */
  path: string
  json: unknown
  /** Keys of `useQuery` that are out of date once it has arrived. */
  touches?: readonly string[]
  /** Fields a hand has filled for it; see 减负. */
  typed?: number
  /** UTC ISO instant. */
  madeAt: string
  attempts: number
  /** Epoch ms before which it is not tried again by itself. */
  notBefore: number
  /** Why the service refused it for good; it waits for the person to read that. */
  refused?: string
}

/** A write that was kept for a while and has arrived. */
export interface SentWrite extends Pick<QueuedWrite, 'key' | 'by' | 'label'> {
  /** UTC ISO instant. */
  at: string
}

export interface QueueState {
  writes: readonly QueuedWrite[]
  /** The latest arrivals, oldest first. */
  sent: readonly SentWrite[]
}

export type NewWrite = Omit<QueuedWrite, 'key' | 'by' | 'madeAt' | 'attempts' | 'notBefore' | 'refused'>

export interface QueuePorts {
  /** What this phone holds. `write` says whether it could be kept. */
  kept: { read: () => QueueState | undefined; write: (state: QueueState) => boolean }
  /** Others keep their writes in the same place: tabs of one browser. */
  isShared: boolean
  /** One try. @throws ApiError */
  send: (write: QueuedWrite) => Promise<unknown>
  /** Epoch ms. */
  now: () => number
  newKey: () => string
  /** Who is signed in. */
  person: () => string | undefined
  /** A write that had to wait has arrived. */
  arrived?: (write: QueuedWrite) => void
}

/** What became of a write: answered, or kept here under its key. */
export type Outcome = { sent: true; reply: unknown } | { sent: false; key: string }

/** Storage in WeChat holds 1 MB per entry; the queue stays well below. */
export const MOST_WRITES = 200
export const MOST_CHARACTERS = 256 * 1024
const MOST_SENT = 20
const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 10 * 60_000
const BUSY_PAUSE_MS = 60_000

/** 5 s, 10 s, 20 s … at most ten minutes. */
export const pauseAfter = (attempts: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, Math.min(attempts, 20) - 1), LONGEST_PAUSE_MS)

const FULL = `这部手机里等发送的已经存满（最多 ${MOST_WRITES} 项），请先到有信号的地方发出去`
const TOO_OLD = `在这部手机里存了 ${OFFLINE_DAYS} 天没有发出去，不能再发；请当面告诉书记`

/** Sends writes in order, one at a time, through lost signals, restarts and sign-ins; each arrives once. */
export function createWriteQueue(ports: QueuePorts) {
  const store = createStore<QueueState>(ports.kept.read() ?? { writes: [], sent: [] })
  const awaited = new Map<string, { reply?: unknown; error?: ApiError; answered?: true }>()
  let running: Promise<void> | undefined
  let pausedUntil = 0
  /** What stands here stands in the common place, too: it is only read back while it could be written. */
  let held = true

  /** Takes in what other tabs have added, sent or dropped. */
  function refresh(): void {
    const there = ports.isShared && held ? ports.kept.read() : undefined
    if (there && JSON.stringify(there) !== JSON.stringify(store.get())) store.set(there)
  }
  const keep = (change: Partial<QueueState>): boolean => {
    store.set(change)
    held = ports.kept.write(store.get())
    return held
  }
  const editAll = (edited: (write: QueuedWrite) => QueuedWrite) => {
    refresh()
    keep({ writes: store.get().writes.map(edited) })
  }
  const edit = (key: string, change: Partial<QueuedWrite>) =>
    editAll((write) => (write.key === key ? { ...write, ...change } : write))
  function drop(key: string): void {
    refresh()
    keep({ writes: store.get().writes.filter((write) => write.key !== key) })
  }

  /** @returns its key, or undefined when this phone cannot hold it. */
  function add(write: NewWrite): string | undefined {
    const by = ports.person()
    if (!by) throw new ApiError('unauthenticated', '请先登录')
    refresh()
    const before = store.get().writes
    const others = before.filter((other) => !write.slot || other.slot !== write.slot || other.by !== by)
    const key = ports.newKey()
    const madeAt = new Date(ports.now()).toISOString()
    const writes = [...others, { ...write, key, by, madeAt, attempts: 0, notBefore: 0 }]
    const fits = writes.length <= MOST_WRITES && JSON.stringify(writes).length <= MOST_CHARACTERS
    if (fits && keep({ writes })) return key
    store.set({ writes: before })
    return undefined
  }

  /** The first that may go now; one that has to wait holds up its lane only. */
  function findNext(): QueuedWrite | undefined {
    refresh()
    const waiting = new Set<string>()
    for (const write of store.get().writes) {
      if (write.refused !== undefined || write.by !== ports.person() || waiting.has(write.lane)) continue
      if (write.notBefore <= ports.now()) return write
      waiting.add(write.lane)
    }
    return undefined
  }

  function settle(write: QueuedWrite, reply: unknown): void {
    const waiter = awaited.get(write.key)
    if (waiter) Object.assign(waiter, { reply, answered: true })
    const waited = !waiter || write.attempts > 0
    const { key, by, label } = write
    refresh()
    const { writes, sent } = store.get()
    const arrival = { key, by, label, at: new Date(ports.now()).toISOString() }
    keep({
      writes: writes.filter((other) => other.key !== key),
      ...(waited && { sent: [...sent, arrival].slice(-MOST_SENT) }),
    })
    if (waited) ports.arrived?.(write)
  }

  /** @returns false when nothing more can be sent now. */
  function takeFailure(write: QueuedWrite, error: ApiError): boolean {
    const attempts = write.attempts + 1
    if (error.code === 'unauthenticated') return false
    // What the person still has to do first, for example the second factor, is no answer to the write: it waits like for a signal.
    if (error.undelivered || error.code === 'rate_limited' || error.code === 'step_owed') {
      const least = error.code === 'rate_limited' ? BUSY_PAUSE_MS : 0
      pausedUntil = ports.now() + Math.max(pauseAfter(attempts), least)
      edit(write.key, { attempts })
      return false
    }
    if (error.code === 'internal') {
      edit(write.key, { attempts, notBefore: ports.now() + pauseAfter(attempts) })
      return true
    }
    const waiter = awaited.get(write.key)
    if (waiter) waiter.error = error
    edit(write.key, { attempts, refused: error.message })
    return true
  }

  async function sendAll(): Promise<void> {
    for (let write = findNext(); write; write = findNext()) {
      if (ports.now() - Date.parse(write.madeAt) > OFFLINE_DAYS * 86_400_000) {
        edit(write.key, { refused: TOO_OLD })
        continue
      }
      try {
        settle(write, await ports.send(write))
      } catch (thrown) {
        if (!takeFailure(write, toApiError(thrown))) return
      }
    }
  }

  /** Sends what may go. `atOnce`: also what is taking a pause, because the person asked or a signal came back. */
  function flush(atOnce = false): Promise<void> {
    if (running) return running
    if (!ports.person() || (!atOnce && ports.now() < pausedUntil)) return Promise.resolve()
    if (atOnce && store.get().writes.some((write) => write.notBefore > 0))
      editAll((write) => ({ ...write, notBefore: 0 }))
    running = sendAll().finally(() => {
      running = undefined
    })
    return running
  }

  /**
   * Keeps a write first and then sends it: an app closed in between loses nothing.
   * @throws ApiError when the service refuses it while the person waits, or when there is neither signal nor room on this phone.
   */
  async function submit(write: NewWrite): Promise<Outcome> {
    const key = add(write)
    if (!key) {
      const direct = { ...write, key: ports.newKey(), by: '', madeAt: '', attempts: 0, notBefore: 0 }
      return ports.send(direct).then(
        (reply) => ({ sent: true, reply }),
        (thrown) => {
          const error = toApiError(thrown)
          throw error.undelivered ? new ApiError('too_large', FULL) : error
        },
      )
    }
    const waiter: { reply?: unknown; error?: ApiError; answered?: true } = {}
    awaited.set(key, waiter)
    const underWay = running !== undefined
    try {
      await flush(true)
      // The run that was under way may have ended before it came to this one.
      if (underWay && !waiter.answered && !waiter.error) await flush(true)
    } finally {
      awaited.delete(key)
    }
    if (waiter.error) {
      drop(key)
      throw waiter.error
    }
    return waiter.answered ? { sent: true, reply: waiter.reply } : { sent: false, key }
  }

  /** Epoch ms at which something of this person may go next; undefined when nothing waits. */
  function nextAt(): number | undefined {
    const waiting = store.get().writes.filter((write) => write.refused === undefined && write.by === ports.person())
    if (waiting.length === 0) return undefined
    return Math.max(pausedUntil, Math.min(...waiting.map((write) => write.notBefore)))
  }

  return {
    store,
    submit,
    flush,
    nextAt,
    /** Tries a refused write once more. */
    retry: (key: string) => {
      edit(key, { refused: undefined, notBefore: 0 })
      return flush(true)
    },
    /** Forgets a write; the person has confirmed it. */
    discard: drop,
    refresh,
  }
}
