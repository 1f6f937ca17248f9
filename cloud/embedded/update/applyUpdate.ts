import { Timestamp } from 'bson'
import { type Fields, isFields } from '../bson/document'
import { compare, equals } from '../bson/order'
import { badValue, StoreError } from '../errors'
import { addToSet, pop, pull, pullAll, push } from './arrays'
import { addNumbers, multiplyNumbers } from './numbers'
import type { Operation, Update, UpdateOperator } from './parseUpdate'
import { findSlots, type Positions, type Slot } from './slots'

export interface UpdateContext {
  isInsert: boolean
  findMatched: Positions['findMatched']
}

const CREATING = new Set(['$set', '$setOnInsert', '$inc', '$mul', '$min', '$max', '$currentDate', '$push', '$addToSet'])

/** Values are shared between documents of a multi-update, so what is put in must be a copy. */
const copyValue = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(copyValue)
  if (!isFields(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copyValue(inner)]))
}

const currentDate = (argument: unknown): unknown => {
  if (argument === true || (isFields(argument) && argument.$type === 'date')) return new Date()
  if (isFields(argument) && argument.$type === 'timestamp') {
    return new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 })
  }
  throw badValue('$currentDate needs true or { $type: "date" | "timestamp" }')
}

const rename = (fields: Fields, { parts, argument }: Operation, positions: Positions): void => {
  if (typeof argument !== 'string') throw badValue("The 'to' field for $rename must be a string")
  const [source] = findSlots(fields, parts, positions, false)
  const value = source?.get()
  if (value === undefined) return
  source?.remove()
  for (const target of findSlots(fields, argument.split('.'), positions, true)) target.set(value)
}

type Change = (current: unknown, argument: unknown, path: string) => unknown

/** Keeps a missing field missing. */
const ifPresent =
  (change: Change): Change =>
  (current, argument, path) =>
    current === undefined ? undefined : change(current, argument, path)

/** The value a field gets; the present one when nothing changes. */
const CHANGES: Record<Exclude<UpdateOperator, '$rename' | '$unset'>, Change> = {
  $set: (_current, argument) => copyValue(argument),
  $setOnInsert: (_current, argument) => copyValue(argument),
  $inc: addNumbers,
  $mul: multiplyNumbers,
  $min: (current, argument) => (current === undefined || compare(argument, current) < 0 ? argument : current),
  $max: (current, argument) => (current === undefined || compare(argument, current) > 0 ? argument : current),
  $currentDate: (_current, argument) => currentDate(argument),
  $push: (current, argument, path) => push(current, copyValue(argument), path),
  $addToSet: (current, argument, path) => addToSet(current, copyValue(argument), path),
  $pull: ifPresent(pull),
  $pullAll: ifPresent(pullAll),
  $pop: ifPresent(pop),
}

const applyToSlot = (slot: Slot, { operator, path, argument }: Operation): void => {
  if (operator === '$rename') return
  const current = slot.get()
  if (operator === '$unset') {
    if (current !== undefined) slot.remove()
    return
  }
  const value = CHANGES[operator](current, argument, path)
  if (value !== current) slot.set(value)
}

const replaceAll = (fields: Fields, replacement: Fields): Fields => {
  const { _id: newId, ...rest } = copyValue(replacement) as Fields
  const id = fields._id ?? newId
  return id === undefined ? rest : { _id: id, ...rest }
}

const checkId = (before: unknown, after: unknown): void => {
  if (before === undefined || (after !== undefined && equals(before, after))) return
  throw new StoreError(
    66,
    'ImmutableField',
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  )
}

/**
 * The document after an update. `fields`, decoded by `decodeTyped`, is the caller's to give away: it is changed.
 * @throws StoreError when a path or value does not fit, or `_id` would change
 */
export const applyUpdate = (update: Update, fields: Fields, { isInsert, findMatched }: UpdateContext): Fields => {
  const id = fields._id
  if (update.kind === 'replace') {
    if (update.fields._id !== undefined) checkId(id, update.fields._id)
    return replaceAll(fields, update.fields)
  }
  const positions: Positions = { arrayFilters: update.arrayFilters, findMatched }
  for (const operation of update.operations) {
    if (operation.operator === '$setOnInsert' && !isInsert) continue
    if (operation.operator === '$rename') {
      rename(fields, operation, positions)
      continue
    }
    const slots = findSlots(fields, operation.parts, positions, CREATING.has(operation.operator))
    for (const slot of slots) applyToSlot(slot, operation)
  }
  checkId(id, fields._id)
  return fields
}
