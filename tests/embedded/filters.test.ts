import { Double, ObjectId, startTestStore, type TestStore } from './startTestStore'

let store: TestStore
beforeAll(async () => {
  store = await startTestStore()
})
afterAll(() => store.close())

const day = (text: string) => new Date(`${text}T00:00:00Z`)
const DOCUMENTS = [
  {
    _id: 1,
    n: 5,
    s: 'apple',
    tags: ['a', 'b'],
    at: day('2026-01-05'),
    items: [
      { k: 'x', q: 1 },
      { k: 'y', q: 5 },
    ],
  },
  { _id: 2, n: 10, s: 'Banana', tags: ['b'], at: day('2026-02-05'), items: [{ k: 'x', q: 9 }], deep: { a: { b: 1 } } },
  { _id: 3, n: null, s: '支部', tags: [], deep: { a: { b: 2 } }, flag: true },
  { _id: 4, s: 'apple pie', n: 7.5, tags: ['c', 'a'], scores: [3, 8], flag: false },
  { _id: 5, n: '5', tags: 'a', scores: [[1, 2]], deep: { a: [{ b: 1 }, { b: 7 }] } },
]

const CASES: [string, object, number[]][] = [
  ['equality', { n: 5 }, [1]],
  ['equality with null finds null and missing', { n: null }, [3]],
  ['null also finds the missing', { at: null }, [3, 4, 5]],
  ['$eq', { s: { $eq: 'apple' } }, [1]],
  ['$ne', { s: { $ne: 'apple' } }, [2, 3, 4, 5]],
  ['$gt stays within the type', { n: { $gt: 4 } }, [1, 2, 4]],
  ['$gte and $lt', { n: { $gte: 5, $lt: 10 } }, [1, 4]],
  ['$lte on dates', { at: { $lte: day('2026-01-31') } }, [1]],
  ['$in', { n: { $in: [5, 10, 99] } }, [1, 2]],
  ['$in with a pattern', { s: { $in: [/^ap/, 'Banana'] } }, [1, 2, 4]],
  ['$nin', { n: { $nin: [5, null] } }, [2, 4, 5]],
  ['$exists true', { flag: { $exists: true } }, [3, 4]],
  ['$exists false', { n: { $exists: false } }, []],
  ['$type', { n: { $type: 'string' } }, [5]],
  ['$and', { $and: [{ n: 5 }, { s: 'apple' }] }, [1]],
  ['$or', { $or: [{ n: 10 }, { flag: true }] }, [2, 3]],
  ['$nor', { $nor: [{ n: 10 }, { flag: true }] }, [1, 4, 5]],
  ['$not', { n: { $not: { $gt: 6 } } }, [1, 3, 5]],
  ['$not with a pattern', { s: { $not: /^apple/ } }, [2, 3, 5]],
  ['an element of an array', { tags: 'a' }, [1, 4, 5]],
  ['an array as a whole', { tags: ['a', 'b'] }, [1]],
  ['an empty array', { tags: [] }, [3]],
  ['$all', { tags: { $all: ['a', 'b'] } }, [1]],
  ['$size', { tags: { $size: 2 } }, [1, 4]],
  ['$elemMatch on documents', { items: { $elemMatch: { k: 'x', q: { $gt: 5 } } } }, [2]],
  ['two conditions on different elements', { 'items.k': 'x', 'items.q': 5 }, [1]],
  ['$elemMatch on values', { scores: { $elemMatch: { $gt: 5, $lt: 9 } } }, [4]],
  ['a range over several elements', { scores: { $gt: 5, $lt: 4 } }, [4]],
  ['an array inside an array', { scores: [1, 2] }, [5]],
  ['a dotted path', { 'deep.a.b': 1 }, [2, 5]],
  ['a position in an array', { 'items.0.q': 1 }, [1]],
  ['a document as a whole', { 'deep.a': { b: 2 } }, [3]],
  ['$regex with options', { s: { $regex: '^BAN', $options: 'i' } }, [2]],
  ['a pattern with Chinese', { s: /支/ }, [3]],
  ['$expr', { $expr: { $gt: [{ $size: { $ifNull: ['$items', []] } }, 1] } }, [1]],
  ['nothing asked', {}, [1, 2, 3, 4, 5]],
]

describe('a filter finds what MongoDB finds', () => {
  test.each(CASES)('%s', async (_name, filter, expected) => {
    const collection = store.client.db('filters').collection<{ _id: number }>('things')
    if ((await collection.estimatedDocumentCount()) === 0) await collection.insertMany(DOCUMENTS as { _id: number }[])
    const found = await collection.find(filter).toArray()
    expect(found.map(({ _id }) => _id).sort()).toEqual(expected)
    expect(await collection.countDocuments(filter)).toBe(expected.length)
  })
})

