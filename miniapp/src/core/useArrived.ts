import { useEffect, useRef } from 'react'

/** Asks again once something that waited on this phone has been sent. @param pending how much of it waits now */
export function useArrived(pending: number, refresh: () => unknown): void {
  const before = useRef(pending)
  useEffect(() => {
    if (pending < before.current) refresh()
    before.current = pending
  }, [pending, refresh])
}
