import { startTestStore, type TestStore } from './startTestStore'

let store: TestStore
let people: ReturnType<ReturnType<TestStore['client']['db']>['collection']>
beforeAll(async () => {
  store = await startTestStore()
  const database = store.database()
  people = database.collection('people')
  await people.insertMany([
    { _id: 1, name: '王芳', unit: 'u1', hours: 8, tags: ['a', 'b'], at: new Date('2026-03-31T17:30:00Z') },
    { _id: 2, name: '李强', unit: 'u1', hours: 4, tags: [], at: new Date('2026-04-01T00:00:00Z') },
    { _id: 3, name: '赵敏', unit: 'u2', hours: 6, tags: ['b'], spouse: { name: '钱' } },
    { _id: 4, name: '孙丽', unit: 'u9', hours: null },
  ] as never[])
  await database.collection('units').insertMany([
    { _id: 'u1', title: '机关' },
    { _id: 'u2', title: '工地' },
  ] as never[])
})
afterAll(() => store.close())

const CASES: [string, object[], unknown[]][] = [
  [
    '$match $sort $project',
    [{ $match: { unit: 'u1' } }, { $sort: { hours: 1 } }, { $project: { name: 1, _id: 0 } }],
    [{ name: '李强' }, { name: '王芳' }],
  ],
  [
    '$group with every accumulator',
    [
      { $match: { unit: 'u1' } },
      { $sort: { _id: 1 } },
      {
        $group: {
          _id: '$unit',
          sum: { $sum: '$hours' },
          n: { $sum: 1 },
          c: { $count: {} },
          avg: { $avg: '$hours' },
          min: { $min: '$hours' },
          max: { $max: '$hours' },
          first: { $first: '$name' },
          last: { $last: '$name' },
          all: { $push: '$hours' },
          set: { $addToSet: '$unit' },
        },
      },
    ],
    [{ _id: 'u1', sum: 12, n: 2, c: 2, avg: 6, min: 4, max: 8, first: '王芳', last: '李强', all: [8, 4], set: ['u1'] }],
  ],
  [
    '$group by a document',
    [{ $match: { _id: { $lt: 3 } } }, { $group: { _id: { u: '$unit' }, n: { $sum: 1 } } }],
    [{ _id: { u: 'u1' }, n: 2 }],
  ],
  [
    '$unwind keeping the empty',
    [
      { $match: { _id: { $in: [1, 2, 4] } } },
      { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
      { $project: { tags: 1, i: 1 } },
    ],
    [
      { _id: 1, tags: 'a', i: 0 },
      { _id: 1, tags: 'b', i: 1 },
      { _id: 2, i: null },
      { _id: 4, i: null },
    ],
  ],
  ['$skip $limit $count', [{ $skip: 1 }, { $limit: 2 }, { $count: 'n' }], [{ n: 2 }]],
  [
    '$lookup',
    [
      { $match: { _id: { $gte: 3 } } },
      { $lookup: { from: 'units', localField: 'unit', foreignField: '_id', as: 'u' } },
      { $project: { u: 1 } },
    ],
    [
      { _id: 3, u: [{ _id: 'u2', title: '工地' }] },
      { _id: 4, u: [] },
    ],
  ],
  [
    '$addFields and $unset',
    [
      { $match: { _id: 3 } },
      { $addFields: { 'spouse.known': true, double: { $multiply: ['$hours', 2] } } },
      { $unset: ['name', 'tags'] },
    ],
    [{ _id: 3, unit: 'u2', hours: 6, spouse: { name: '钱', known: true }, double: 12 }],
  ],
  [
    'a sort after a limit',
    [{ $limit: 3 }, { $sort: { _id: -1 } }, { $project: { _id: 1 } }],
    [{ _id: 3 }, { _id: 2 }, { _id: 1 }],
  ],
]

test.each(CASES)('%s', async (_name, pipeline, expected) => {
  expect(await people.aggregate(pipeline).toArray()).toEqual(expected)
})

test.each<[string, unknown, unknown]>([
  ['$cond', { $cond: [{ $gt: ['$hours', 5] }, 'much', 'little'] }, 'much'],
  // biome-ignore lint/suspicious/noThenProperty: the operator's own word
  ['$cond as an object', { $cond: { if: { $eq: ['$unit', 'x'] }, then: 1, else: 2 } }, 2],
  ['$ifNull', { $ifNull: ['$missing', null, 7] }, 7],
  [
    'comparisons',
    [{ $eq: ['$_id', 1] }, { $ne: ['$_id', 1] }, { $gte: [2, 1] }, { $lt: [2, 1] }, { $lte: [1, 1] }],
    [true, false, true, false, true],
  ],
  ['logic', [{ $and: [true, 1, ''] }, { $or: [0, null] }, { $not: ['$missing'] }], [true, false, true]],
  ['$in', { $in: ['b', '$tags'] }, true],
  [
    'arithmetic',
    [{ $add: [1, 2, 3] }, { $subtract: [5, 2] }, { $multiply: [2, 4] }, { $divide: [9, 2] }, { $add: [1, null] }],
    [6, 3, 8, 4.5, null],
  ],
  ['dates', { $subtract: [{ $add: ['$at', 1000] }, '$at'] }, 1000],
  ['$size and $arrayElemAt', [{ $size: '$tags' }, { $arrayElemAt: ['$tags', -1] }], [2, 'b']],
  ['text', { $concat: ['$name', '-', { $toString: '$hours' }, { $substrCP: ['支部大会', 1, 2] }] }, '王芳-8部大'],
  [
    '$dateToString in a zone',
    { $dateToString: { date: '$at', format: '%Y-%m-%d %H:%M', timezone: 'Asia/Shanghai' } },
    '2026-04-01 01:30',
  ],
  [
    '$filter and $map',
    {
      $map: {
        input: { $filter: { input: '$tags', as: 't', cond: { $ne: ['$$t', 'a'] } } },
        as: 't',
        in: { $concat: ['$$t', '!'] },
      },
    },
    ['b!'],
  ],
  ['$literal', { $literal: '$x' }, '$x'],
])('expression %s', async (_name, expression, expected) => {
  const [row] = await people.aggregate([{ $match: { _id: 1 } }, { $project: { _id: 0, v: expression } }]).toArray()
  expect(row).toEqual({ v: expected })
})

test('a leading $match and $sort use an index', async () => {
  const collection = store.database().collection('indexed')
  await collection.createIndex({ g: 1, n: 1 })
  await collection.insertMany(Array.from({ length: 500 }, (_, i) => ({ g: i % 5, n: 500 - i })))
  const rows = await collection
    .aggregate([{ $match: { g: 2 } }, { $sort: { n: 1 } }, { $limit: 2 }, { $project: { n: 1, _id: 0 } }])
    .toArray()
  expect(rows).toEqual([{ n: 3 }, { n: 8 }])
})
