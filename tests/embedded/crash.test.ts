import { rmSync } from 'node:fs'
import type { Fields } from '@cloud/embedded/bson/document'
import { startEmbeddedStore } from '@cloud/embedded/start'
import { bundleService } from './bundleService'
import { type Client, MongoClient, temporaryFolder } from './startTestStore'
import { newSession, numbered, openWire } from './wireClient'

const ROUNDS = 4
const folder = temporaryFolder()
const bundle = bundleService()
afterAll(() => {
  for (const made of [folder, bundle.folder]) rmSync(made, { recursive: true, force: true })
})

interface Acknowledged {
  inserts: Set<number>
  transactions: Set<number>
}

let sequence = 0

/** Writes until the store dies; remembers what was acknowledged. */
const writeSingles = async (client: Client, { inserts }: Acknowledged): Promise<void> => {
  const singles = client.db('crash').collection<{ _id: number; n: number; group: number; pad?: string }>('singles')
  for (;;) {
    const _id = ++sequence
    await singles.insertOne({ _id, n: _id, group: _id % 7, pad: 'x'.repeat(_id % 900) })
    inserts.add(_id)
    if (_id % 3 === 0) await singles.updateOne({ _id }, { $set: { group: 99 } })
  }
}

const writePairs = async (client: Client, { transactions }: Acknowledged): Promise<void> => {
  const pairs = client.db('crash').collection('pairs')
  for (;;) {
    const pair = ++sequence
    const session = client.startSession()
    session.startTransaction()
    await pairs.insertOne({ pair, half: 1 }, { session })
    await pairs.insertOne({ pair, half: 2 }, { session })
    await session.commitTransaction()
    transactions.add(pair)
  }
}

const check = async (client: Client, { inserts, transactions }: Acknowledged): Promise<void> => {
  const database = client.db('crash')
  const singles = await database
    .collection<{ _id: number; group: number }>('singles')
    .find({})
    .sort({ _id: 1 })
    .toArray()
  const present = new Set(singles.map(({ _id }) => _id))
  expect([...inserts].filter((id) => !present.has(id))).toEqual([])
  for (const index of ['n_1', 'group_1_n_-1']) {
    const found = await database.collection<{ _id: number }>('singles').find({}).hint(index).sort({ _id: 1 }).toArray()
    expect(found).toEqual(singles)
  }
  const halves = await database
    .collection('pairs')
    .aggregate([{ $group: { _id: '$pair', n: { $sum: 1 } } }])
    .toArray()
  expect(halves.filter(({ n }) => n !== 2)).toEqual([])
  const whole = new Set(halves.map(({ _id }) => _id))
  expect([...transactions].filter((pair) => !whole.has(pair))).toEqual([])
}

test('kill -9 at any moment: nothing acknowledged is lost, no transaction is torn, indexes agree', async () => {
  const acknowledged: Acknowledged = { inserts: new Set(), transactions: new Set() }
  for (let round = 0; round < ROUNDS; round++) {
    const store = await startEmbeddedStore({ folder, entry: bundle.store })
    const client = await MongoClient.connect(store.uri, { retryWrites: false, serverSelectionTimeoutMS: 500 })
    if (round === 0) {
      await client
        .db('crash')
        .collection('singles')
        .createIndexes([{ key: { n: 1 }, unique: true }, { key: { group: 1, n: -1 } }])
      await client.db('crash').createCollection('pairs')
    }
    await check(client, acknowledged)
    const writers = [
      ...Array.from({ length: 6 }, () => writeSingles(client, acknowledged)),
      ...Array.from({ length: 3 }, () => writePairs(client, acknowledged)),
    ].map((writer) => writer.catch(() => undefined))
    await new Promise((done) => setTimeout(done, 200 + Math.random() * 500))
    const stopping = store.stop()
    process.kill(Number(store.pid), 'SIGKILL')
    await Promise.all([stopping, ...writers])
    await client.close(true).catch(() => undefined)
  }
  const store = await startEmbeddedStore({ folder, entry: bundle.store })
  const client = await MongoClient.connect(store.uri)
  await check(client, acknowledged)
  expect(acknowledged.inserts.size).toBeGreaterThan(30)
  expect(acknowledged.transactions.size).toBeGreaterThan(5)
  await client.close()
  await store.stop()
}, 60_000)

test('a write or commit whose answer was lost to a crash is answered when repeated, and done once', async () => {
  let store = await startEmbeddedStore({ folder, entry: bundle.store })
  let wire = openWire(store.uri)
  const send = (command: Fields) => wire.send({ ...command, $db: 'crash' })
  const lsid = newSession()
  const increment = {
    update: 'counters',
    updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }],
    ...numbered(lsid, 1),
  }
  const transaction = { ...numbered(newSession(), 1), autocommit: false }
  const change = { findAndModify: 'counters', query: { _id: 2 }, update: { $inc: { n: 1 } }, upsert: true, new: true }
  const first = await send(increment)
  await send({ ...change, startTransaction: true, ...transaction })
  await send({ commitTransaction: 1, ...transaction })
  wire.close()
  const stopping = store.stop()
  process.kill(Number(store.pid), 'SIGKILL')
  await stopping
  store = await startEmbeddedStore({ folder, entry: bundle.store })
  wire = openWire(store.uri)
  expect(await send(increment)).toEqual(first)
  expect(await send({ commitTransaction: 1, ...transaction })).toEqual({ ok: 1 })
  expect(await send({ find: 'counters', filter: {}, sort: { _id: 1 } })).toMatchObject({
    cursor: {
      firstBatch: [
        { _id: 1, n: 1 },
        { _id: 2, n: 1 },
      ],
    },
  })
  wire.close()
  await store.stop()
}, 30_000)
