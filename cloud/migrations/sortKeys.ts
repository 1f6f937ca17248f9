import mongoose from 'mongoose'
import type { Migration } from '../core/database/migrations'
import { nameSortKey, personSortKey } from '../core/table/sortKey'

interface Named {
  _id: string
  name: string
}

const BATCH = 500

async function fill(collection: string, keyOf: (name: string) => string): Promise<void> {
  const rows = mongoose.connection.collection<Named & { sortKey?: string }>(collection)
  for (;;) {
    const found = await rows
      .find({ sortKey: { $exists: false } }, { projection: { name: 1 } })
      .limit(BATCH)
      .toArray()
    if (found.length === 0) return
    await rows.bulkWrite(
      found.map(({ _id, name }) => ({
        updateOne: { filter: { _id }, update: { $set: { sortKey: keyOf(name) } } },
      })),
    )
  }
}

/** Names that were stored before lists stood in the order of their reading. */
export const sortKeys: Migration = {
  name: '0001-sort-keys',
  async run() {
    await fill('people', personSortKey)
    await fill('organizations', nameSortKey)
  },
}
