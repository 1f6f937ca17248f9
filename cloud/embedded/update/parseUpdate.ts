import { type Fields, isFields } from '../bson/document'
import { badValue, failedToParse, StoreError, unsupported } from '../errors'
import { compileFilter, type Predicate } from '../query/compileFilter'
import { parseFilter } from '../query/filter'

const OPERATORS = [
  '$set',
  '$unset',
  '$setOnInsert',
  '$inc',
  '$mul',
  '$min',
  '$max',
  '$rename',
  '$currentDate',
  '$push',
  '$addToSet',
  '$pull',
  '$pullAll',
  '$pop',
] as const

export type UpdateOperator = (typeof OPERATORS)[number]

/** One operator on one path. */
export interface Operation {
  operator: UpdateOperator
  path: string
  parts: string[]
  argument: unknown
}

export type Update =
  | { kind: 'replace'; fields: Fields }
  | { kind: 'change'; operations: Operation[]; arrayFilters: Map<string, Predicate> }

const isKnown = (name: string): name is UpdateOperator => (OPERATORS as readonly string[]).includes(name)

const parseArrayFilters = (filters: unknown): Map<string, Predicate> => {
  if (filters === undefined) return new Map()
  if (!Array.isArray(filters)) throw badValue('arrayFilters must be an array')
  return new Map(
    filters.map((filter): [string, Predicate] => {
      const [path = ''] = isFields(filter) ? Object.keys(filter) : []
      const [name = ''] = path.split('.')
      if (name === '' || name.startsWith('$')) throw unsupported(`array filter ${JSON.stringify(filter)}`)
      return [name, compileFilter(parseFilter(filter))]
    }),
  )
}

/** Two operators must not touch the same field, nor one a part of what the other touches. */
const checkConflicts = (operations: readonly Operation[]): void => {
  const paths = operations
    .flatMap(({ operator, path, argument }) => (operator === '$rename' ? [path, String(argument)] : [path]))
    .sort()
  for (const [i, path] of paths.entries()) {
    const conflicting = paths.slice(i + 1).find((other) => other === path || other.startsWith(`${path}.`))
    if (conflicting === undefined) continue
    const message = `Updating the path '${conflicting}' would create a conflict at '${path}'`
    throw new StoreError(40, 'ConflictingUpdateOperators', message)
  }
}

const parseOperator = (name: string, argument: unknown): Operation[] => {
  if (!isKnown(name)) throw unsupported(`update operator ${name}`)
  if (!isFields(argument)) throw failedToParse(`Modifiers operate on fields but ${name} has none`)
  return Object.entries(argument).map(([path, value]) => {
    const parts = path.split('.')
    if (parts.some((part) => part === '')) throw new StoreError(56, 'EmptyFieldName', `empty field name in '${path}'`)
    return { operator: name, path, parts, argument: value }
  })
}

/** Parses an update decoded by `decodeTyped`. @throws StoreError for pipelines, unknown operators, conflicts */
export const parseUpdate = (update: unknown, arrayFilters: unknown): Update => {
  if (Array.isArray(update)) throw unsupported('an update with an aggregation pipeline')
  if (!isFields(update)) throw failedToParse('an update must be an object')
  const names = Object.keys(update)
  const operators = names.filter((name) => name.startsWith('$'))
  if (operators.length === 0) return { kind: 'replace', fields: update }
  if (operators.length < names.length) throw failedToParse('an update must not mix operators and fields')
  const operations = names.flatMap((name) => parseOperator(name, update[name]))
  checkConflicts(operations)
  return { kind: 'change', operations, arrayFilters: parseArrayFilters(arrayFilters) }
}
