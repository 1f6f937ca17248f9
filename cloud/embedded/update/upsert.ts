import { ObjectId } from 'bson'
import { encode, type Fields, isFields } from '../bson/document'
import { withIdFirst } from '../bson/rawDocument'
import { badValue } from '../errors'
import { conjuncts, type Filter } from '../query/filter'
import { applyUpdate } from './applyUpdate'
import type { Update } from './parseUpdate'
import { findSlots } from './slots'

const NO_POSITIONS = { arrayFilters: new Map(), findMatched: () => undefined }

/** What a query says about the document it did not find: its equalities. */
const seedFrom = (filter: Filter): Fields => {
  const seed: Fields = {}
  for (const part of conjuncts(filter)) {
    if (part.kind !== 'field' || part.test.op !== 'eq') continue
    const { value } = part.test
    for (const slot of findSlots(seed, part.parts, NO_POSITIONS, true)) slot.set(value)
  }
  return seed
}

/** The bytes of the document an upsert inserts; the filter is one parsed from typed values. */
export const buildUpsert = (filter: Filter, update: Update): Buffer => {
  const seed = seedFrom(filter)
  const start = update.kind === 'replace' ? (seed._id === undefined ? {} : { _id: seed._id }) : seed
  const fields = applyUpdate(update, start, { isInsert: true, findMatched: () => undefined })
  if (isFields(fields._id) && Object.keys(fields._id).some((name) => name.startsWith('$')))
    throw badValue('malformed _id')
  return withIdFirst(encode(fields._id === undefined ? { _id: new ObjectId(), ...fields } : fields))
}
