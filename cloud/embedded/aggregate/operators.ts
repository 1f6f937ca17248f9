import { ObjectId } from 'bson'
import { isFields } from '../bson/document'
import { compare, isNumber, toDouble } from '../bson/order'
import { badValue, typeMismatch, unsupported } from '../errors'
import { formatDate } from './dateFormat'
import type { Evaluate } from './expression'

type Compile = (expression: unknown) => Evaluate
type Operator = (argument: unknown, compile: Compile) => Evaluate

const isTruthy = (value: unknown): boolean => value !== undefined && value !== null && value !== false && value !== 0
const isMissing = (value: unknown): value is undefined | null => value === undefined || value === null

/** An operator on evaluated arguments; a single argument need not be in an array. */
const onValues =
  (name: string, counts: [number, number], calculate: (...values: unknown[]) => unknown): Operator =>
  (argument, compile) => {
    const list = (Array.isArray(argument) ? argument : [argument]).map((item) => compile(item))
    if (list.length < counts[0] || list.length > counts[1]) throw badValue(`Expression ${name} takes other arguments`)
    return (fields, variables) => calculate(...list.map((evaluate) => evaluate(fields, variables)))
  }

const comparison = (name: string, accepts: (order: number) => boolean): Operator =>
  onValues(name, [2, 2], (a, b) => accepts(compare(a, b)))

const numberOf = (name: string, value: unknown): number => {
  if (!isNumber(value)) throw typeMismatch(`${name} only supports numeric types`)
  return toDouble(value)
}

/** Arithmetic: null or missing in, null out. */
const arithmetic = (name: string, counts: [number, number], calculate: (numbers: number[]) => number): Operator =>
  onValues(name, counts, (...values) =>
    values.some(isMissing) ? null : calculate(values.map((value) => numberOf(name, value))),
  )

/** Dates take part in addition as milliseconds. */
const add: Operator = onValues('$add', [1, 100], (...values) => {
  if (values.some(isMissing)) return null
  const sum = values.reduce<number>(
    (total, value) => total + (value instanceof Date ? +value : numberOf('$add', value)),
    0,
  )
  return values.some((value) => value instanceof Date) ? new Date(sum) : sum
})

const subtract: Operator = onValues('$subtract', [2, 2], (a, b) => {
  if (isMissing(a) || isMissing(b)) return null
  if (a instanceof Date) return b instanceof Date ? +a - +b : new Date(+a - numberOf('$subtract', b))
  return numberOf('$subtract', a) - numberOf('$subtract', b)
})

const arrayOf = (name: string, value: unknown): unknown[] => {
  if (!Array.isArray(value)) throw typeMismatch(`The argument to ${name} must be an array`)
  return value
}

const concat: Operator = onValues('$concat', [0, 100], (...values) => {
  if (values.some(isMissing)) return null
  if (!values.every((value) => typeof value === 'string')) throw typeMismatch('$concat only supports strings')
  return values.join('')
})

const toText = (value: unknown): unknown => {
  if (isMissing(value)) return null
  if (value instanceof Date) return value.toISOString()
  if (value instanceof ObjectId) return value.toHexString()
  if (typeof value === 'string' || typeof value === 'boolean' || isNumber(value)) return String(value)
  throw typeMismatch('$toString does not support this type')
}

const cond: Operator = (argument, compile) => {
  const parts = isFields(argument) ? [argument.if, argument.then, argument.else] : argument
  if (!Array.isArray(parts) || parts.length !== 3) throw badValue('$cond takes if, then and else')
  const [test, yes, no] = parts.map((part) => compile(part))
  return (fields, variables) =>
    isTruthy(test?.(fields, variables)) ? yes?.(fields, variables) : no?.(fields, variables)
}

const ifNull: Operator = onValues('$ifNull', [2, 100], (...values) => {
  const found = values.find((value) => !isMissing(value))
  return found === undefined ? values.at(-1) : found
})

