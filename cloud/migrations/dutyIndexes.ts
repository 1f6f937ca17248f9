import mongoose from 'mongoose'
import type { Migration } from '../core/database/migrations'

const OLD = 'organizationId_1_year_1_module_1'

/** Duties of a plan are also found by their period; the index that ended before it has no reader left. */
export const dutyIndexes: Migration = {
  name: '0004-duty-indexes',
  async run() {
    const duties = mongoose.connection.collection('duties')
    if (await duties.indexExists(OLD)) await duties.dropIndex(OLD)
  },
}
