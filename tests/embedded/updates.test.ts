import { startTestStore, type TestStore } from './startTestStore'

let store: TestStore
beforeAll(async () => {
  store = await startTestStore()
})
afterAll(() => store.close())

type Case = [
  name: string,
  before: object,
  update: object,
  after: object,
  options?: { filter?: object; arrayFilters?: object[] },
]

const CASES: Case[] = [
  ['$set and nested $set', { a: 1 }, { $set: { a: 2, 'b.c': 3 } }, { a: 2, b: { c: 3 } }],
  ['$set beyond the end of an array', { l: [1] }, { $set: { 'l.3': 4 } }, { l: [1, null, null, 4] }],
  ['$unset', { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '' } }, { b: { d: 2 } }],
  ['$inc makes a field', { a: 1 }, { $inc: { a: 2, b: -1 } }, { a: 3, b: -1 }],
  ['$mul', { a: 3 }, { $mul: { a: 2, b: 5 } }, { a: 6, b: 0 }],
  ['$min and $max', { a: 5, b: 5 }, { $min: { a: 3, c: 1 }, $max: { b: 9 } }, { a: 3, b: 9, c: 1 }],
  ['$rename', { a: 1, b: 2 }, { $rename: { a: 'c.d' } }, { b: 2, c: { d: 1 } }],
  ['$push', { l: [1] }, { $push: { l: 2, m: 'x' } }, { l: [1, 2], m: ['x'] }],
  ['$push $each $slice', { l: [1, 2] }, { $push: { l: { $each: [3, 4], $slice: -3 } } }, { l: [2, 3, 4] }],
  ['$push $position', { l: [1, 4] }, { $push: { l: { $each: [2, 3], $position: 1 } } }, { l: [1, 2, 3, 4] }],
  [
    '$push $sort',
    { l: [{ n: 3 }] },
    { $push: { l: { $each: [{ n: 1 }], $sort: { n: 1 } } } },
    { l: [{ n: 1 }, { n: 3 }] },
  ],
  ['$push $sort of values', { l: [3, 1] }, { $push: { l: { $each: [2], $sort: -1 } } }, { l: [3, 2, 1] }],
  ['$addToSet', { l: [1, { a: 1 }] }, { $addToSet: { l: { $each: [1, 2, { a: 1 }] } } }, { l: [1, { a: 1 }, 2] }],
  ['$pull a value', { l: [1, 2, 1] }, { $pull: { l: 1 } }, { l: [2] }],
  ['$pull by condition', { l: [1, 5, 9] }, { $pull: { l: { $gte: 5 } } }, { l: [1] }],
  ['$pull documents', { l: [{ a: 1, b: 1 }, { a: 2 }] }, { $pull: { l: { a: 1 } } }, { l: [{ a: 2 }] }],
  ['$pullAll', { l: [1, 2, 3, 1] }, { $pullAll: { l: [1, 3] } }, { l: [2] }],
  ['$pop', { l: [1, 2, 3], m: [1, 2] }, { $pop: { l: 1, m: -1 } }, { l: [1, 2], m: [2] }],
  [
    'positional $',
    {
      l: [
        { k: 'a', n: 1 },
        { k: 'b', n: 2 },
      ],
    },
    { $set: { 'l.$.n': 9 } },
    {
      l: [
        { k: 'a', n: 1 },
        { k: 'b', n: 9 },
      ],
    },
    { filter: { 'l.k': 'b' } },
  ],
  ['positional $ on values', { l: [5, 8, 9] }, { $inc: { 'l.$': 1 } }, { l: [5, 9, 9] }, { filter: { l: { $gt: 6 } } }],
  [
    'positional $ with $elemMatch',
    {
      l: [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
      ],
    },
    { $set: { 'l.$.c': 1 } },
    {
      l: [
        { a: 1, b: 1 },
        { a: 1, b: 2, c: 1 },
      ],
    },
    { filter: { l: { $elemMatch: { a: 1, b: 2 } } } },
  ],
  ['all positions $[]', { l: [{ n: 1 }, { n: 2 }] }, { $inc: { 'l.$[].n': 1 } }, { l: [{ n: 2 }, { n: 3 }] }],
  [
    'filtered positions $[x]',
    { l: [{ n: 1 }, { n: 5 }] },
    { $set: { 'l.$[big].n': 0 } },
    { l: [{ n: 1 }, { n: 0 }] },
    { arrayFilters: [{ 'big.n': { $gt: 3 } }] },
  ],
]

