import type { RecordedChange } from '@shared/modules/people/asOf'
import { type PersonChange, PersonChanges } from '../collection'

export interface StoredChange extends RecordedChange, Pick<PersonChange, 'personId' | 'byName' | 'reason'> {
  imported: boolean
}

/** All changes of these records. */
export async function listChanges(personIds: readonly string[]): Promise<StoredChange[]> {
  const rows = await PersonChanges.find({ personId: { $in: [...personIds] } }).lean<PersonChange[]>()
  return rows.map(({ _id, personId, at, effectiveOn, before, after, byName, reason, batchId }) => ({
    id: _id,
    personId,
    at: at.toISOString(),
    ...(effectiveOn && { effectiveOn }),
    before,
    after,
    byName,
    reason,
    imported: batchId !== undefined,
  }))
}
