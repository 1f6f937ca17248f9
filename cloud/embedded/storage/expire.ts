import { planFind } from '../plan/plan'
import { scanPlan } from '../plan/scan'
import { parseFilter } from '../query/filter'
import type { Collection, Index } from './catalog'
import { type Row, removeDocument } from './documents'
import { forgetOldSessions } from './sessionRecords'
import type { Store } from './store'
import type { ReadView } from './view'

/** At once in one commit, so that other writers do not wait long. */
const BATCH = 500

const findExpired = (view: ReadView, collection: Collection, index: Index, now: number): Row[] => {
  const [field] = index.fields
  const bound = new Date(now - (index.expireAfterSeconds ?? 0) * 1000)
  const filter = parseFilter({ [field?.path ?? '']: { $lte: bound } })
  const plan = planFind({ collection, filter: partialAnd(index, filter), sort: [], hint: index.name })
  const rows: Row[] = []
  for (const row of scanPlan(view, collection, plan)) {
    rows.push(row)
    if (rows.length === BATCH) break
  }
  return rows
}

/** A partial TTL index removes only what its filter covers. */
const partialAnd = (index: Index, filter: ReturnType<typeof parseFilter>): ReturnType<typeof parseFilter> =>
  index.partial ? { kind: 'and', filters: [filter, index.partial.filter] } : filter

const expireBatch = (store: Store, namespace: string, indexName: string, now: number): Promise<number> =>
  store.write((view) => {
    const collection = store.findCollection(namespace, view)
    const index = collection?.indexes.find((candidate) => candidate.name === indexName)
    if (!collection || !index) return 0
    const rows = findExpired(view, collection, index, now)
    for (const row of rows) removeDocument(view, collection, row)
    return rows.length
  })

/** Removes the documents whose time is over by a TTL index, and the records of sessions long gone. */
export const removeExpired = async (store: Store, now: number): Promise<void> => {
  for (const { namespace, indexes } of [...store.collections()]) {
    for (const { name, expireAfterSeconds } of indexes) {
      if (expireAfterSeconds === undefined) continue
      while ((await expireBatch(store, namespace, name, now)) === BATCH);
    }
  }
  await store.write((view) => forgetOldSessions(view, now))
}