describe('an update changes what MongoDB changes', () => {
  test.each(CASES)('%s', async (_name, before, update, after, options = {}) => {
    const collection = store.database().collection<{ _id: number }>('one')
    await collection.insertOne({ _id: 1, ...before })
    const { filter = {}, arrayFilters } = options
    const outcome = await collection.updateOne(filter, update, arrayFilters ? { arrayFilters } : {})
    expect(outcome).toMatchObject({ matchedCount: 1, modifiedCount: 1 })
    expect(await collection.findOne({})).toEqual({ _id: 1, ...after })
  })

  test('nothing to change is matched but not modified', async () => {
    const collection = store.database().collection('one')
    await collection.insertOne({ a: 1 })
    expect(await collection.updateOne({ a: 1 }, { $set: { a: 1 } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 0,
    })
  })

  test('$currentDate and $setOnInsert', async () => {
    const collection = store.database().collection<{ _id: string; at?: Date; made?: number; n?: number }>('one')
    const change = { $currentDate: { at: true }, $setOnInsert: { made: 1 }, $inc: { n: 1 } } as const
    await collection.updateOne({ _id: 'a' }, change, { upsert: true })
    await collection.updateOne({ _id: 'a' }, { ...change, $setOnInsert: { made: 2 } }, { upsert: true })
    const read = await collection.findOne({ _id: 'a' })
    expect(read).toMatchObject({ made: 1, n: 2 })
    expect(Math.abs(Number(read?.at) - Date.now())).toBeLessThan(60_000)
  })
})

describe('upsert and replacement', () => {
  test('an upsert starts from the equalities of its query', async () => {
    const collection = store.database().collection('one')
    const outcome = await collection.updateOne(
      { a: 1, 'b.c': { $eq: 2 }, n: { $gt: 5 } },
      { $set: { d: 3 } },
      { upsert: true },
    )
    expect(outcome.upsertedCount).toBe(1)
    expect(await collection.findOne({ _id: outcome.upsertedId ?? undefined })).toMatchObject({
      a: 1,
      b: { c: 2 },
      d: 3,
    })
  })

  test('a replacement keeps _id', async () => {
    const collection = store.database().collection<{ _id: number; a?: number; b?: number }>('one')
    await collection.insertOne({ _id: 1, a: 1 })
    await collection.replaceOne({ a: 1 }, { b: 2 })
    expect(await collection.findOne({})).toEqual({ _id: 1, b: 2 })
    await expect(collection.replaceOne({ _id: 1 }, { _id: 2, b: 3 } as never)).rejects.toMatchObject({ code: 66 })
  })

  test('findOneAndUpdate, findOneAndReplace and findOneAndDelete', async () => {
    const collection = store.database().collection<{ _id: number; n: number }>('jobs')
    await collection.insertMany([
      { _id: 1, n: 3 },
      { _id: 2, n: 1 },
      { _id: 3, n: 2 },
    ])
    expect(await collection.findOneAndUpdate({}, { $inc: { n: 10 } }, { sort: { n: 1 } })).toEqual({ _id: 2, n: 1 })
    const after = { returnDocument: 'after', projection: { n: 1, _id: 0 } } as const
    expect(await collection.findOneAndUpdate({ _id: 3 }, { $set: { n: 7 } }, after)).toEqual({ n: 7 })
    expect(await collection.findOneAndReplace({ _id: 9 }, { n: 4 }, { upsert: true, returnDocument: 'after' })).toEqual(
      { _id: 9, n: 4 },
    )
    expect(await collection.findOneAndDelete({ n: { $gt: 5 } }, { sort: { n: -1 } })).toEqual({ _id: 2, n: 11 })
    expect(await collection.findOneAndDelete({ n: 99 })).toBeNull()
  })
})

describe('writes of many', () => {
  test('updateMany and deleteMany count', async () => {
    const collection = store.database().collection<{ _id: number; g: number }>('many')
    await collection.insertMany(Array.from({ length: 300 }, (_, i) => ({ _id: i, g: i % 3 })))
    expect(await collection.updateMany({ g: 1 }, { $inc: { g: 1 } })).toMatchObject({
      matchedCount: 100,
      modifiedCount: 100,
    })
    expect((await collection.deleteMany({ g: 2 })).deletedCount).toBe(200)
    expect((await collection.deleteOne({})).deletedCount).toBe(1)
  })

  test('ordered inserts stop at the first refused one, unordered go on', async () => {
    const collection = store.database().collection<{ _id: number }>('order')
    const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }]
    await expect(collection.insertMany(documents)).rejects.toMatchObject({ code: 11000, insertedCount: 1 })
    expect(await collection.countDocuments()).toBe(1)
    await expect(collection.insertMany(documents, { ordered: false })).rejects.toMatchObject({ code: 11000 })
    expect(await collection.countDocuments()).toBe(2)
  })

  test('a document without _id gets one, and _id comes first', async () => {
    const collection = store.database().collection('ids')
    await collection.insertOne({ a: 1 }, { forceServerObjectId: true })
    expect(Object.keys((await collection.findOne({})) ?? {})).toEqual(['_id', 'a'])
  })
})

describe('what does not fit is refused and changes nothing', () => {
  test.each<[string, object, number]>([
    ['a field inside a number', { $set: { 'a.b': 1 } }, 28],
    ['$inc of text', { $inc: { s: 1 } }, 14],
    ['$push to a number', { $push: { a: 1 } }, 2],
    ['two operators on one field', { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['another _id', { $set: { _id: 9 } }, 66],
    ['an unknown operator', { $bit: { a: { and: 1 } } }, 238],
    ['a pipeline', [{ $set: { a: 1 } }], 238],
    ['an array filter nobody gave', { $set: { 'l.$[x]': 1 } }, 2],
    ['a position no query found', { $set: { 'l.$': 1 } }, 2],
  ])('%s', async (_name, update, code) => {
    const collection = store.database().collection<{ _id: number }>('one')
    const before = { _id: 1, a: 1, s: 'x', l: [1] }
    await collection.insertOne(before)
    await expect(collection.updateOne({}, update)).rejects.toMatchObject({ code })
    expect(await collection.findOne({})).toEqual(before)
  })
})
