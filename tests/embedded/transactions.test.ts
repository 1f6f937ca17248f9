import type { Fields } from '@cloud/embedded/bson/document'
import { startTestStore, type TestStore } from './startTestStore'
import { newSession, numbered, openWire } from './wireClient'

let store: TestStore
let accounts: ReturnType<TestStore['client']['db']>['collection'] extends (name: string) => infer C ? C : never
beforeAll(async () => {
  store = await startTestStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  accounts = store.database().collection('accounts')
  await accounts.createIndex({ owner: 1 }, { unique: true })
  await accounts.insertMany([
    { owner: 'a', balance: 100 },
    { owner: 'b', balance: 100 },
  ])
})

const balances = async () => (await accounts.find({}).sort({ owner: 1 }).toArray()).map(({ balance }) => balance)

test('a committed transaction is seen whole, an aborted one not at all', async () => {
  const session = store.client.startSession()
  for (const [end, expected] of [
    ['abortTransaction', [100, 100]],
    ['commitTransaction', [70, 130]],
  ] as const) {
    session.startTransaction()
    await accounts.updateOne({ owner: 'a' }, { $inc: { balance: -30 } }, { session })
    await accounts.updateOne({ owner: 'b' }, { $inc: { balance: 30 } }, { session })
    expect(await balances()).toEqual([100, 100])
    expect(await accounts.findOne({ owner: 'a' }, { session })).toMatchObject({ balance: 70 })
    await session[end]()
    expect(await balances()).toEqual(expected)
  }
  await session.endSession()
})

test('reads come from the snapshot and from own writes', async () => {
  const session = store.client.startSession()
  session.startTransaction()
  expect(await accounts.countDocuments({}, { session })).toBe(2)
  await accounts.insertOne({ owner: 'later', balance: 1 })
  await accounts.updateOne({ owner: 'b' }, { $set: { balance: 0 } })
  expect(await accounts.findOne({ owner: 'later' }, { session })).toBeNull()
  expect(await accounts.findOne({ owner: 'b' }, { session })).toMatchObject({ balance: 100 })
  await accounts.insertOne({ owner: 'own', balance: 5 }, { session })
  const own = await accounts
    .find({ owner: { $gte: 'a' } }, { session })
    .sort({ owner: -1 })
    .toArray()
  expect(own.map(({ owner }) => owner)).toEqual(['own', 'b', 'a'])
  expect(
    await accounts.aggregate([{ $group: { _id: null, sum: { $sum: '$balance' } } }], { session }).toArray(),
  ).toEqual([{ _id: null, sum: 205 }])
  await session.commitTransaction()
  await session.endSession()
  expect(await accounts.countDocuments()).toBe(4)
})

test('two transactions on one document: the second gets a transient conflict and its changes vanish', async () => {
  const [first, second] = [store.client.startSession(), store.client.startSession()]
  first.startTransaction()
  second.startTransaction()
  await accounts.updateOne({ owner: 'a' }, { $inc: { balance: 1 } }, { session: first })
  await accounts.updateOne({ owner: 'b' }, { $inc: { balance: 1 } }, { session: second })
  const conflict = await accounts
    .updateOne({ owner: 'a' }, { $inc: { balance: 1 } }, { session: second })
    .catch((error) => error)
  expect(conflict).toMatchObject({ code: 112 })
  expect(conflict.hasErrorLabel('TransientTransactionError')).toBe(true)
  await expect(second.commitTransaction()).rejects.toMatchObject({ code: 251 })
  await first.commitTransaction()
  expect(await balances()).toEqual([101, 100])
  await Promise.all([first.endSession(), second.endSession()])
})

test('a document changed after the snapshot cannot be written', async () => {
  const session = store.client.startSession()
  session.startTransaction()
  await accounts.findOne({ owner: 'b' }, { session })
  await accounts.updateOne({ owner: 'a' }, { $inc: { balance: 7 } })
  await expect(accounts.updateOne({ owner: 'a' }, { $inc: { balance: 1 } }, { session })).rejects.toMatchObject({
    code: 112,
  })
  await session.endSession()
  expect(await balances()).toEqual([107, 100])
})

test('a single write waits for the transaction that holds its document', async () => {
  const session = store.client.startSession()
  session.startTransaction()
  await accounts.updateOne({ owner: 'a' }, { $inc: { balance: 1 } }, { session })
  let isDone = false
  const waiting = accounts.updateOne({ owner: 'a' }, { $inc: { balance: 10 } }).then(() => {
    isDone = true
  })
  await accounts.updateOne({ owner: 'b' }, { $inc: { balance: 5 } })
  expect(isDone).toBe(false)
  await session.commitTransaction()
  await waiting
  await session.endSession()
  expect(await balances()).toEqual([111, 105])
})

