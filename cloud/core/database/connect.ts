import mongoose from 'mongoose'
import { mendDriver } from './mendDriver'
import { inAttempt } from './places'

mongoose.set('transactionAsyncLocalStorage', true)
mongoose.set('strictQuery', 'throw')
mendDriver()

/** Connects the process to its database. One connection per process; models are bound to it. */
export async function connectDatabase(uri: string, name?: string): Promise<void> {
  await mongoose.connect(uri, {
    ...(name && { dbName: name }),
    maxPoolSize: 32,
    serverSelectionTimeoutMS: 10_000,
    // No operation hangs for ever, not even on a socket whose other end was killed.
    socketTimeoutMS: 120_000,
    retryWrites: true,
    writeConcern: { w: 'majority', j: true },
  })
}

export const disconnectDatabase = (): Promise<void> => mongoose.disconnect()

/** Resolves when the database answers. @throws when it does not. */
export async function pingDatabase(): Promise<void> {
  if (!mongoose.connection.db) throw new Error('not connected')
  await mongoose.connection.db.command({ ping: 1 })
}

/** Creates all collections and indexes that do not exist yet; existing data stay. */
export async function ensureIndexes(): Promise<void> {
  // Collections do not wait for each other: the first start takes a third of the time.
  await Promise.all(
    mongoose.modelNames().map(async (name) => {
      const model = mongoose.model(name)
      await model.createCollection()
      await model.createIndexes()
    }),
  )
}

/**
 * Runs `work` in one transaction: every query inside joins it by itself. Conflicts with other writers are retried by the driver,
 * so `work` may run more than once and must not act on the outside world.
 */
export async function inTransaction<T>(work: () => Promise<T>): Promise<T> {
  let result: { value: T } | undefined
  await mongoose.connection.transaction(async () => {
    result = { value: await inAttempt(work) }
  })
  if (!result) throw new Error('transaction ended without a result')
  return result.value
}
