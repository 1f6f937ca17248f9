import { useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { keepAnswer, recallAnswer } from './answers'
import { type ApiError, toApiError } from './apiError'
import { useFront } from './front'
import { onSignOut } from './session'

interface Entry {
  /** When the last answer came, ms; 0 for never or no longer valid. */
  at: number
  /** When the data shown came from the service, ms; 0 for never. */
  savedAt: number
  data?: unknown
  error?: ApiError
  running?: Promise<void>
  listeners: Set<() => void>
}

const cache = new Map<string, Entry>()

function entryOf(key: string): Entry {
  const found = cache.get(key)
  if (found) return found
  const kept = recallAnswer(key)
  const made: Entry = { at: 0, savedAt: kept?.at ?? 0, data: kept?.data, listeners: new Set() }
  cache.set(key, made)
  return made
}

function tell(entry: Entry): void {
  for (const listener of [...entry.listeners]) listener()
}

function load(key: string, ask: () => Promise<unknown>, keep: boolean): Promise<void> {
  const entry = entryOf(key)
  entry.running ??= ask()
    .then(
      (data) => {
        Object.assign(entry, { data, error: undefined, at: Date.now(), savedAt: Date.now() })
        if (keep) keepAnswer(key, data)
      },
      (error: unknown) => {
        entry.error = toApiError(error)
      },
    )
    .then(() => {
      entry.running = undefined
      tell(entry)
    })
  tell(entry)
  return entry.running
}

onSignOut(() => {
  for (const entry of cache.values()) {
    Object.assign(entry, { at: 0, savedAt: 0, data: undefined, error: undefined })
    tell(entry)
  }
})

/** Makes pages that show these keys ask again when they are next seen: call it after a write. */
export function invalidate(prefix: string): void {
  for (const [key, entry] of cache) if (key.startsWith(prefix)) entry.at = 0
}

/** Asks for something that may be needed where there is no signal, unless what is kept here is younger than `freshMs`. */
export async function loadAhead(key: string, ask: () => Promise<unknown>, freshMs: number): Promise<void> {
  if (Date.now() - entryOf(key).savedAt >= freshMs) await load(key, ask, true)
}

export interface QueryOptions {
  /** An answer younger than this is not asked for again, ms. */
  freshMs?: number
  /** Keep the last answer on this phone for the first paint; false for personal data beyond one's own. */
  keep?: boolean
}

/**
 * What a page shows: last known data at once, the newest as soon as it comes, again whenever the page is shown.
 * `key` names the question with its parameters; undefined asks nothing yet.
 */
export function useQuery<T>(key: string | undefined, ask: () => Promise<T>, options: QueryOptions = {}) {
  const { freshMs = 0, keep = true } = options
  const [, redraw] = useState(0)
  const latest = useRef(ask)
  latest.current = ask
  const refresh = useCallback(() => (key ? load(key, () => latest.current(), keep) : Promise.resolve()), [key, keep])
  const refreshStale = () => {
    const entry = key ? entryOf(key) : undefined
    if (entry && Date.now() - entry.at >= freshMs) refresh()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again for another key only
  useEffect(() => {
    if (!key) return
    const listener = () => redraw((count) => count + 1)
    const { listeners } = entryOf(key)
    listeners.add(listener)
    refreshStale()
    return () => {
      listeners.delete(listener)
    }
  }, [key])
  useDidShow(refreshStale)
  useFront(key === undefined ? undefined : refresh)
  const entry = key ? entryOf(key) : undefined
  return {
    data: entry?.data as T | undefined,
    error: entry?.error,
    loading: entry?.running !== undefined,
    /** The data shown are of an earlier visit; the newest are not here yet. */
    old: entry?.data !== undefined && entry.at === 0,
    /** When the data shown came from the service, epoch ms; undefined without data. */
    savedAt: entry?.data === undefined ? undefined : entry.savedAt,
    refresh,
  }
}
