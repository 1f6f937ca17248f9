import { startTestStore, type TestStore } from './startTestStore'

let store: TestStore
beforeAll(async () => {
  store = await startTestStore()
  await store.client.db('refusals').collection('c').insertOne({ a: 1, when: new Date() })
})
afterAll(() => store.close())

type Database = ReturnType<TestStore['database']>

test.each<[string, (database: Database) => Promise<unknown>, RegExp]>([
  ['$where', (db) => db.collection('c').findOne({ $where: 'true' }), /\$where/],
  ['$text', (db) => db.collection('c').findOne({ $text: { $search: 'x' } }), /\$text/],
  ['$near', (db) => db.collection('c').findOne({ a: { $near: [0, 0] } }), /\$near/],
  ['$mod', (db) => db.collection('c').findOne({ a: { $mod: [2, 0] } }), /\$mod/],
  [
    'collation',
    (db) =>
      db
        .collection('c')
        .find({}, { collation: { locale: 'zh' } })
        .toArray(),
    /collation/,
  ],
  ['a text index', (db) => db.collection('c').createIndex({ a: 'text' }), /index type text/],
  ['a wildcard index', (db) => db.collection('c').createIndex({ '$**': 1 }), /index/],
  ['a sparse index', (db) => db.collection('c').createIndex({ a: 1 }, { sparse: true }), /sparse/],
  ['change streams', (db) => db.collection('c').watch().next(), /\$changeStream/],
  [
    '$graphLookup',
    (db) =>
      db
        .collection('c')
        .aggregate([{ $graphLookup: {} }])
        .toArray(),
    /\$graphLookup/,
  ],
  [
    '$out',
    (db) =>
      db
        .collection('c')
        .aggregate([{ $out: 'x' }])
        .toArray(),
    /\$out/,
  ],
  [
    'a $lookup with a pipeline',
    (db) =>
      db
        .collection('c')
        .aggregate([{ $lookup: { from: 'c', pipeline: [], as: 'x' } }])
        .toArray(),
    /pipeline of \$lookup/,
  ],
  [
    'an unknown expression',
    (db) =>
      db
        .collection('c')
        .aggregate([{ $project: { x: { $sin: 1 } } }])
        .toArray(),
    /\$sin/,
  ],
  [
    'an unknown accumulator',
    (db) =>
      db
        .collection('c')
        .aggregate([{ $group: { _id: 1, x: { $stdDevPop: '$a' } } }])
        .toArray(),
    /\$stdDevPop/,
  ],
  [
    'a computed projection',
    (db) =>
      db
        .collection('c')
        .find({}, { projection: { x: { $add: [1, 1] } } })
        .toArray(),
    /\$add/,
  ],
  [
    'a positional projection',
    (db) =>
      db
        .collection('c')
        .find({}, { projection: { 'x.$': 1 } })
        .toArray(),
    /positional/,
  ],
  ['capped collections', (db) => db.createCollection('capped', { capped: true, size: 1000 }), /capped/],
  ['views', (db) => db.createCollection('view', { viewOn: 'c', pipeline: [] }), /viewOn/],
  ['validators', (db) => db.createCollection('v', { validator: { a: 1 } }), /validator/],
  ['an unknown command', (db) => db.command({ mapReduce: 'c' }), /no such command: 'mapReduce'/],
  ['an unknown option', (db) => db.command({ find: 'c', min: { a: 1 } }), /option min of find/],
])('%s is refused by name', async (_name, attempt, message) => {
  await expect(attempt(store.client.db('refusals'))).rejects.toThrow(message)
})

test('after refusals the store answers on', async () => {
  expect(await store.client.db('refusals').collection('c').countDocuments({ a: 1 })).toBe(1)
})

test('broken messages close their connection and hurt nobody', async () => {
  const { connect } = await import('node:net')
  const path = decodeURIComponent(store.store.uri.slice('mongodb://'.length, -1))
  for (const bytes of [
    Buffer.alloc(64),
    Buffer.from('GET / HTTP/1.1\r\n\r\n'),
    Buffer.from([40, 0, 0, 0, ...Array(36).fill(255)]),
  ]) {
    await new Promise<void>((closed) => {
      const socket = connect(path, () => socket.end(bytes))
      socket.on('error', () => undefined)
      socket.on('close', () => closed())
      socket.resume()
    })
  }
  expect(await store.client.db('refusals').command({ ping: 1 })).toMatchObject({ ok: 1 })
})
