import mongoose from 'mongoose'
import type { Migration } from '../core/database/migrations'

const OLD = 'path_1_name_1__id_1'

/** Registers are read in the order of their names' reading; the index in the order of the characters has no reader left. */
export const peopleIndexes: Migration = {
  name: '0003-people-indexes',
  async run() {
    const people = mongoose.connection.collection('people')
    if (await people.indexExists(OLD)) await people.dropIndex(OLD)
  },
}