describe('a projection shows what was asked for', () => {
  const document = { _id: 1, a: 1, b: { c: 2, d: 3 }, list: [{ x: 1, y: 2 }, 5, { x: 3, y: 4 }], 名: '王' }
  test.each<[string, Record<string, unknown>, object]>([
    ['fields and _id', { a: 1 }, { _id: 1, a: 1 }],
    ['without _id', { a: 1, _id: 0 }, { a: 1 }],
    ['_id alone', { _id: 1 }, { _id: 1 }],
    ['all but some', { b: 0, list: 0, 名: 0 }, { _id: 1, a: 1 }],
    ['all but _id', { _id: 0, b: 0, list: 0 }, { a: 1, 名: '王' }],
    ['a nested field', { 'b.c': 1 }, { _id: 1, b: { c: 2 } }],
    ['a nested field as an object', { b: { d: 1 } }, { _id: 1, b: { d: 3 } }],
    ['all but a nested field', { 'b.c': 0, list: 0, 名: 0 }, { _id: 1, a: 1, b: { d: 3 } }],
    ['a field of array elements', { 'list.x': 1 }, { _id: 1, list: [{ x: 1 }, { x: 3 }] }],
    [
      'all but a field of array elements',
      { 'list.x': 0, a: 0, b: 0, 名: 0 },
      { _id: 1, list: [{ y: 2 }, 5, { y: 4 }] },
    ],
    ['a Chinese name', { 名: 1, _id: 0 }, { 名: '王' }],
    ['$slice', { list: { $slice: -1 }, a: 0, b: 0, 名: 0 }, { _id: 1, list: [{ x: 3, y: 4 }] }],
    ['$slice with an offset', { list: { $slice: [1, 1] }, _id: 1, a: 1 }, { _id: 1, a: 1, list: [5] }],
    ['$elemMatch', { list: { $elemMatch: { x: 3 } } }, { _id: 1, list: [{ x: 3, y: 4 }] }],
    ['$elemMatch without a match', { list: { $elemMatch: { x: 9 } } }, { _id: 1 }],
  ])('%s', async (_name, projection, expected) => {
    const collection = store.database().collection<{ _id: number }>('one')
    await collection.insertOne(document)
    expect(await collection.findOne({}, { projection })).toEqual(expected)
  })
})

test('every BSON type comes back as it was stored, also after an update of another field', async () => {
  const { Long, Int32, Decimal128, Binary, UUID, BSONRegExp, Timestamp, MinKey, MaxKey, Code } = (
    await import('mongoose')
  ).mongo.BSON
  const values = {
    int: new Int32(5),
    long: Long.fromString('9007199254740993'),
    smallLong: Long.fromNumber(5),
    double: new Double(5),
    minusZero: new Double(-0),
    decimal: Decimal128.fromString('12.340'),
    text: 'a\0b',
    date: new Date(-1),
    id: new ObjectId(),
    bytes: new Binary(Buffer.from([1, 2]), 0),
    uuid: new UUID(),
    pattern: new BSONRegExp('^a', 'i'),
    timestamp: new Timestamp({ t: 5, i: 6 }),
    least: new MinKey(),
    most: new MaxKey(),
    code: new Code('x'),
    nothing: null,
    nested: { list: [new Int32(1), [new Double(2)], {}] },
  }
  const collection = store.database().collection('types')
  await collection.insertOne({ ...values })
  await collection.updateOne({}, { $set: { other: new Double(1) } })
  const exact = { promoteValues: false, bsonRegExp: true } as const
  const { _id, other, ...read } = (await collection.findOne<Record<string, unknown>>({}, exact)) ?? {}
  const { EJSON } = (await import('mongoose')).mongo.BSON
  expect(EJSON.stringify(read, { relaxed: false })).toBe(EJSON.stringify(values, { relaxed: false }))
  expect(other).toBeInstanceOf(Double)
  await collection.updateOne({}, { $inc: { int: 1, long: 1, double: 1, smallLong: new Int32(1) } })
  const changed = await collection.findOne({}, exact)
  expect([changed?.int, changed?.long, changed?.double, changed?.smallLong].map((value) => value._bsontype)).toEqual([
    'Int32',
    'Long',
    'Double',
    'Long',
  ])
  expect(changed?.long.toString()).toBe('9007199254740994')
})

test('distinct, count, skip, limit and big results in batches', async () => {
  const collection = store.database().collection<{ _id: number; g: number; pad?: string }>('many')
  await collection.insertMany(Array.from({ length: 1000 }, (_, i) => ({ _id: i, g: i % 7, pad: 'x'.repeat(i % 300) })))
  expect((await collection.distinct('g', { _id: { $lt: 5 } })).sort()).toEqual([0, 1, 2, 3, 4])
  expect(await collection.countDocuments({ g: 3 }, { skip: 100, limit: 20 })).toBe(20)
  expect(await collection.estimatedDocumentCount()).toBe(1000)
  const page = await collection.find({ g: 3 }).sort({ _id: -1 }).skip(2).limit(3).toArray()
  expect(page.map(({ _id }) => _id)).toEqual([983, 976, 969])
  const cursor = collection.find({}).batchSize(17)
  const seen: number[] = []
  for await (const { _id } of cursor) {
    if (seen.length === 100) await collection.deleteMany({ _id: { $gte: 500 } })
    seen.push(_id)
  }
  expect(seen).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  expect(await collection.countDocuments()).toBe(500)
  await collection.insertMany(
    Array.from({ length: 20 }, (_, i) => ({ _id: 2000 + i, g: 9, pad: 'y'.repeat(2_000_000) })),
  )
  expect((await collection.find({ g: 9 }).toArray()).map(({ pad }) => pad?.length)).toEqual(Array(20).fill(2_000_000))
})
