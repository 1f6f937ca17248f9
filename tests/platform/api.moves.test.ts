import { placedCollections } from '@cloud/core/database/collection'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import { Meetings } from '@cloud/modules/meetings/collection'
import { createMeeting } from '@cloud/modules/meetings/commands/arrange'
import { Appointments, Organizations } from '@cloud/modules/organizations/collection'
import {
  appoint,
  dissolveOrganization,
  getOrganization,
  insertOrganizations,
  moveOrganization,
} from '@cloud/modules/organizations/index'
import { People } from '@cloud/modules/people/collection'
import { insertPeople } from '@cloud/modules/people/index'
import { Deliveries } from '@cloud/modules/reminders/collection'
import { deliver, placesOf } from '@cloud/modules/reminders/deliver'
import { plainDate } from '@shared/core/plainDate'
import mongoose, { type Model } from 'mongoose'
import { buildWorld, systemWork, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

/** While an organisation moves others go on writing: whatever they store stands where the organisation stands afterwards. */
let service: TestService
let world: World
let general = ''

beforeAll(async () => {
  service = await startTestService({ now: '2026-06-11T06:00:00.000Z' })
  world = await buildWorld(service.deps, { branches: 4, members: 6 })
  const body = { name: '机关党总支', kind: 'generalBranch', parentId: world.committeeId }
  general = (await service.as(world.administrator).post('/organizations', body)).body.id
})
afterAll(() => service.stop())

type Row = { _id: string; organizationId: string; path: string; places?: string[] }
const TODAY = plainDate('2026-06-11')
const work = () => systemWork(service.deps)
const branch = () => world.branches[0] as World['branches'][number]
const pathOf = async (id: string) => (await getOrganization(id)).path

/** There and back again; inside a transaction. */
async function moveIt(id = branch().id): Promise<void> {
  const { parentId } = await getOrganization(id)
  await moveOrganization(work(), id, parentId === general ? world.committeeId : general)
}

/** A promise that is kept from outside. */
function gate(): { passed: Promise<void>; open(): void } {
  let open = (): void => undefined
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { passed, open: () => open() }
}

/** `own` is a transaction that has looked around when `other` begins and commits, and acts only then. */
async function interrupted<T>(own: () => Promise<T>, other: () => Promise<unknown>): Promise<T> {
  const looked = gate()
  const done = gate()
  const interrupting = looked.passed.then(() => inTransaction(other)).finally(done.open)
  let isFirst = true
  const result = await inTransaction(async () => {
    await Organizations.findById(branch().id).lean()
    if (isFirst) {
      isFirst = false
      looked.open()
      await done.passed
    }
    return own()
  })
  await interrupting
  return result
}

type Meet = (write: () => Promise<unknown>) => Promise<unknown>

const ORDERS: [string, Meet][] = [
  ['写到一半，组织移走了', (write) => interrupted(write, () => moveIt())],
  ['移到一半，有人写完了', (write) => interrupted(() => moveIt(), write)],
]

let made = 0
/** A row that satisfies the schema and nothing else. */
function sampleRow(model: Model<Row>, row: Partial<Row>): Row {
  made += 1
  const values = Object.entries(model.schema.paths).flatMap(([field, type]): [string, unknown][] => {
    if (!type.isRequired) return []
    if (type.instance === 'Number') return [[field, made]]
    if (type.instance === 'Date') return [[field, new Date(made)]]
    if (type.instance === 'Boolean') return [[field, false]]
    const [choice] = (type.options['enum'] as string[] | undefined) ?? []
    return [[field, type.instance === 'Array' ? [] : (choice ?? `${field}${made}`)]]
  })
  return { ...(Object.fromEntries(values) as unknown as Row), ...row, _id: newId() }
}

const WAYS: Record<string, (model: Model<Row>, row: Row) => Promise<unknown>> = {
  create: (model, row) => model.create(row),
  insertMany: (model, row) => model.insertMany([row]),
  'insertMany, lean': (model, row) => model.insertMany([row], { lean: true }),
  upsert: (model, { _id, ...row }) => model.updateOne({ _id }, { $set: row }, { upsert: true }),
  'upsert on insert': (model, { _id, ...row }) => model.updateOne({ _id }, { $setOnInsert: row }, { upsert: true }),
  replaceOne: (model, row) => model.replaceOne({ _id: row._id }, row, { upsert: true }),
  'bulk insertOne': (model, row) => model.bulkWrite([{ insertOne: { document: row } }]),
  'bulk updateOne': (model, { _id, ...row }) =>
    model.bulkWrite([{ updateOne: { filter: { _id }, update: { $set: row }, upsert: true } }]),
  'bulk replaceOne': (model, row) =>
    model.bulkWrite([{ replaceOne: { filter: { _id: row._id }, replacement: row, upsert: true } }]),
}

/** Writes a row to each of these collections in each of these ways, all with the place as it was before. @returns where they stand afterwards. */
async function writeBetween(meet: Meet, names: readonly string[], ways: readonly string[]) {
  const { id } = branch()
  const path = await pathOf(id)
  const writes = names.flatMap((name) => {
    const model = mongoose.model(name) as unknown as Model<Row>
    const places = model.schema.path('places') ? { places: placesOf(path) } : {}
    return ways.map((way) => ({ way, name, model, row: sampleRow(model, { organizationId: id, path, ...places }) }))
  })
  await meet(async () => {
    for (const { way, model, row } of writes) await WAYS[way]?.(model, structuredClone(row))
  })
  const written = []
  for (const { way, name, model, row } of writes) {
    const stored = await model.findById(row._id).lean<Row>()
    written.push([way, name, stored?.path, stored?.places])
    await model.deleteOne({ _id: row._id })
  }
  return written
}

describe.each<(typeof ORDERS)[number]>(ORDERS)('%s', (_, meet) => {
  test.each(Object.keys(WAYS))('%s：跟着组织走', async (way) => {
    const [written = []] = await writeBetween(meet, ['deliveries'], [way])
    expect(written).toEqual([way, 'deliveries', await pathOf(branch().id), placesOf(await pathOf(branch().id))])
  })

  // Duties are written anew after every move, see tests/duties/api.rebuild.
  test('所有这样的记录都跟着组织走', async () => {
    const names = placedCollections.filter((name) => name !== 'duties')
    const now = async () => await pathOf(branch().id)
    const before = await now()
    const written = await writeBetween(meet, names, ['create', 'insertMany', 'upsert', 'replaceOne'])
    expect(await now()).not.toBe(before)
    expect(written).toHaveLength(names.length * 4)
    for (const [, name, path] of written) expect([name, path]).toEqual([name, await now()])
  })

  test('安排会议、进名册、任命、设下级组织、发提醒', async () => {
    const { id, members, secretary } = branch()
    const before = await pathOf(id)
    const groupId = newId()
    const actor = { ...work().actor, kind: 'person' as const, personId: secretary, organizationId: id, path: before }
    const office = { organizationId: id, path: before, role: 'secretary' as const }
    const asSecretary = { ...work(), actor: { ...actor, appointments: [office] } }
    made += 1
    const draft = {
      organizationId: id,
      kind: 'lecture' as const,
      title: `党课${made}`,
      on: TODAY,
      startTime: `14:${String(10 + (made % 50))}`,
      endTime: '16:30',
      place: '会议室',
      chairId: secretary,
      recorderId: members[3] ?? '',
      agenda: [{ title: '学习', kind: 'study' as const }],
    }
    const appointment = { organizationId: id, personId: members[4] ?? '', role: 'groupLeader' as const, from: TODAY }
    await meet(async () => {
      await createMeeting(asSecretary, draft)
      await insertPeople(work(), [
        { organizationId: id, path: before, fields: { name: `新人${made}`, membership: 'full' } },
      ])
      await appoint(work(), appointment, '党员戊')
      await insertOrganizations(work(), [{ id: groupId, name: `第${made}党小组`, kind: 'partyGroup', parentId: id }])
    })
    const now = await pathOf(id)
    expect(now).not.toBe(before)
    expect((await Meetings.findOne({ title: draft.title }).lean())?.path).toBe(now)
    expect((await People.findOne({ name: `新人${made}` }).lean())?.path).toBe(now)
    expect((await Appointments.findOne(appointment).lean())?.path).toBe(now)
    expect((await pathOf(groupId)).startsWith(now)).toBe(true)
    await Appointments.deleteOne(appointment)
  })
})

test('提醒发到一半组织移走：看得到它的还是现在的上级', async () => {
  const { id, secretary } = branch()
  const seen = await pathOf(id)
  await inTransaction(() => moveIt())
  const text = { title: '题', why: '因', note: '注', dueOn: TODAY, page: '/p', label: '看' }
  const place = { organizationId: id, path: seen, places: placesOf(seen) }
  const key = `moved:${newId()}`
  const draft = { key, kind: 'notice' as const, subject: key, rung: '1', recipientId: secretary, ...place, text }
  await deliver([{ ...draft, template: 'dutyReminder' }], work().now)
  const now = await pathOf(id)
  expect(await Deliveries.findOne({ key }).lean()).toMatchObject({ path: now, places: placesOf(now) })
})

test('撤销到一半有人进了名册：不撤销', async () => {
  const id = newId()
  await inTransaction(() =>
    insertOrganizations(work(), [{ id, name: '空支部', kind: 'branch', parentId: world.committeeId }]),
  )
  const organization = await getOrganization(id)
  const enter = () =>
    insertPeople(work(), [
      { organizationId: id, path: organization.path, fields: { name: '后来的', membership: 'full' } },
    ])
  const dissolve = async () => {
    if ((await People.countDocuments({ organizationId: id })) > 0) return 'refused'
    await dissolveOrganization(work(), organization, TODAY, '并入')
    return 'dissolved'
  }
  expect(await interrupted(dissolve, enter)).toBe('refused')
  expect((await getOrganization(id)).dissolvedOn).toBeUndefined()
})

test('甲移到乙下面、乙移到甲下面：只成一个，树上没有圈', async () => {
  const ids = [newId(), newId()] as const
  await inTransaction(() =>
    insertOrganizations(
      work(),
      ids.map((id, i) => ({ id, name: `单位${i}`, kind: 'unit' as const, parentId: null })),
    ),
  )
  const under = (id: string, parentId: string) => () => moveOrganization(work(), id, parentId)
  await expect(interrupted(under(ids[0], ids[1]), under(ids[1], ids[0]))).rejects.toThrow('自己的下级')
  expect(await pathOf(ids[0])).toBe(`/${ids[0]}/`)
  expect(await pathOf(ids[1])).toBe(`/${ids[0]}/${ids[1]}/`)
})

test('不写位置的改动，一次数据库都不多问', async () => {
  const asked: string[] = []
  const _id = branch().members[0] ?? ''
  mongoose.set('debug', (collection: string, method: string) => asked.push(`${collection}.${method}`))
  try {
    await People.updateOne({ _id }, { $set: { name: '换了名字' } })
    await People.bulkWrite([{ updateOne: { filter: { _id }, update: { $unset: { batchId: 1 } } } }])
  } finally {
    mongoose.set('debug', false)
  }
  expect(asked).toEqual(['people.updateOne', 'people.bulkWrite'])
})
