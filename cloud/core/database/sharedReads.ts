import { AsyncLocalStorage } from 'node:async_hooks'

const storage = new AsyncLocalStorage<Map<string, Promise<readonly unknown[]>>>()

/**
 * While `work` runs, questions asked through `readShared` are put to the database once: several modules compute from the same members
 * and offices. For work in one transaction that does not write what it asks for; there the answer could not be another one.
 */
export const withSharedReads = <T>(work: () => Promise<T>): Promise<T> => storage.run(new Map(), work)

/** The answer to a question, kept for as long as the surrounding `withSharedReads` lasts. @param question says all the answer depends on. */
export async function readShared<T>(question: readonly unknown[], read: () => PromiseLike<T[]>): Promise<T[]> {
  const answers = storage.getStore()
  if (!answers) return read()
  const key = JSON.stringify(question)
  const known = (answers.get(key) as Promise<T[]> | undefined) ?? Promise.resolve().then(read)
  answers.set(key, known)
  return [...(await known)]
}
