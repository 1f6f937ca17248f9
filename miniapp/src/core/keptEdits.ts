import { useDidShow } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { isKiosk } from './kiosk'
import { confirmAct } from './say'
import { session } from './session'
import { keptAs } from './storage'

/** The oldest go first. */
const MOST = 3

interface Edit<T> {
  value: T
  /** What was stored when the first change was made, as the page names it. */
  version: string
}

/** Changes that are not stored with the service yet, on this phone, by person and by what they are about. */
export interface KeptEdits<T> {
  find: (name: string) => Edit<T> | undefined
  keep: (name: string, edit: Edit<T>) => void
  forget: (name: string) => void
}

export function keptEdits<T>(key: string): KeptEdits<T> {
  const kept = keptAs<Record<string, Edit<T>>>(key)
  const own = (name: string): string => `${session.get().person?.id ?? ''}|${name}`
  const split = (name: string) => {
    const { [own(name)]: edit, ...others } = kept.read() ?? {}
    return { edit, others }
  }
  return {
    find: (name) => split(name).edit,
    keep: (name, edit) => {
      // A screen that everybody uses keeps nothing of anybody.
      if (isKiosk) return
      kept.write({ ...Object.fromEntries(Object.entries(split(name).others).slice(1 - MOST)), [own(name)]: edit })
    },
    forget: (name) => {
      const { edit, others } = split(name)
      if (edit) kept.write(others)
    },
  }
}

/**
 * Something while it is being written: what was changed stays on this phone until it is stored with the service or given up, also when
 * the page is left or the app is closed.
 * @param start what is stored, or proposed for something new; undefined while it is not here yet
 * @param version names what is stored, so that somebody else's later change is noticed
 */
export function useKeptEdit<T>(kept: KeptEdits<T>, name: string, start: T | undefined, version = '') {
  const [edit, setEdit] = useState(() => kept.find(name))
  const [wasHere, setWasHere] = useState(edit !== undefined)
  const latest = useRef(edit)
  const set = (next: Edit<T> | undefined) => {
    latest.current = next
    setEdit(next)
  }
  const settle = (): void => {
    set(undefined)
    setWasHere(false)
    kept.forget(name)
  }
  // Another page may write on the same thing. Where nothing can be kept, what is here stays.
  useDidShow(() => set(kept.find(name) ?? latest.current))
  return {
    value: start && (edit?.value ?? start),
    /** Something was changed and is not stored with the service yet. */
    isChanged: edit !== undefined,
    /** To be said on the page: changes of an earlier visit are here, or somebody has stored something else since the first change. */
    notice:
      edit !== undefined && start !== undefined && edit.version !== version
        ? ('overtaken' as const)
        : edit !== undefined && wasHere
          ? ('unsaved' as const)
          : undefined,
    change: (part: Partial<T>): void => {
      const before = latest.current ?? (start && { value: start, version })
      if (!before) return
      const next = { ...before, value: { ...before.value, ...part } }
      set(next)
      kept.keep(name, next)
    },
    /** It is stored with the service. */
    settle,
    /** Given up, once the person says so again. @returns whether it was */
    drop: async (): Promise<boolean> => {
      const isSure = await confirmAct('不要这些改动', '还没有存的改动不会保留。', '不要了')
      if (isSure) settle()
      return isSure
    },
  }
}
