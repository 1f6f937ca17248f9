import { addDays, addMonths, type PlainDate } from '@shared/core/plainDate'
import { useEffect, useRef } from 'react'
import { isH5 } from '@/core/platform'

const STEPS: Record<string, (day: PlainDate) => PlainDate> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
}

/** Where the keys must keep their own meaning. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [role="tablist"], [role="dialog"]') !== null

/** A month by keyboard on the desktop: arrows by day and week, PageUp and PageDown by month, Home to today. Nothing in WeChat. */
export function useMonthKeys(day: PlainDate | undefined, today: PlainDate, go: (day: PlainDate) => void): void {
  const latest = useRef({ day, today, go })
  latest.current = { day, today, go }
  useEffect(() => {
    if (!isH5) return
    const press = (event: KeyboardEvent) => {
      const { day: at, today: now, go: move } = latest.current
      const step = event.key === 'Home' ? () => now : STEPS[event.key]
      const shown = window.location.hash.includes('/pages/calendar/')
      if (!at || !step || !shown || event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return
      event.preventDefault()
      move(step(at))
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
