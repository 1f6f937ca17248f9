import mongoose from 'mongoose'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
let world: World

beforeAll(async () => {
  service = await startTestService({ now: '2026-06-11T01:00:00.000Z' })
  world = await buildWorld(service.deps, { branches: 2, members: 6 })
})
afterAll(() => service.stop())

const as = (personId: string) => service.as(personId)
const branch = (n = 0) => world.branches[n] as World['branches'][number]
const moved = () => branch().members[4] ?? ''
const listed = async (who: string, n: number) =>
  (await as(who).get(`/care/exemptions?organizationId=${branch(n).id}`)).body
let exemptionId: string

test('为什么不作要求，库里不见明文；操作记录不写姓名和原因，上级从那里也看不到', async () => {
  const draft = { personId: moved(), category: 'illness', from: '2026-06-01' }
  exemptionId = (await as(branch().secretary).post('/care/exemptions', draft)).body.id
  const visit = {
    personId: moved(),
    on: '2026-06-10',
    minutes: 90,
    topic: '送学上门',
    visitorIds: [branch().secretary],
  }
  expect((await as(branch().secretary).post('/care/visits', visit)).body).toMatchObject({ hours: 1.5 })
  const stored = await mongoose.connection.collection('careExemptions').find().toArray()
  expect(JSON.stringify(stored)).not.toContain('illness')
  expect((await listed(branch().secretary, 0)).items).toMatchObject([{ category: 'illness' }])
  const trail = JSON.stringify((await as(world.superior).get('/audit?module=care')).body)
  const name = (await as(branch().secretary).get(`/people/${moved()}`)).body.name
  expect(trail).toContain('care.exempt')
  expect(trail).not.toContain(name)
  expect(trail).not.toContain('身患重病')
})

test('转到别的支部：登记跟着人走，新支部看得到、结束得了，原支部不再看得到；学时两处一样', async () => {
  const [to] = world.branches.slice(1)
  const change = { change: { action: 'people.move', organizationId: to?.id }, subjectIds: [moved()], reason: '调动' }
  const batch = await as(world.administrator).post('/changes', change)
  expect((await as(world.administrator).post(`/imports/${batch.body.id}/commit`, {})).status).toBe(200)
  await service.drain()
  expect((await listed(branch().secretary, 0)).items).toEqual([])
  expect((await listed(branch(1).secretary, 1)).items).toMatchObject([{ id: exemptionId, personId: moved() }])
  const own = (await as(moved()).get('/member-life/mine')).body
  expect(own).toMatchObject({ exempt: true, owed: 0, hours: 1.5 })
  const sheet = await as(branch(1).secretary).get(`/meetings/attendance?organizationId=${branch(1).id}&year=2026`)
  const row = sheet.body.rows.find((one: { personId: string }) => one.personId === moved())
  expect(row).toMatchObject({ exempt: true, hours: 1.5 })
  const end = (who: string) => as(who).post(`/care/exemptions/${exemptionId}/end`, { to: '2026-06-20', reason: '康复' })
  expect((await end(branch().secretary)).status).toBe(404)
  expect((await end(branch(1).secretary)).status).toBe(200)
})
