import { useSyncExternalStore } from 'react'

/** A value outside React that pages follow. */
export interface Store<S> {
  get: () => S
  set: (change: Partial<S>) => void
  subscribe: (listener: () => void) => () => void
}

export function createStore<S extends object>(initial: S): Store<S> {
  let state = initial
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    set: (change) => {
      state = { ...state, ...change }
      for (const listener of [...listeners]) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Follows a store; `select` must return the same reference for the same state. */
export const useStore = <S, T>(store: Store<S>, select: (state: S) => T): T =>
  useSyncExternalStore(
    store.subscribe,
    () => select(store.get()),
    () => select(store.get()),
  )
