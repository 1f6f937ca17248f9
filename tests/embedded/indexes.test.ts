import { startTestStore, type TestStore } from './startTestStore'

let store: TestStore
beforeAll(async () => {
  store = await startTestStore()
})
afterAll(() => store.close())

interface Explained {
  stages: string[]
  index: string | undefined
  keys: number
  documents: number
}

interface Stage {
  stage: string
  indexName?: string
  inputStage?: Stage
}

const explained = async (cursor: { explain(verbosity: 'executionStats'): Promise<object> }): Promise<Explained> => {
  const plan = (await cursor.explain('executionStats')) as {
    queryPlanner: { winningPlan: Stage }
    executionStats: { totalKeysExamined: number; totalDocsExamined: number }
  }
  const stages: string[] = []
  let index: string | undefined
  for (let stage: Stage | undefined = plan.queryPlanner.winningPlan; stage; stage = stage.inputStage) {
    stages.push(stage.stage)
    index = stage.indexName ?? index
  }
  const { totalKeysExamined: keys, totalDocsExamined: documents } = plan.executionStats
  return { stages, index, keys, documents }
}

describe('the plan', () => {
  let duties: ReturnType<TestStore['client']['db']>['collection'] extends (name: string) => infer C ? C : never
  beforeAll(async () => {
    duties = store.client.db('plans').collection('duties')
    await duties.createIndexes([
      { key: { unit: 1, dueOn: 1 }, name: 'unit_due' },
      { key: { path: 1 }, name: 'path' },
      { key: { name: 1 }, name: 'name', unique: true },
      { key: { state: 1, dueOn: -1 }, name: 'open', partialFilterExpression: { state: 'open' } },
      { key: { ancestors: 1, dueOn: 1 }, name: 'ancestors_due' },
    ])
    await duties.insertMany(
      Array.from({ length: 1000 }, (_, i) => ({
        unit: `u${i % 10}`,
        dueOn: `2026-${String((i % 12) + 1).padStart(2, '0')}-${String((i % 28) + 1).padStart(2, '0')}`,
        path: `/a/${i % 20}/${i % 3}`,
        name: `n${i}`,
        state: i % 50 === 0 ? 'open' : 'done',
        ancestors: ['root', `g${i % 4}`],
      })),
    )
  })

  test.each<[string, object, Record<string, 1 | -1>, string[], string | undefined, number]>([
    ['equality', { name: 'n7' }, {}, ['FETCH', 'IXSCAN'], 'name', 1],
    ['equality and order', { unit: 'u3' }, { dueOn: 1 }, ['FETCH', 'IXSCAN'], 'unit_due', 100],
    ['order backwards', { unit: 'u3' }, { dueOn: -1 }, ['FETCH', 'IXSCAN'], 'unit_due', 100],
    ['order with _id as the last word', { unit: 'u3' }, { dueOn: 1, _id: 1 }, ['FETCH', 'IXSCAN'], 'unit_due', 100],
    [
      '_id in the other direction is sorted',
      { unit: 'u3' },
      { dueOn: 1, _id: -1 },
      ['SORT', 'FETCH', 'IXSCAN'],
      'unit_due',
      100,
    ],
    [
      'several units in one order',
      { unit: { $in: ['u1', 'u4'] } },
      { dueOn: 1 },
      ['FETCH', 'SORT_MERGE', 'IXSCAN'],
      'unit_due',
      200,
    ],
    ['a beginning of text', { path: /^\/a\/7\// }, {}, ['FETCH', 'IXSCAN'], 'path', 50],
    ['a partial index', { state: 'open' }, { dueOn: -1 }, ['FETCH', 'IXSCAN'], 'open', 20],
    ['not covered by the partial index', { state: 'done' }, {}, ['COLLSCAN'], undefined, 0],
    [
      'a multikey index keeps the order of its other field',
      { ancestors: 'g1' },
      { dueOn: 1 },
      ['FETCH', 'IXSCAN'],
      'ancestors_due',
      250,
    ],
    [
      'a few whole keys before one value that many share',
      { name: { $in: ['n3', 'n13', 'n23'] }, unit: 'u3' },
      {},
      ['FETCH', 'IXSCAN'],
      'name',
      3,
    ],
    [
      'a few whole keys in another order',
      { name: { $in: ['n3', 'n13', 'n23'] }, unit: 'u3' },
      { dueOn: 1 },
      ['SORT', 'FETCH', 'IXSCAN'],
      'name',
      3,
    ],
    ['no index', { missing: 1 }, {}, ['COLLSCAN'], undefined, 0],
  ])('%s', async (_name, filter, sort, stages, index, keys) => {
    const plan = await explained(duties.find(filter).sort(sort))
    expect(plan).toMatchObject({ stages, index, keys })
  })

  test('equality, range and order read no more than the answer', async () => {
    const cursor = () =>
      duties.find({ unit: 'u3', dueOn: { $gte: '2026-06-01', $lt: '2026-09-01' } }).sort({ dueOn: 1 })
    const plan = await explained(cursor())
    expect(plan).toMatchObject({ stages: ['FETCH', 'IXSCAN'], keys: (await cursor().toArray()).length })
  })

  test('a limit ends the reading', async () => {
    expect((await explained(duties.find({ unit: 'u3' }).sort({ dueOn: 1 }).limit(5))).documents).toBe(5)
  })

  test('an $or of indexed branches reads no collection', async () => {
    const plan = await explained(duties.find({ $or: [{ name: 'n5' }, { name: 'n6' }] }))
    expect(plan).toMatchObject({ stages: ['OR'], keys: 2 })
  })

  test('an $or whose branches narrow more than what stands beside it is read branch by branch', async () => {
    const narrow = { $or: [{ dueOn: '2026-06-18' }, { dueOn: { $gte: '2026-11-01', $lt: '2026-11-10' } }] }
    const found = await duties.find({ unit: 'u5', ...narrow }).toArray()
    expect(await explained(duties.find({ unit: 'u5', ...narrow }))).toMatchObject({
      stages: ['OR'],
      keys: found.length,
    })
    const ordered = await explained(duties.find({ unit: 'u5', ...narrow }).sort({ dueOn: 1 }))
    expect(ordered).toMatchObject({ stages: ['FETCH', 'IXSCAN'], keys: 100 })
  })

  test('more values than segments are still looked up one by one', async () => {
    const names = Array.from({ length: 3000 }, (_, i) => `n${i * 2}`)
    expect(await explained(duties.find({ name: { $in: names } }))).toMatchObject({ index: 'name', documents: 500 })
  })

  test('a hint is obeyed, and an unknown one refused', async () => {
    expect((await explained(duties.find({}).hint('name'))).index).toBe('name')
    await expect(duties.find({}).hint('nothing').toArray()).rejects.toMatchObject({ code: 2 })
  })
})

describe('unique', () => {
  test('of 64 writers at once exactly one succeeds', async () => {
    const collection = store.database().collection('people')
    await collection.createIndex({ number: 1 }, { unique: true })
    for (let round = 0; round < 5; round++) {
      const attempts = await Promise.allSettled(
        Array.from({ length: 64 }, (_, i) => collection.insertOne({ number: round, writer: i })),
      )
      expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    }
    expect(await collection.countDocuments()).toBe(5)
  })

  test('concurrent upserts of one key make one document', async () => {
    const collection = store.database().collection<{ _id: string; n: number }>('counters')
    await Promise.all(
      Array.from({ length: 50 }, () => collection.updateOne({ _id: 'c' }, { $inc: { n: 1 } }, { upsert: true })),
    )
    expect(await collection.findOne({})).toEqual({ _id: 'c', n: 50 })
  })

  test('compound, partial and array keys', async () => {
    const collection = store.database().collection('keys')
    await collection.createIndex({ a: 1, b: 1 }, { unique: true })
    await collection.createIndex({ phone: 1 }, { unique: true, partialFilterExpression: { phone: { $exists: true } } })
    await collection.createIndex({ tags: 1 }, { unique: true, partialFilterExpression: { tags: { $exists: true } } })
    await collection.insertMany([
      { a: 1, b: 1 },
      { a: 1, b: 2, phone: 'x' },
      { a: 2, tags: ['p', 'q'] },
    ])
    await expect(collection.insertOne({ a: 1, b: 2 })).rejects.toMatchObject({ code: 11000, keyValue: { a: 1, b: 2 } })
    await expect(collection.insertOne({ a: 7, phone: 'x' })).rejects.toMatchObject({ code: 11000 })
    await expect(collection.insertOne({ a: 8, tags: ['z', 'q'] })).rejects.toMatchObject({ code: 11000 })
    await collection.updateOne({ a: 1, b: 2 }, { $unset: { phone: '' } })
    await collection.insertOne({ a: 7, phone: 'x' })
    await expect(collection.updateOne({ a: 1, b: 1 }, { $set: { b: 2 } })).rejects.toMatchObject({ code: 11000 })
  })

  test('an index over duplicates is refused and leaves nothing', async () => {
    const collection = store.database().collection('dups')
    await collection.insertMany([{ a: 1 }, { a: 1 }])
    await expect(collection.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 })
    expect(await collection.listIndexes().toArray()).toHaveLength(1)
    await collection.insertOne({ a: 1 })
  })
})

describe('definitions', () => {
  test('the same index twice is one; another under its name is refused', async () => {
    const collection = store.database().collection('defs')
    expect(await collection.createIndex({ a: 1 })).toBe('a_1')
    expect(await collection.createIndex({ a: 1 })).toBe('a_1')
    await expect(collection.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 85 })
    await expect(collection.createIndex({ b: 1 }, { name: 'a_1' })).rejects.toMatchObject({ code: 86 })
    await expect(collection.createIndex({ a: 1 }, { name: 'other' })).rejects.toMatchObject({ code: 85 })
    await collection.dropIndex('a_1')
    await expect(collection.dropIndex('a_1')).rejects.toMatchObject({ code: 27 })
    await expect(collection.dropIndex('_id_')).rejects.toMatchObject({ code: 72 })
  })

  test('collections and databases are listed and dropped', async () => {
    const database = store.database()
    await database.createCollection('empty')
    await database.collection('full').insertOne({ a: 1 })
    await expect(database.createCollection('full')).rejects.toMatchObject({ code: 48 })
    expect((await database.listCollections().toArray()).map(({ name }) => name).sort()).toEqual(['empty', 'full'])
    expect(await database.listCollections({ name: 'full' }, { nameOnly: true }).toArray()).toHaveLength(1)
    await database.collection('full').drop()
    expect(await database.collection('full').countDocuments()).toBe(0)
    await database.dropDatabase()
    expect(await database.listCollections().toArray()).toEqual([])
  })

  test('very long values are indexed, found, and kept apart', async () => {
    const collection = store.database().collection<{ _id: number; text: string }>('long')
    await collection.createIndex({ text: 1 }, { unique: true })
    const long = '党'.repeat(2000)
    await collection.insertMany([
      { _id: 1, text: `${long}a` },
      { _id: 2, text: `${long}b` },
    ])
    await expect(collection.insertOne({ _id: 3, text: `${long}a` })).rejects.toMatchObject({ code: 11000 })
    expect(await collection.find({ text: `${long}b` }).toArray()).toHaveLength(1)
    expect(await collection.find({ text: { $gt: `${long}a` } }).toArray()).toMatchObject([{ _id: 2 }])
    expect((await collection.find({}).sort({ text: -1 }).toArray()).map(({ _id }) => _id)).toEqual([2, 1])
  })
})

test('documents disappear when their time is over', async () => {
  const collection = store.database().collection<{ _id: number }>('sessions')
  await collection.createIndex({ endsAt: 1 }, { expireAfterSeconds: 0 })
  await collection.createIndex({ madeAt: 1 }, { expireAfterSeconds: 3600 })
  const now = Date.now()
  await collection.insertMany([
    { _id: 1, endsAt: new Date(now - 1000) },
    { _id: 2, endsAt: new Date(now + 3_600_000) },
    { _id: 3, madeAt: new Date(now - 3_700_000) },
    { _id: 4, madeAt: new Date(now - 3_500_000), endsAt: 'never' },
  ] as never[])
  await store.client.db('admin').command({ setParameter: 1, ttlMonitorSleepSecs: 0.05 })
  const deadline = Date.now() + 5000
  while ((await collection.countDocuments()) > 2 && Date.now() < deadline)
    await new Promise((done) => setTimeout(done, 20))
  await store.client.db('admin').command({ setParameter: 1, ttlMonitorSleepSecs: 60 })
  expect((await collection.find({}).toArray()).map(({ _id }) => _id)).toEqual([2, 4])
})
