import type { BSONRegExp } from 'bson'
import { type Fields, isFields } from '../bson/document'
import { isNumber, toDouble } from '../bson/order'
import { badValue, unsupported } from '../errors'
import { toRegExp } from './regularExpression'

/** One condition on the value at a path. */
export type Test =
  | { op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte'; value: unknown }
  | { op: 'in'; values: unknown[]; patterns: RegExp[] }
  | { op: 'exists'; wanted: boolean }
  | { op: 'type'; names: string[] }
  | { op: 'size'; size: number }
  | { op: 'regex'; pattern: RegExp }
  | { op: 'all'; tests: Test[] }
  | { op: 'elemMatch'; filter?: Filter; tests?: Test[] }
  | { op: 'not'; tests: Test[] }

/** A query as a tree. */
export type Filter =
  | { kind: 'and' | 'or' | 'nor'; filters: Filter[] }
  | { kind: 'field'; path: string; parts: string[]; test: Test }
  | { kind: 'expression'; expression: unknown }

const TYPE_NAMES = new Set(['string', 'object', 'array', 'binData', 'objectId', 'bool', 'date', 'null', 'number'])

const isRegExp = (value: unknown): value is BSONRegExp =>
  typeof value === 'object' && value !== null && '_bsontype' in value && value._bsontype === 'BSONRegExp'

/** True for `{ $gt: 1 }`-like objects. @throws StoreError when `$` keys and plain keys are mixed. */
export const isOperators = (value: unknown): value is Fields => {
  if (!isFields(value)) return false
  const names = Object.keys(value)
  const operators = names.filter((name) => name.startsWith('$'))
  if (operators.length > 0 && operators.length < names.length) throw badValue(`unknown operator: ${names.join(', ')}`)
  return operators.length > 0
}

const listOf = (operator: string, value: unknown): unknown[] => {
  if (!Array.isArray(value)) throw badValue(`${operator} needs an array`)
  return value
}

const parseIn = (operator: string, value: unknown): Test => {
  const items = listOf(operator, value)
  if (items.some(isOperators)) throw badValue(`cannot nest $ under ${operator}`)
  return {
    op: 'in',
    values: items.filter((item) => !isRegExp(item)),
    patterns: items.filter(isRegExp).map((item) => toRegExp(item)),
  }
}

const parseAll = (value: unknown): Test => {
  const tests = listOf('$all', value).map((item): Test => {
    if (isFields(item) && '$elemMatch' in item) return parseElemMatch(item.$elemMatch)
    return isRegExp(item) ? { op: 'regex', pattern: toRegExp(item) } : { op: 'eq', value: item }
  })
  return { op: 'all', tests }
}

const parseElemMatch = (value: unknown): Test => {
  if (!isFields(value)) throw badValue('$elemMatch needs an Object')
  const isOnValues = isOperators(value) && !['$and', '$or', '$nor'].includes(Object.keys(value)[0] ?? '')
  return isOnValues ? { op: 'elemMatch', tests: parseTests(value) } : { op: 'elemMatch', filter: parseFilter(value) }
}

const parseType = (value: unknown): Test => {
  const names = (Array.isArray(value) ? value : [value]).map(String)
  for (const name of names) if (!TYPE_NAMES.has(name)) throw unsupported(`$type ${name}`)
  return { op: 'type', names }
}

const parseSize = (value: unknown): Test => {
  const size = toDouble(value)
  if (!Number.isInteger(size) || size < 0) throw badValue('$size must be a whole number')
  return { op: 'size', size }
}

const parseNot = (value: unknown): Test => {
  if (isRegExp(value)) return { op: 'not', tests: [{ op: 'regex', pattern: toRegExp(value) }] }
  if (!isOperators(value)) throw badValue('$not needs a regex or a document')
  return { op: 'not', tests: parseTests(value) }
}

const parseTest = (operator: string, value: unknown, siblings: Fields): Test => {
  switch (operator) {
    case '$eq':
      return { op: 'eq', value }
    case '$gt':
      return { op: 'gt', value }
    case '$gte':
      return { op: 'gte', value }
    case '$lt':
      return { op: 'lt', value }
    case '$lte':
      return { op: 'lte', value }
    case '$ne':
      return { op: 'not', tests: [{ op: 'eq', value }] }
    case '$in':
      return parseIn(operator, value)
    case '$nin':
      return { op: 'not', tests: [parseIn(operator, value)] }
    case '$exists':
      return { op: 'exists', wanted: isNumber(value) ? toDouble(value) !== 0 : Boolean(value) }
    case '$type':
      return parseType(value)
    case '$size':
      return parseSize(value)
    case '$all':
      return parseAll(value)
    case '$elemMatch':
      return parseElemMatch(value)
    case '$not':
      return parseNot(value)
    case '$regex':
      return { op: 'regex', pattern: toRegExp(value, siblings.$options) }
  }
  throw unsupported(`operator ${operator}`)
}

/** The conditions of `{ $gt: 1, $lt: 5 }`. */
export const parseTests = (operators: Fields): Test[] =>
  Object.entries(operators)
    .filter(([operator]) => operator !== '$options' || !('$regex' in operators))
    .map(([operator, value]) => parseTest(operator, value, operators))

const parseField = (path: string, value: unknown): Filter[] => {
  const parts = path.split('.')
  if (isRegExp(value)) return [{ kind: 'field', path, parts, test: { op: 'regex', pattern: toRegExp(value) } }]
  const tests: Test[] = isOperators(value) ? parseTests(value) : [{ op: 'eq', value }]
  return tests.map((test) => ({ kind: 'field', path, parts, test }))
}

const parseList = (operator: string, value: unknown): Filter[] => {
  const filters = listOf(operator, value)
  if (filters.length === 0) throw badValue(`${operator} must be a nonempty array`)
  return filters.map((filter) => parseFilter(filter))
}

const parseEntry = ([name, value]: [string, unknown]): Filter[] => {
  switch (name) {
    case '$and':
      return parseList(name, value)
    case '$or':
      return [{ kind: 'or', filters: parseList(name, value) }]
    case '$nor':
      return [{ kind: 'nor', filters: parseList(name, value) }]
    case '$expr':
      return [{ kind: 'expression', expression: value }]
    case '$comment':
      return []
  }
  if (name.startsWith('$')) throw unsupported(`operator ${name}`)
  return parseField(name, value)
}

/** A query document as a tree. @throws StoreError for what is malformed or not supported. */
export const parseFilter = (query: unknown): Filter => {
  if (!isFields(query)) throw badValue('a filter must be an object')
  return { kind: 'and', filters: Object.entries(query).flatMap(parseEntry) }
}

/** The conditions that all must hold, nested `$and`s flattened. */
export const conjuncts = (filter: Filter): Filter[] =>
  filter.kind === 'and' ? filter.filters.flatMap(conjuncts) : [filter]

/** Every path the filter looks at; undefined when it may look at the whole document. */
export const filterFields = (filter: Filter): string[] | undefined => {
  if (filter.kind === 'field') return [filter.path]
  if (filter.kind === 'expression') return undefined
  const paths: string[] = []
  for (const part of filter.filters) {
    const inner = filterFields(part)
    if (!inner) return undefined
    paths.push(...inner)
  }
  return paths
}
