import { type Fields, isFields } from '../bson/document'
import { EMPTY_ARRAY } from '../bson/order'

export const isArrayIndex = (part: string): boolean => /^(0|[1-9]\d*)$/.test(part)

/**
 * Visits each value a dotted path reaches, through arrays of documents and array positions; a missing field is visited
 * as undefined. Stops and returns true as soon as `visit` does.
 */
export const reachesSome = (
  value: unknown,
  parts: readonly string[],
  visit: (reached: unknown) => boolean,
  depth = 0,
): boolean => {
  const part = parts[depth]
  if (part === undefined) return visit(value)
  if (Array.isArray(value)) {
    if (isArrayIndex(part) && Number(part) < value.length && reachesSome(value[Number(part)], parts, visit, depth + 1))
      return true
    return value.some((item) => isFields(item) && reachesSome(item, parts, visit, depth))
  }
  return isFields(value) ? reachesSome(value[part], parts, visit, depth + 1) : visit(undefined)
}

/** The value at a dotted path, looking into documents only. */
export const valueAt = (fields: Fields, parts: readonly string[]): unknown => {
  let value: unknown = fields
  for (const part of parts) {
    if (!isFields(value)) return undefined
    value = value[part]
  }
  return value
}

export interface ExpandedValues {
  values: unknown[]
  /** An array was on the way or at the end: the field is multikey. */
  isArray: boolean
}

const expandInto = (value: unknown, parts: readonly string[], depth: number, found: ExpandedValues): void => {
  const part = parts[depth]
  if (Array.isArray(value)) {
    found.isArray = true
    if (value.length === 0) found.values.push(part === undefined ? EMPTY_ARRAY : undefined)
    else if (part === undefined) found.values.push(...value)
    else for (const item of value) expandInto(isFields(item) ? item : undefined, parts, depth, found)
    return
  }
  if (part === undefined) found.values.push(value)
  else if (isFields(value)) expandInto(value[part], parts, depth + 1, found)
  else found.values.push(undefined)
}

/** The values an index has entries for and a sort chooses from: one, or one per array element. */
export const expandValues = (fields: Fields, parts: readonly string[]): ExpandedValues => {
  const found: ExpandedValues = { values: [], isArray: false }
  expandInto(fields, parts, 0, found)
  return found
}
