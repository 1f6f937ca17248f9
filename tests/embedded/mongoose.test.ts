import mongoose, { type Connection, Schema } from 'mongoose'
import { startTestStore, type TestStore } from './startTestStore'

let test_: TestStore
let connection: Connection

beforeAll(async () => {
  test_ = await startTestStore()
  connection = await mongoose.createConnection(test_.store.uri, { dbName: 'mongoose' }).asPromise()
})
afterAll(async () => {
  await connection.close()
  await test_.close()
})

const memberSchema = new Schema(
  {
    name: { type: String, required: true, unique: true },
    joinedOn: String,
    hours: { type: Number, default: 0 },
    roles: [{ organization: String, title: String }],
    photo: Buffer,
    extra: Schema.Types.Mixed,
  },
  { timestamps: true },
)
memberSchema.index({ joinedOn: 1, hours: -1 })

test('a mongoose model creates, reads, changes, saves and deletes', async () => {
  const Member = connection.model('Member', memberSchema)
  await Member.init()
  const made = await Member.create({ name: '王芳', joinedOn: '2020-07-01', photo: Buffer.from([1, 2, 3]) })
  made.roles.push({ organization: '第一党支部', title: '书记' })
  made.hours = 8
  await made.save()
  const read = await Member.findOne({ 'roles.title': '书记' })
  expect(read?.toObject()).toMatchObject({ name: '王芳', hours: 8, roles: [{ organization: '第一党支部' }] })
  expect(read?.photo?.equals(Buffer.from([1, 2, 3]))).toBe(true)
  expect(read?.createdAt).toBeInstanceOf(Date)
  const changed = await Member.findOneAndUpdate(
    { name: '王芳' },
    { $inc: { hours: 2 } },
    { returnDocument: 'after' },
  ).lean()
  expect(changed?.hours).toBe(10)
  await expect(Member.create({ name: '王芳' })).rejects.toMatchObject({ code: 11000, keyPattern: { name: 1 } })
  const outcome = await Member.bulkWrite([
    { insertOne: { document: { name: '李强' } } },
    { updateOne: { filter: { name: '赵敏' }, update: { $set: { hours: 3 } }, upsert: true } },
    { deleteOne: { filter: { name: '王芳' } } },
  ])
  expect(outcome).toMatchObject({ insertedCount: 1, upsertedCount: 1, deletedCount: 1 })
  expect((await Member.find().sort({ name: 1 }).lean()).map((member) => member.name)).toEqual(['李强', '赵敏'])
  expect((await Member.listIndexes()).map((index) => index.name).sort()).toEqual([
    '_id_',
    'joinedOn_1_hours_-1',
    'name_1',
  ])
})

test('populate, cursors and withTransaction work unchanged', async () => {
  const Unit = connection.model('Unit', new Schema({ title: String }))
  const Person = connection.model(
    'Person',
    new Schema({ name: String, unit: { type: Schema.Types.ObjectId, ref: 'Unit' } }),
  )
  const unit = await Unit.create({ title: '机关' })
  await connection.transaction(async (session) => {
    await Person.insertMany(
      Array.from({ length: 250 }, (_, i) => ({ name: `p${i}`, unit: unit._id })),
      { session },
    )
  })
  const one = await Person.findOne({ name: 'p7' }).populate<{ unit: { title: string } }>('unit')
  expect(one?.unit.title).toBe('机关')
  const names = new Set<string>()
  for await (const person of Person.find().batchSize(40)) names.add(String(person.name))
  expect(names.size).toBe(250)
})
