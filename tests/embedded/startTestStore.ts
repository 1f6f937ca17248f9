import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedStore, type EmbeddedStoreOptions, startEmbeddedStore } from '@cloud/embedded/start'
import mongoose from 'mongoose'

export const { MongoClient, ObjectId, Long, Int32, Double, Decimal128, Binary, UUID } = mongoose.mongo
export type Client = InstanceType<typeof MongoClient>

export interface TestStore {
  folder: string
  store: EmbeddedStore
  client: Client
  /** An empty database of its own name. */
  database(): ReturnType<Client['db']>
  close(): Promise<void>
}

let databases = 0

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'embedded-test-'))

/** A store in a temporary folder with a connected driver. */
export const startTestStore = async (options: Partial<EmbeddedStoreOptions> = {}): Promise<TestStore> => {
  const folder = options.folder ?? temporaryFolder()
  const store = await startEmbeddedStore({ ...options, folder })
  const client = await MongoClient.connect(store.uri, { maxPoolSize: 64 })
  return {
    folder,
    store,
    client,
    database: () => client.db(`test${++databases}`),
    async close() {
      await client.close()
      await store.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
