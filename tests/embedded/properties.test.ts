import fc from 'fast-check'
import { startTestStore, type TestStore } from './startTestStore'

let store: TestStore
beforeAll(async () => {
  store = await startTestStore()
})
afterAll(() => store.close())

interface Thing {
  _id: number
  a?: unknown
  b?: unknown
  c?: unknown
}

const scalar = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0.5, -1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 40),
  fc.constantFrom('', 'a', 'ab', 'a\0', '支部', '𝕏', '\uffee'),
  fc.constantFrom(null, true, false),
  fc.integer({ min: -2, max: 2 }).map((days) => new Date(days * 86_400_000)),
)
const value = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.record({ x: scalar }) },
)
const things = fc
  .array(fc.record({ a: value, b: value, c: scalar }, { requiredKeys: [] }), { minLength: 1, maxLength: 25 })
  .map((list): Thing[] => list.map((fields, _id) => ({ _id, ...fields })))

const condition = fc.oneof(
  scalar,
  scalar.map(($gt) => ({ $gt })),
  fc.tuple(scalar, scalar).map(([$gte, $lte]) => ({ $gte, $lte })),
  scalar.map(($lt) => ({ $lt })),
  fc.array(scalar, { maxLength: 3 }).map(($in) => ({ $in })),
  scalar.map(($ne) => ({ $ne })),
  fc.boolean().map(($exists) => ({ $exists })),
  fc.constant(/^a/),
)
const simple = fc.record({ a: condition, b: condition, c: condition, 'a.x': condition }, { requiredKeys: [] })
const filter = fc.oneof(
  { weight: 4, arbitrary: simple },
  { weight: 1, arbitrary: fc.tuple(simple, simple).map((both) => ({ $or: both })) },
  { weight: 1, arbitrary: fc.tuple(simple, simple).map((both) => ({ $and: both })) },
)
const direction = fc.constantFrom<1 | -1>(1, -1)
const sort = fc
  .tuple(fc.shuffledSubarray(['a', 'b', 'c'], { maxLength: 3 }), fc.array(direction, { minLength: 4, maxLength: 4 }))
  .map(([names, signs]) => Object.fromEntries([...names, '_id'].map((name, i) => [name, signs[i] ?? 1])))

const INDEXES = [{ a: 1 }, { a: 1, c: -1 }, { b: -1, a: 1 }, { c: 1, a: 1 }, { 'a.x': 1 }] as const

/** The same documents with and without indexes. */
const bothCollections = async (documents: Thing[]) => {
  const database = store.database()
  const plain = database.collection<Thing>('plain')
  const indexed = database.collection<Thing>('indexed')
  await plain.insertMany(documents)
  for (const key of INDEXES) await indexed.createIndex(key).catch(() => undefined)
  const accepted: Thing[] = []
  for (const document of documents) {
    await indexed.insertOne(document).then(
      () => accepted.push(document),
      () => plain.deleteOne({ _id: document._id }),
    )
  }
  return { database, plain, indexed }
}

test('through an index the same documents are found in the same order as by reading everything', async () => {
  await fc.assert(
    fc.asyncProperty(
      things,
      fc.array(fc.tuple(filter, sort), { minLength: 5, maxLength: 5 }),
      async (documents, queries) => {
        const { database, plain, indexed } = await bothCollections(documents)
        for (const [query, order] of queries) {
          const expected = await plain.find(query).sort(order).toArray()
          expect(await indexed.find(query).sort(order).toArray()).toEqual(expected)
          expect(await indexed.find(query).sort(order).skip(1).limit(3).toArray()).toEqual(expected.slice(1, 4))
          expect(await indexed.countDocuments(query)).toBe(expected.length)
        }
        await database.dropDatabase()
      },
    ),
    { numRuns: 25 },
  )
}, 60_000)

const RANKS = ['null', 'number', 'string', 'object', 'array', 'boolean', 'date']
const rank = (item: unknown): number => {
  if (item === null || item === undefined) return RANKS.indexOf('null')
  if (item instanceof Date) return RANKS.indexOf('date')
  return RANKS.indexOf(typeof item)
}

/** MongoDB's order of scalars, written down a second time and independently. */
const compareScalars = (a: unknown, b: unknown): number => {
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(String(b)))
  if (typeof a === 'number' && typeof b === 'number' && (Number.isNaN(a) || Number.isNaN(b))) {
    return Number(Number.isNaN(b)) - Number(Number.isNaN(a))
  }
  return a === null || a === undefined ? 0 : Number(a) - Number(b)
}

test('a sort, by index or in memory, is the order of the values and stable', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(scalar, { minLength: 1, maxLength: 30 }), direction, async (values, sign) => {
      const database = store.database()
      const documents = values.map((c, _id): Thing => ({ _id, c }))
      const expected = [...documents]
        .sort((x, y) => sign * compareScalars(x.c, y.c) || x._id - y._id)
        .map(({ _id }) => _id)
      for (const name of ['plain', 'indexed']) {
        const collection = database.collection<Thing>(name)
        if (name === 'indexed') await collection.createIndex({ c: sign })
        await collection.insertMany(documents)
        const found = await collection.find({}).sort({ c: sign, _id: 1 }).toArray()
        expect(found.map(({ _id }) => _id)).toEqual(expected)
      }
      await database.dropDatabase()
    }),
    { numRuns: 25 },
  )
}, 60_000)

test('int64 values beyond 2^53 keep their order and identity in an index', async () => {
  const { Long } = (await import('mongoose')).mongo
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), { maxLength: 12 }), async (integers) => {
      const near = [...new Set(integers.flatMap((integer) => [integer, BigInt.asIntN(64, integer + 1n)]))]
      const collection = store.database().collection<{ n: bigint }>('longs')
      await collection.createIndex({ n: 1 }, { unique: true })
      if (near.length > 0) await collection.insertMany(near.map((n) => ({ n: Long.fromBigInt(n) })) as never[])
      const found = await collection.find({}, { useBigInt64: true }).sort({ n: 1 }).toArray()
      expect(found.map(({ n }) => n)).toEqual([...near].sort((a, b) => (a < b ? -1 : 1)))
    }),
    { numRuns: 20 },
  )
}, 60_000)

test('random changes keep every index in step with the documents', async () => {
  const change = fc.oneof(
    fc.tuple(fc.constant('set' as const), fc.nat(9), value),
    fc.tuple(fc.constant('push' as const), fc.nat(9), scalar),
    fc.tuple(fc.constant('delete' as const), fc.nat(9), scalar),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 5, maxLength: 40 }), async (changes) => {
      const database = store.database()
      const collection = database.collection<Thing>('changed')
      await collection.createIndex({ a: 1 })
      await collection.createIndex({ b: 1, a: -1 })
      for (const [kind, _id, item] of changes) {
        const write =
          kind === 'delete'
            ? collection.deleteOne({ _id })
            : collection.updateOne({ _id }, kind === 'set' ? { $set: { a: item } } : { $push: { a: item } as never }, {
                upsert: true,
              })
        await write.catch(() => undefined)
      }
      const all = await collection.find({}).sort({ _id: 1 }).toArray()
      for (const index of ['a_1', 'b_1_a_-1']) {
        expect(await collection.find({}).hint(index).sort({ _id: 1 }).toArray()).toEqual(all)
      }
      await database.dropDatabase()
    }),
    { numRuns: 20 },
  )
}, 60_000)