const arrayElemAt: Operator = onValues('$arrayElemAt', [2, 2], (items, position) => {
  if (isMissing(items) || isMissing(position)) return null
  return arrayOf('$arrayElemAt', items).at(numberOf('$arrayElemAt', position))
})

const part = (argument: unknown, operator: string, name: string): unknown => {
  if (!isFields(argument) || !(name in argument)) throw badValue(`${operator} needs '${name}'`)
  return argument[name]
}

const variableName = (argument: unknown): string =>
  isFields(argument) && typeof argument.as === 'string' ? argument.as : 'this'

const filterItems: Operator = (argument, compile) => {
  const input = compile(part(argument, '$filter', 'input'))
  const condition = compile(part(argument, '$filter', 'cond'))
  if (isFields(argument) && 'limit' in argument) throw unsupported('limit of $filter')
  const name = variableName(argument)
  return (fields, variables) => {
    const items = input(fields, variables)
    if (isMissing(items)) return null
    return arrayOf('$filter', items).filter((item) => isTruthy(condition(fields, { ...variables, [name]: item })))
  }
}

const mapItems: Operator = (argument, compile) => {
  const input = compile(part(argument, '$map', 'input'))
  const result = compile(part(argument, '$map', 'in'))
  const name = variableName(argument)
  return (fields, variables) => {
    const items = input(fields, variables)
    if (isMissing(items)) return null
    return arrayOf('$map', items).map((item) => result(fields, { ...variables, [name]: item }) ?? null)
  }
}

const dateToString: Operator = (argument, compile) => {
  const date = compile(part(argument, '$dateToString', 'date'))
  const format = isFields(argument) && argument.format !== undefined ? argument.format : '%Y-%m-%dT%H:%M:%S.%LZ'
  const zone = isFields(argument) && argument.timezone !== undefined ? argument.timezone : 'UTC'
  if (typeof format !== 'string' || typeof zone !== 'string') throw unsupported('a computed format of $dateToString')
  return (fields, variables) => {
    const value = date(fields, variables)
    if (isMissing(value)) return null
    if (!(value instanceof Date)) throw typeMismatch('$dateToString needs a date')
    return formatDate(value, format, zone)
  }
}

/** The expression operators of the product's pipelines. */
export const OPERATORS: Record<string, Operator | undefined> = {
  $eq: comparison('$eq', (order) => order === 0),
  $ne: comparison('$ne', (order) => order !== 0),
  $gt: comparison('$gt', (order) => order > 0),
  $gte: comparison('$gte', (order) => order >= 0),
  $lt: comparison('$lt', (order) => order < 0),
  $lte: comparison('$lte', (order) => order <= 0),
  $and: onValues('$and', [0, 100], (...values) => values.every(isTruthy)),
  $or: onValues('$or', [0, 100], (...values) => values.some(isTruthy)),
  $not: onValues('$not', [1, 1], (value) => !isTruthy(value)),
  $in: onValues('$in', [2, 2], (value, items) => arrayOf('$in', items).some((item) => compare(item, value) === 0)),
  $cond: cond,
  $ifNull: ifNull,
  $add: add,
  $subtract: subtract,
  $multiply: arithmetic('$multiply', [1, 100], (numbers) => numbers.reduce((product, number) => product * number, 1)),
  $divide: arithmetic('$divide', [2, 2], ([a = 0, b = 0]) => {
    if (b === 0) throw badValue("can't $divide by zero")
    return a / b
  }),
  $size: onValues('$size', [1, 1], (items) => arrayOf('$size', items).length),
  $concat: concat,
  $substrCP: onValues('$substrCP', [3, 3], (text, start, length) =>
    isMissing(text) ? '' : [...String(text)].slice(toDouble(start), toDouble(start) + toDouble(length)).join(''),
  ),
  $toString: onValues('$toString', [1, 1], toText),
  $arrayElemAt: arrayElemAt,
  $filter: filterItems,
  $map: mapItems,
  $dateToString: dateToString,
}
