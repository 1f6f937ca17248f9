import { compileExpression, isTruthy } from '../aggregate/expression'
import type { Fields } from '../bson/document'
import { isFields } from '../bson/document'
import { compare, equals, Rank, rankOf } from '../bson/order'
import type { Filter, Test } from './filter'
import { reachesSome } from './paths'

export type Predicate = (fields: Fields) => boolean
type ValueTest = (value: unknown) => boolean

const TYPE_RANKS: Record<string, number> = {
  string: Rank.string,
  object: Rank.object,
  array: Rank.array,
  binData: Rank.binary,
  objectId: Rank.objectId,
  bool: Rank.boolean,
  date: Rank.date,
  number: Rank.number,
}

/** Comparisons see only values of the operand's own type; null is comparable with null. */
const compareWithin = (operand: unknown, accepts: (order: number) => boolean): ValueTest => {
  const rank = rankOf(operand)
  return (value) => rankOf(value) === rank && accepts(compare(value, operand))
}

const equalTo = (operand: unknown): ValueTest => {
  if (typeof operand === 'string') return (value) => value === operand
  return (value) => equals(value, operand)
}

const memberOf = (values: readonly unknown[], patterns: readonly RegExp[]): ValueTest => {
  const strings = new Set(values.filter((value) => typeof value === 'string'))
  const others = values.filter((value) => typeof value !== 'string').map(equalTo)
  return (value) => {
    if (typeof value === 'string') return strings.has(value) || patterns.some((pattern) => pattern.test(value))
    return others.some((isEqual) => isEqual(value))
  }
}

const hasType = (names: readonly string[]): ValueTest => {
  return (value) =>
    value !== undefined && names.some((name) => (name === 'null' ? value === null : rankOf(value) === TYPE_RANKS[name]))
}

/** Tests on one value; arrays are handled by the caller. */
const compileScalar = (test: Test): ValueTest | undefined => {
  switch (test.op) {
    case 'eq':
      return equalTo(test.value)
    case 'gt':
      return compareWithin(test.value, (order) => order > 0)
    case 'gte':
      return compareWithin(test.value, (order) => order >= 0)
    case 'lt':
      return compareWithin(test.value, (order) => order < 0)
    case 'lte':
      return compareWithin(test.value, (order) => order <= 0)
    case 'in':
      return memberOf(test.values, test.patterns)
    case 'regex':
      return (value) => typeof value === 'string' && test.pattern.test(value)
    case 'type':
      return hasType(test.names)
  }
  return undefined
}

const compileElement = (test: Test & { op: 'elemMatch' }): ValueTest => {
  if (test.filter) {
    const matches = compileFilter(test.filter)
    return (value) => (isFields(value) || Array.isArray(value)) && matches(value as Fields)
  }
  const tests = (test.tests ?? []).map((inner) => compileReached(inner))
  return (value) => tests.every((holds) => holds(value))
}

/** A test on what a path reached: the value itself or, for an array, one of its elements. */
const compileReached = (test: Test): ValueTest => {
  switch (test.op) {
    case 'exists':
      return (value) => value !== undefined
    case 'size':
      return (value) => Array.isArray(value) && value.length === test.size
    case 'elemMatch': {
      const matches = compileElement(test)
      return (value) => Array.isArray(value) && value.some(matches)
    }
    case 'not': {
      const tests = test.tests.map((inner) => compileReached(inner))
      return (value) => !tests.every((holds) => holds(value))
    }
    case 'all': {
      const tests = test.tests.map((inner) => compileReached(inner))
      return (value) => tests.length > 0 && tests.every((holds) => holds(value))
    }
  }
  const holds = compileScalar(test) ?? (() => false)
  return (value) => holds(value) || (Array.isArray(value) && value.some(holds))
}

const compileField = (parts: readonly string[], test: Test): Predicate => {
  if (test.op === 'not') {
    const positives = test.tests.map((inner) => compileField(parts, inner))
    return (fields) => !positives.every((holds) => holds(fields))
  }
  if (test.op === 'all') {
    const each = test.tests.map((inner) => compileField(parts, inner))
    return (fields) => each.length > 0 && each.every((holds) => holds(fields))
  }
  if (test.op === 'exists') {
    return (fields) => reachesSome(fields, parts, (value) => value !== undefined) === test.wanted
  }
  const holds = compileReached(test)
  const only = parts.length === 1 ? parts[0] : undefined
  if (only !== undefined) return (fields) => holds(fields[only])
  return (fields) => reachesSome(fields, parts, holds)
}

/** A filter as a function of a document decoded by `decodeFast` or `decodeTyped`. */
export const compileFilter = (filter: Filter): Predicate => {
  if (filter.kind === 'field') return compileField(filter.parts, filter.test)
  if (filter.kind === 'expression') {
    const evaluate = compileExpression(filter.expression)
    return (fields) => isTruthy(evaluate(fields, {}))
  }
  const parts = filter.filters.map((part) => compileFilter(part))
  if (filter.kind === 'and') return (fields) => parts.every((holds) => holds(fields))
  if (filter.kind === 'or') return (fields) => parts.some((holds) => holds(fields))
  return (fields) => !parts.some((holds) => holds(fields))
}