test('two transactions cannot insert the same unique key', async () => {
  const [first, second] = [store.client.startSession(), store.client.startSession()]
  first.startTransaction()
  second.startTransaction()
  await accounts.insertOne({ owner: 'x' }, { session: first })
  await expect(accounts.insertOne({ owner: 'x' }, { session: second })).rejects.toMatchObject({ code: 112 })
  await first.commitTransaction()
  await second.abortTransaction()
  second.startTransaction()
  await expect(accounts.insertOne({ owner: 'x' }, { session: second })).rejects.toMatchObject({ code: 11000 })
  await Promise.all([first.endSession(), second.endSession()])
})

test('withTransaction repeats until concurrent transfers all succeed, and money is kept', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      store.client.withSession((session) =>
        session.withTransaction(async () => {
          const [from, to] = i % 2 ? ['a', 'b'] : ['b', 'a']
          await accounts.updateOne({ owner: from }, { $inc: { balance: -(i + 1) } }, { session })
          await accounts.updateOne({ owner: to }, { $inc: { balance: i + 1 } }, { session })
        }),
      ),
    ),
  )
  expect(await balances()).toEqual([90, 110])
})

test('a transaction may begin a collection, and definitions wait for it', async () => {
  const database = store.database()
  const fresh = database.collection('fresh')
  const session = store.client.startSession()
  session.startTransaction()
  await fresh.insertOne({ a: 1 }, { session })
  const index = fresh.createIndex({ a: 1 }, { unique: true })
  await fresh.insertOne({ a: 2 }, { session })
  await session.commitTransaction()
  await index
  expect(await fresh.find({}).hint('a_1').toArray()).toHaveLength(2)
  await expect(fresh.insertOne({ a: 1 })).rejects.toMatchObject({ code: 11000 })
  await session.endSession()
})

test('a large transaction with reads in between stays quick', async () => {
  const rows = store.database().collection<{ _id: number; key: string }>('rows')
  await rows.createIndex({ key: 1 }, { unique: true })
  await store.client.withSession((session) =>
    session.withTransaction(async () => {
      for (let start = 0; start < 5000; start += 500) {
        const batch = Array.from({ length: 500 }, (_, i) => ({ _id: start + i, key: `k${start + i}` }))
        await rows.insertMany(batch, { session })
        expect(await rows.findOne({ key: `k${start}` }, { session })).toMatchObject({ _id: start })
      }
    }),
  )
  expect(await rows.countDocuments()).toBe(5000)
}, 20_000)

test('commands that define something are refused inside', async () => {
  const session = store.client.startSession()
  session.startTransaction()
  await expect(store.database().createCollection('x', { session })).rejects.toMatchObject({ code: 263 })
  await session.endSession()
})

test('a repeated write and a repeated commit are answered, not repeated', async () => {
  const database = store.database()
  const things = database.collection('things')
  const lsid = newSession()
  const wire = openWire(store.store.uri)
  const send = (command: Fields) => wire.send({ ...command, $db: database.databaseName })
  const insert = { insert: 'things', documents: [{ a: 1 }] }
  const first = await send({ ...insert, ...numbered(lsid, 5) })
  expect(first).toEqual({ n: 1, ok: 1 })
  expect(await send({ ...insert, ...numbered(lsid, 5) })).toEqual(first)
  expect(await things.countDocuments()).toBe(1)
  expect(await send({ ...insert, ...numbered(lsid, 4) })).toMatchObject({ ok: 0, code: 225 })
  const transaction = { ...numbered(lsid, 6), autocommit: false }
  expect(await send({ insert: 'things', documents: [{ a: 2 }], startTransaction: true, ...transaction })).toEqual(first)
  expect(await send({ commitTransaction: 1, ...transaction })).toEqual({ ok: 1 })
  expect(await send({ commitTransaction: 1, ...transaction })).toEqual({ ok: 1 })
  expect(await send({ abortTransaction: 1, ...transaction })).toMatchObject({ ok: 0, code: 251 })
  expect(await things.countDocuments()).toBe(2)
  wire.close()
})

test('a client that dies lets go of what its transaction held at once', async () => {
  const wire = openWire(store.store.uri)
  const transaction = { ...numbered(newSession(), 1), autocommit: false, $db: accounts.dbName }
  const updates = [{ q: { owner: 'a' }, u: { $set: { balance: 1 } } }]
  expect(await wire.send({ update: 'accounts', updates, startTransaction: true, ...transaction })).toMatchObject({
    n: 1,
  })
  wire.close()
  const started = performance.now()
  await accounts.updateOne({ owner: 'a' }, { $set: { balance: 7 } })
  expect(performance.now() - started).toBeLessThan(5_000)
  expect(await balances()).toEqual([7, 100])
})
