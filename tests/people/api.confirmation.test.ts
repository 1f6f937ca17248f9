import { openSession } from '@cloud/modules/accounts/index'
import { Corrections } from '@cloud/modules/people/collection'
import { buildWorld, type World } from '../support/factories'
import { createClient, startTestService, type TestService } from '../support/service'

let service: TestService
let world: World
const branch = () => {
  const [first] = world.branches
  if (!first) throw new Error('no branch')
  return first
}
/** Signed in anew each time: the clock jumps over months. */
const as = (personId: string) =>
  createClient(service.url, () => openSession(service.deps, { personId }, 'wechat', 'test'))
const member = (i = 4) => branch().members[i] ?? ''

beforeAll(async () => {
  service = await startTestService()
  world = await buildWorld(service.deps, { branches: 2 })
  await service.drain()
}, 60_000)
afterAll(() => service.stop())

const mine = async (personId: string) => (await as(personId).get('/me/confirmation')).body
const progress = async (personId = branch().secretary) => as(personId).get(`/organizations/${branch().id}/confirmation`)

test('小卡片问四项，一次点完；点过的一年内不再问', async () => {
  const before = await mine(member())
  expect(before.due).toBe(4)
  const fields = before.fields.filter((one: { due: boolean }) => one.due).map((one: { field: string }) => one.field)
  expect(fields).toEqual(['phone', 'address', 'post', 'education'])
  expect((await as(member()).post('/me/confirmation', { fields })).status).toBe(200)
  expect((await mine(member())).due).toBe(0)
  const { body } = await progress()
  expect(body).toMatchObject({ members: 9, confirmed: 1 })
  expect(body.toAsk.map((one: { personId: string }) => one.personId)).not.toContain(member())
  expect(body.toAsk[0].labels).toEqual(['手机号码', '家庭住址', '工作岗位', '学历'])
})

test('改手机、住址马上生效，号码打码；改学历等书记核对', async () => {
  const direct = await as(member(5)).post('/me/corrections', { field: 'phone', value: '13800000009' })
  expect(direct.body).toEqual({ applied: true })
  const phone = (await mine(member(5))).fields.find((one: { field: string }) => one.field === 'phone')
  expect(phone).toMatchObject({ value: '138****0009', confirmedOn: '2026-06-11', due: false })
  const asked = await as(member(5)).post('/me/corrections', { field: 'education', value: '研究生' })
  expect(asked.body).toEqual({ applied: false })
  const own = (await mine(member(5))).fields.find((one: { field: string }) => one.field === 'education')
  expect(own).toMatchObject({ value: null, waiting: '研究生', due: false })
  await service.drain()
  expect(JSON.stringify((await as(branch().secretary).get('/today')).body)).toContain('更正的学历')
  const [row] = (await progress()).body.waiting
  expect(row).toMatchObject({ personId: member(5), label: '学历', from: null, to: '研究生', allowed: ['decide'] })
  const decide = `/people/corrections/${row.id}/decide`
  expect((await as(branch().secretary).post(decide, { approve: false })).status).toBe(400)
  expect((await as(branch().secretary).post(decide, { approve: true })).status).toBe(200)
  expect((await as(branch().commissioner).post(decide, { approve: true })).status).toBe(409)
  const done = (await mine(member(5))).fields.find((one: { field: string }) => one.field === 'education')
  expect(done).toMatchObject({ value: '研究生', waiting: null, confirmedOn: '2026-06-11' })
  const history = await as(member(5)).get(`/people/${member(5)}/history`)
  expect(history.body.items.map((one: { reason: string }) => one.reason)).toEqual([
    expect.stringContaining('核对'),
    '本人更正',
  ])
  await service.drain()
  expect(JSON.stringify((await as(branch().secretary).get('/today')).body.mine)).not.toContain('更正的学历')
})

test('填得不对的不收；自己的更正由别人核对；两个人同时核对只有一个成', async () => {
  const { secretary, commissioner } = branch()
  expect((await as(member(6)).post('/me/corrections', { field: 'phone', value: '123' })).status).toBe(400)
  expect((await as(member(6)).post('/me/corrections', { field: 'birthOn', value: '2026-02-30' })).status).toBe(400)
  expect((await as(member(6)).post('/me/corrections', { field: 'idNumber', value: '1' })).status).toBe(400)
  await as(secretary).post('/me/corrections', { field: 'education', value: '大学' })
  await as(secretary).post('/me/corrections', { field: 'education', value: '本科' })
  const rows = await Corrections.find({ personId: secretary, state: 'waiting' }).lean()
  expect(rows.map((row) => row.value)).toEqual(['本科'])
  const decide = `/people/corrections/${rows[0]?._id}/decide`
  expect((await as(secretary).post(decide, { approve: true })).status).toBe(403)
  const both = await Promise.all([
    as(commissioner).post(decide, { approve: true }),
    as(world.administrator).post(decide, { approve: false, reason: '证书不对' }),
  ])
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 409])
})

test('谁看得到核对进度', async () => {
  expect((await progress(branch().commissioner)).status).toBe(200)
  expect((await progress(world.administrator)).status).toBe(200)
  expect((await progress(member())).status).toBe(403)
  expect((await progress(world.branches[1]?.secretary)).status).toBe(404)
  expect((await service.as().get('/me/confirmation')).status).toBe(401)
  const foreign = await as(member(7)).post('/me/corrections', { field: 'ethnicity', value: '汉族' })
  expect(foreign.status).toBe(200)
  const [row] = await Corrections.find({ personId: member(7) }).lean()
  const answer = await as(world.branches[1]?.secretary ?? '').post(`/people/corrections/${row?._id}/decide`, {
    approve: true,
  })
  expect(answer.status).toBe(404)
})

test('一年一次的任务：三十天后才出现，点完就完成', async () => {
  service.clock.set('2026-08-20T02:00:00.000Z')
  await service.runJobs()
  await service.drain()
  const today = async (personId: string) => JSON.stringify((await as(personId).get('/today')).body.mine)
  expect(await today(member(6))).toContain('核对本人信息')
  expect(await today(member())).not.toContain('核对本人信息')
  const fields = ['phone', 'address', 'post', 'education']
  await as(member(6)).post('/me/confirmation', { fields })
  await service.drain()
  expect(await today(member(6))).not.toContain('核对本人信息')
})

test('更正还没核对就转走了：跟着人到新支部，由新支部核对', async () => {
  const [, to] = world.branches
  const person = member(5)
  await as(person).post('/me/corrections', { field: 'education', value: '大专' })
  const change = { change: { action: 'people.move', organizationId: to?.id }, subjectIds: [person], reason: '调动' }
  const batch = await as(world.administrator).post('/changes', change)
  expect((await as(world.administrator).post(`/imports/${batch.body.id}/commit`, {})).status).toBe(200)
  await service.drain()
  const waitingIn = async (secretary: string, organizationId: string) =>
    (await as(secretary).get(`/organizations/${organizationId}/confirmation`)).body.waiting.filter(
      (one: { personId: string }) => one.personId === person,
    )
  expect(await waitingIn(branch().secretary, branch().id)).toEqual([])
  const [row] = await waitingIn(to?.secretary ?? '', to?.id ?? '')
  expect(row).toMatchObject({ to: '大专', allowed: ['decide'] })
  expect(JSON.stringify((await as(branch().secretary).get('/today')).body)).not.toContain('更正的学历')
  expect(JSON.stringify((await as(to?.secretary ?? '').get('/today')).body)).toContain('更正的学历')
})
