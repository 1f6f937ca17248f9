import { useEffect, useRef, useState } from 'react'

/**
 * Milliseconds until an instant of the service's clock, counted down each second; undefined without one.
 * @param ahead the service's clock less this phone's, ms
 * @param onOver called once when it is reached
 */
export function useTimeLeft(until: string | undefined, ahead: number, onOver: () => void): number | undefined {
  const leftNow = () => (until === undefined ? undefined : Date.parse(until) - Date.now() - ahead)
  const [, redraw] = useState(0)
  const over = useRef(onOver)
  over.current = onOver
  // biome-ignore lint/correctness/useExhaustiveDependencies: counts anew for another instant only
  useEffect(() => {
    if (until === undefined) return
    let told = false
    const look = () => {
      if (!told && (leftNow() ?? 1) <= 0) {
        told = true
        over.current()
      }
      redraw((count) => count + 1)
    }
    look()
    const tick = setInterval(look, 1_000)
    return () => clearInterval(tick)
  }, [until, ahead])
  return leftNow()
}
