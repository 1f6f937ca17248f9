import { AsyncLocalStorage } from 'node:async_hooks'

interface Answers {
  /** By question. */
  lists: Map<string, Promise<readonly unknown[]>>
  /** By collection and id; undefined: there is none. */
  documents: Map<string, Map<string, unknown>>
}

const storage = new AsyncLocalStorage<Answers>()

/**
 * While `work` runs, questions asked through `readShared` are put to the database once: several modules compute from the same members
 * and offices. For work in one transaction that does not write what it asks for; there the answer could not be another one.
 */
export const withSharedReads = <T>(work: () => Promise<T>): Promise<T> =>
  storage.run({ lists: new Map(), documents: new Map() }, work)

export const isSharingReads = (): boolean => storage.getStore() !== undefined

/** The answer to a question, kept for as long as the surrounding `withSharedReads` lasts. @param question says all the answer depends on. */
export async function readShared<T>(question: readonly unknown[], read: () => PromiseLike<T[]>): Promise<T[]> {
  const answers = storage.getStore()?.lists
  if (!answers) return read()
  const key = JSON.stringify(question)
  const known = (answers.get(key) as Promise<T[]> | undefined) ?? Promise.resolve().then(read)
  answers.set(key, known)
  return [...(await known)]
}

/** The answer to a question that has been put already while the surrounding `withSharedReads` lasts. */
export async function findShared<T>(question: readonly unknown[]): Promise<T[] | undefined> {
  const known = storage.getStore()?.lists.get(JSON.stringify(question)) as Promise<T[]> | undefined
  return known && [...(await known)]
}

/** Documents by id in the order of `ids`; while shared reads last each is read once. @param read brings those that are not known yet */
export async function readSharedById<T extends { _id: string }>(
  collection: string,
  ids: readonly string[],
  read: (ids: readonly string[]) => PromiseLike<T[]>,
): Promise<T[]> {
  const answers = storage.getStore()?.documents
  const known = (answers?.get(collection) as Map<string, T | undefined> | undefined) ?? new Map<string, T | undefined>()
  answers?.set(collection, known)
  const wanted = [...new Set(ids)]
  const unknown = wanted.filter((id) => !known.has(id))
  const found = new Map((unknown.length > 0 ? await read(unknown) : []).map((row) => [row._id, row]))
  for (const id of unknown) known.set(id, found.get(id))
  return wanted.flatMap((id) => known.get(id) ?? [])
}
