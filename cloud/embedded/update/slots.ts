import { type Fields, isFields } from '../bson/document'
import { badValue, StoreError } from '../errors'
import type { Predicate } from '../query/compileFilter'
import { isArrayIndex } from '../query/paths'

/** A place in a document that an operator reads and writes. */
export interface Slot {
  get(): unknown
  set(value: unknown): void
  remove(): void
}

/** What `$`, `$[]` and `$[name]` in a path stand for. */
export interface Positions {
  arrayFilters: ReadonlyMap<string, Predicate>
  /** Position of the element of the array at this path that matched the query, for `$`. */
  findMatched(arrayParts: readonly string[]): number | undefined
}

const MAX_PADDING = 10_000

const fieldSlot = (fields: Fields, name: string): Slot => ({
  get: () => fields[name],
  set: (value) => {
    fields[name] = value
  },
  remove: () => {
    delete fields[name]
  },
})

const itemSlot = (items: unknown[], position: number): Slot => ({
  get: () => items[position],
  set: (value) => {
    if (position - items.length > MAX_PADDING) throw badValue(`array position ${position} is too far beyond the end`)
    while (items.length < position) items.push(null)
    items[position] = value
  },
  remove: () => {
    if (position < items.length) items[position] = null
  },
})

const notViable = (part: string, parent: string): StoreError =>
  new StoreError(28, 'PathNotViable', `Cannot create field '${part}' in element {${parent}}`)

const selectItems = (items: readonly unknown[], part: string, positions: Positions): number[] => {
  const name = part.slice(2, -1)
  if (name === '') return [...items.keys()]
  const matches = positions.arrayFilters.get(name)
  if (!matches) throw badValue(`No array filter found for identifier '${name}'`)
  return [...items.keys()].filter((position) => matches({ [name]: items[position] }))
}

const isSelector = (part: string): boolean => part.startsWith('$[') && part.endsWith(']')

/** The concrete part for `$`, which needs to know what the query matched. */
const concretePart = (part: string, trail: readonly string[], positions: Positions): string => {
  if (part !== '$') return part
  const position = positions.findMatched(trail)
  if (position === undefined) {
    throw badValue('The positional operator did not find the match needed from the query.')
  }
  return String(position)
}

interface Walk {
  parts: readonly string[]
  positions: Positions
  /** Missing documents on the way are made; otherwise they lead nowhere. */
  creates: boolean
}

const walk = (container: unknown, walkOf: Walk, trail: string[]): Slot[] => {
  const { parts, positions, creates } = walkOf
  const wanted = parts[trail.length] ?? ''
  const isLast = trail.length === parts.length - 1
  if (isSelector(wanted)) {
    if (!Array.isArray(container)) throw badValue(`Cannot apply array updates to non-array element ${trail.join('.')}`)
    return selectItems(container, wanted, positions).flatMap((position) => {
      const slot = itemSlot(container, position)
      return isLast ? [slot] : walk(slot.get(), walkOf, [...trail, String(position)])
    })
  }
  const part = concretePart(wanted, trail, positions)
  if (Array.isArray(container) ? !isArrayIndex(part) : !isFields(container)) {
    if (creates) throw notViable(part, trail.join('.'))
    return []
  }
  const slot = Array.isArray(container) ? itemSlot(container, Number(part)) : fieldSlot(container as Fields, part)
  if (isLast) return [slot]
  if (slot.get() === undefined) {
    if (!creates) return []
    if (isSelector(parts[trail.length + 1] ?? ''))
      throw badValue(`The path '${part}' must exist to apply array updates`)
    slot.set({})
  }
  return walk(slot.get(), walkOf, [...trail, part])
}

/** The places a path means in a document: one, none, or one per selected array element. */
export const findSlots = (fields: Fields, parts: readonly string[], positions: Positions, creates: boolean): Slot[] =>
  walk(fields, { parts, positions, creates }, [])
