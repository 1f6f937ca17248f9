import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { gridMove, rowsBetween } from './gridMove'

interface GridKeys {
  box: RefObject<HTMLDivElement | null>
  ids: readonly string[]
  selected: ReadonlySet<string>
  /** Absent where rows cannot be selected. */
  setSelected?: (ids: ReadonlySet<string>) => void
  onOpen: (index: number) => void
}

/** Keyboard and mouse of a grid: one row is reached by Tab, arrows move on, Space selects, Shift extends, Enter opens, Esc lets go. */
export function useGridKeys({ box, ids, selected, setSelected, onOpen }: GridKeys) {
  const [reached, setReached] = useState(0)
  /** Where a selection by Shift begins. */
  const anchor = useRef(0)
  const current = Math.min(reached, Math.max(0, ids.length - 1))

  const rowAt = (index: number) => box.current?.querySelectorAll<HTMLElement>('tbody > tr')[index]
  const toggle = (index: number) => {
    const id = ids[index]
    if (!id || !setSelected) return
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    setSelected(next)
    anchor.current = index
  }
  const extend = (index: number) => setSelected?.(new Set([...selected, ...rowsBetween(ids, anchor.current, index)]))

  const onPoint = (index: number, how: 'point' | 'toggle' | 'extend') => {
    setReached(index)
    if (how === 'toggle') toggle(index)
    else if (how === 'extend') extend(index)
    else anchor.current = index
  }
  const pageSize = () => Math.floor((box.current?.clientHeight ?? 400) / (rowAt(0)?.offsetHeight || 40)) - 1
  const onKeyDown = (event: KeyboardEvent) => {
    const isRow = event.target instanceof HTMLTableRowElement
    const to = isRow ? gridMove(event.key, current, ids.length, pageSize()) : undefined
    if (to !== undefined) {
      setReached(to)
      if (event.shiftKey) extend(to)
      else anchor.current = to
      rowAt(to)?.focus()
    } else if (isRow && event.key === 'Enter') onOpen(current)
    else if (isRow && event.key === ' ') toggle(current)
    else if (isRow && event.key === 'a' && (event.ctrlKey || event.metaKey)) setSelected?.(new Set(ids))
    else if (event.key === 'Escape' && selected.size > 0) setSelected?.(new Set())
    else return
    event.preventDefault()
  }
  return { current, onKeyDown, onPoint }
}
