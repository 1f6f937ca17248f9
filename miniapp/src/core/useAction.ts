import { useRef, useState } from 'react'
import { type ApiError, toApiError } from './apiError'
import { newId } from './newId'

/**
 * A button's act: one at a time however often it is tapped, with its error for a Banner.
 * The key handed to `act` stays the same while an answer is missing, so that tapping again after a lost signal
 * repeats the same write instead of making a second one.
 */
export function useAction<A extends unknown[]>(act: (key: string, ...args: A) => Promise<unknown>) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const running = useRef(false)
  const key = useRef(newId())
  /** @returns whether it succeeded. */
  const run = async (...args: A): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setBusy(true)
    setError(undefined)
    try {
      await act(key.current, ...args)
      key.current = newId()
      return true
    } catch (thrown) {
      const failure = toApiError(thrown)
      if (!failure.undelivered) key.current = newId()
      setError(failure)
      return false
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { run, busy, error, clear: () => setError(undefined) }
}
