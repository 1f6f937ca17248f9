import { isFields } from '../bson/document'
import { compare, equals, isNumber, toDouble } from '../bson/order'
import { badValue, unsupported } from '../errors'
import { compileFilter } from '../query/compileFilter'
import { isOperators, parseFilter } from '../query/filter'
import { parseSort, sortFields } from '../query/sort'

type Items = unknown[]

const arrayAt = (current: unknown, operator: string, path: string): Items => {
  if (current === undefined) return []
  if (!Array.isArray(current)) throw badValue(`The field '${path}' must be an array to apply ${operator}`)
  return current
}

/** `{ $each: [...] }` or a single value. */
const eachOf = (argument: unknown): Items => {
  if (!isFields(argument) || !('$each' in argument)) return [argument]
  if (!Array.isArray(argument.$each)) throw badValue('The argument to $each must be an array')
  return argument.$each
}

const modifier = (argument: unknown, name: string): unknown =>
  isFields(argument) && '$each' in argument ? argument[name] : undefined

const checkModifiers = (argument: unknown, known: readonly string[], operator: string): void => {
  if (!isFields(argument) || !('$each' in argument)) return
  const unknownName = Object.keys(argument).find((name) => !known.includes(name))
  if (unknownName !== undefined) throw unsupported(`modifier ${unknownName} of ${operator}`)
}

const sortItems = (items: Items, sort: unknown): Items => {
  if (isNumber(sort)) return [...items].sort((a, b) => compare(a, b) * toDouble(sort))
  const documents = items.map((item) => (isFields(item) ? item : {}))
  return sortFields(documents, parseSort(sort))
}

const sliceItems = (items: Items, slice: number): Items => (slice < 0 ? items.slice(slice) : items.slice(0, slice))

/** `$push` with `$each`, `$position`, `$sort` and `$slice`. */
export const push = (current: unknown, argument: unknown, path: string): Items => {
  checkModifiers(argument, ['$each', '$position', '$sort', '$slice'], '$push')
  const items = [...arrayAt(current, '$push', path)]
  const position = modifier(argument, '$position')
  items.splice(position === undefined ? items.length : toDouble(position), 0, ...eachOf(argument))
  const sort = modifier(argument, '$sort')
  const slice = modifier(argument, '$slice')
  const sorted = sort === undefined ? items : sortItems(items, sort)
  return slice === undefined ? sorted : sliceItems(sorted, toDouble(slice))
}

/** `$addToSet`, also with `$each`. */
export const addToSet = (current: unknown, argument: unknown, path: string): Items => {
  checkModifiers(argument, ['$each'], '$addToSet')
  const items = [...arrayAt(current, '$addToSet', path)]
  for (const value of eachOf(argument)) if (!items.some((item) => equals(item, value))) items.push(value)
  return items
}

/** Which elements `$pull` means: equal ones, or those that meet a condition. */
const pullTest = (argument: unknown): ((item: unknown) => boolean) => {
  if (isOperators(argument)) {
    const matches = compileFilter(parseFilter({ item: argument }))
    return (item) => matches({ item })
  }
  if (isFields(argument)) {
    const matches = compileFilter(parseFilter(argument))
    return (item) => isFields(item) && matches(item)
  }
  const matches = compileFilter(parseFilter({ item: argument }))
  return (item) => matches({ item })
}

export const pull = (current: unknown, argument: unknown, path: string): Items => {
  const isPulled = pullTest(argument)
  return arrayAt(current, '$pull', path).filter((item) => !isPulled(item))
}

export const pullAll = (current: unknown, argument: unknown, path: string): Items => {
  if (!Array.isArray(argument)) throw badValue('$pullAll requires an array argument')
  return arrayAt(current, '$pullAll', path).filter((item) => !argument.some((value) => equals(item, value)))
}

/** `$pop`: the last element, or with -1 the first. */
export const pop = (current: unknown, argument: unknown, path: string): Items => {
  const end = toDouble(argument)
  if (end !== 1 && end !== -1) throw badValue('$pop expects 1 or -1')
  const items = arrayAt(current, '$pop', path)
  return end === 1 ? items.slice(0, -1) : items.slice(1)
}
