import { useEffect, useId } from 'react'

const REACHABLE = 'button:not(:disabled), input:not(:disabled), select, textarea, a[href], [tabindex="0"]'

const reachableIn = (box: HTMLElement): HTMLElement[] =>
  Array.from(box.querySelectorAll<HTMLElement>(REACHABLE)).filter((each) => each.checkVisibility())

/** Sheets open at this moment, the one in front last: a question asked from inside a sheet. */
const open: string[] = []

/**
 * In the browser: while a sheet is open the keyboard stays inside it, Esc leaves it, and the focus goes back to what opened it.
 * @returns the id the sheet's box has to carry.
 */
export function useFocusInside(isOpen: boolean, onClose: () => void): string {
  const id = useId()
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !isOpen) return
    const before = document.activeElement
    const box = document.getElementById(id)
    open.push(id)
    if (box && !box.contains(before)) {
      box.tabIndex = -1
      box.focus()
    }
    return () => {
      open.splice(open.indexOf(id), 1)
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [isOpen, id])
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !isOpen) return
    const onKey = (event: KeyboardEvent) => {
      const box = document.getElementById(id)
      if (!box || open[open.length - 1] !== id) return
      if (event.key === 'Escape') onClose()
      if (event.key !== 'Tab') return
      const reachable = reachableIn(box)
      const [first, last] = [reachable[0], reachable[reachable.length - 1]]
      const [edge, next] = event.shiftKey ? [first, last] : [last, first]
      const at = document.activeElement
      if (at !== edge && box.contains(at) && !(event.shiftKey && at === box)) return
      event.preventDefault()
      next?.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [isOpen, id, onClose])
  return id
}
