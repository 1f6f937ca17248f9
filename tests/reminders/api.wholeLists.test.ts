import { newId } from '@cloud/core/database/id'
import { People } from '@cloud/modules/people/collection'
import { Deliveries, type Delivery } from '@cloud/modules/reminders/collection'
import { placesOf } from '@cloud/modules/reminders/deliver'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

/** Long lists are whole, or say how much of them is shown. */
let service: TestService
let world: World
const NOW = '2026-06-23T00:31:00.000Z'

beforeAll(async () => {
  service = await startTestService({ now: NOW })
  world = await buildWorld(service.deps, { branches: 1, members: 5 })
})
afterAll(() => service.stop())

const branch = () => world.branches[0] as World['branches'][number]

function row(i: number, more: Partial<Delivery>): Delivery {
  const { id, path, secretary } = branch()
  return {
    _id: newId(),
    key: `row${i}`,
    kind: 'duty',
    subject: `duty${i}`,
    rung: 'T',
    recipientId: secretary,
    organizationId: id,
    path,
    places: placesOf(path),
    text: { title: `事${i}`, why: '因', note: '注', page: '/p', label: '看' },
    template: 'dutyReminder',
    urgent: false,
    state: 'sent',
    steps: [],
    ringAt: new Date(NOW),
    attempts: 0,
    unread: 0,
    at: new Date(NOW),
    ...more,
  } as Delivery
}
const store = (rows: readonly Delivery[]) => Deliveries.collection.insertMany(rows as never[])

test('三年里收过几千条提醒的人，还没办的照样在', async () => {
  const { id, secretary } = branch()
  const item = { organizationId: id, title: '报送总结', why: '党委要求', dueOn: '2026-06-30' }
  const { key } = (await service.as(secretary).post('/duties/local', item)).body
  const old = Array.from({ length: 1_500 }, (_, i) => row(i, { subject: `a${i}`, at: new Date('2025-01-01') }))
  const own = row(9_999, { subject: key, text: { ...row(0, {}).text, dueOn: '2026-06-30' as never } })
  await store([...old, own])
  const { items } = (await service.as(secretary).get('/reminders/standing')).body
  expect(items).toMatchObject([{ itemId: own._id, dutyKey: key }])
  await Deliveries.deleteMany({})
})

test('联系不上的人很多：说有多少，先列等得最久的', async () => {
  const { id, path } = branch()
  const people = Array.from({ length: 520 }, (_, i) => ({ _id: newId(), name: `新来${i}`, organizationId: id, path }))
  await People.collection.insertMany(people as never[])
  // Five for each: more rows than people.
  const rows = people.flatMap(({ _id }, i) =>
    Array.from({ length: 5 }, (_, j) =>
      row(i * 5 + j, { recipientId: _id, state: 'unreachable', at: new Date(Date.parse(NOW) - (i + 1) * 60_000) }),
    ),
  )
  await store(rows)
  const { body } = await service.as(world.superior).get('/reminders/unreachable')
  expect(body.total).toBe(520)
  expect(body.people).toHaveLength(500)
  expect([body.people[0].name, body.people[499].name]).toEqual(['新来519', '新来20'])
})
