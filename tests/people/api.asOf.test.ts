import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import { openSession } from '@cloud/modules/accounts/index'
import { People, PersonChanges } from '@cloud/modules/people/collection'
import { removeBatchPeople, updatePeople } from '@cloud/modules/people/index'
import { read, utils } from '@e965/xlsx'
import { buildWorld, systemWork, type World } from '../support/factories'
import { createClient, startTestService, type TestService } from '../support/service'

let service: TestService
let world: World
const branch = (i = 0) => {
  const found = world.branches[i]
  if (!found) throw new Error('no branch')
  return found
}
/** Signed in anew each time: the clock jumps over months. */
const as = (personId: string) =>
  createClient(service.url, () => openSession(service.deps, { personId }, 'wechat', 'test'))
const secretary = () => as(branch().secretary)

beforeAll(async () => {
  service = await startTestService({
    now: '2026-03-02T02:00:00.000Z',
  })
  world = await buildWorld(service.deps, { branches: 2, groups: 1 })
  await service.drain()
}, 60_000)
afterAll(() => service.stop())

const edit = (personId: string, fields: object, effectiveOn?: string) =>
  secretary().put(`/people/${personId}`, { fields, reason: '岗位调整', ...(effectiveOn && { effectiveOn }) })
const postOn = async (personId: string, day: string) =>
  (await secretary().get(`/people/${personId}/as-of?day=${day}`)).body.post

test('补登更早生效的岗位：截至各天看到的都对，现在的不变', async () => {
  const person = branch().members[4] ?? ''
  service.clock.set('2026-04-10T02:00:00.000Z')
  expect((await edit(person, { post: '安全员' })).status).toBe(200)
  service.clock.set('2026-05-10T02:00:00.000Z')
  expect((await edit(person, { post: '资料员' }, '2026-04-01')).status).toBe(200)
  expect(await postOn(person, '2026-03-20')).toBeNull()
  expect(await postOn(person, '2026-04-05')).toBe('资料员')
  expect(await postOn(person, '2026-05-10')).toBe('安全员')
  expect((await secretary().get(`/people/${person}`)).body.post).toBe('安全员')
  const { items } = (await secretary().get(`/people/${person}/history`)).body
  expect(items.map((row: { effectiveOn: string; fields: object[] }) => [row.effectiveOn, row.fields])).toEqual([
    ['2026-04-10', [expect.objectContaining({ label: '工作岗位', from: '资料员', to: '安全员' })]],
    ['2026-04-01', [expect.objectContaining({ label: '工作岗位', from: null, to: '资料员' })]],
  ])
})

test('生效日期不能晚于今天，也不能早于进入名册', async () => {
  const person = branch().members[4] ?? ''
  expect((await edit(person, { post: '质检员' }, '2026-12-01')).status).toBe(400)
  expect((await edit(person, { post: '质检员' }, '2026-01-01')).status).toBe(400)
  expect((await secretary().get(`/people/${person}/as-of?day=2026-01-01`)).status).toBe(404)
})

test('号码在历史里打码；看完整的旧号码要写用途，留痕', async () => {
  const person = branch().members[5] ?? ''
  await edit(person, { phone: '13800000001' })
  await edit(person, { phone: '13800000002' })
  const [last] = (await secretary().get(`/people/${person}/history`)).body.items
  expect(last.fields).toEqual([
    { field: 'phone', label: '手机号码', from: '138****0001', to: '138****0002', sealed: true },
  ])
  const body = { field: 'phone', purpose: '核对来电', changeId: last.id, side: 'from' }
  expect((await secretary().post(`/people/${person}/reveal`, body)).body.value).toBe('13800000001')
  const foreign = branch().members[6] ?? ''
  expect((await secretary().post(`/people/${foreign}/reveal`, body)).status).toBe(404)
  expect((await as(foreign).post(`/people/${person}/reveal`, body)).status).toBe(403)
  const audit = await as(world.administrator).get(`/audit?subjectId=${person}`)
  expect(JSON.stringify(audit.body)).toContain('历史号码')
  expect(JSON.stringify(await PersonChanges.find({ personId: person }).lean())).not.toContain('13800000001')
})

test('转走的人仍在那天的名册里；导入撤销后就像没有导入过', async () => {
  const person = branch().members[7] ?? ''
  const [batchId, taken] = [newId(), newId()]
  const { id: organizationId, path } = branch(1)
  service.clock.set('2026-06-01T02:00:00.000Z')
  const work = systemWork(service.deps)
  const move = { id: person, fields: { post: '养护工', groupId: null }, organizationId, path }
  await inTransaction(() => updatePeople(work, [move], '名册导入', batchId))
  const idsOn = async (id: string, day: string) =>
    (await as(world.superior).get(`/organizations/${id}/roster?day=${day}`)).body.members.map(
      (one: { id: string }) => one.id,
    )
  expect(await idsOn(branch().id, '2026-05-31')).toContain(person)
  expect(await idsOn(branch().id, '2026-06-01')).not.toContain(person)
  expect(await idsOn(organizationId, '2026-06-01')).toContain(person)
  expect(await idsOn(organizationId, '2026-05-31')).not.toContain(person)
  const before = await People.findById(branch().members[3]).lean()
  await inTransaction(() =>
    updatePeople(work, [{ id: branch().members[3] ?? '', fields: { post: '错的' } }], '导错了', taken),
  )
  await inTransaction(() => removeBatchPeople(work, taken))
  expect(await People.findById(branch().members[3]).lean()).toEqual(before)
  expect((await secretary().get(`/people/${branch().members[3]}/history`)).body.items).toEqual([])
})

test('截至某日的任职与导出', async () => {
  const { id, secretary: old, members } = branch(1)
  const admin = as(world.administrator)
  const { offices } = (await admin.get(`/organizations/${id}/leadership`)).body
  const office = offices.find((one: { personId: string }) => one.personId === old)
  await admin.post(`/appointments/${office.id}/end`, { to: '2026-05-31', reason: '换届' })
  await admin.post(`/organizations/${id}/appointments`, { personId: members[4], role: 'secretary', from: '2026-06-01' })
  const secretaryOn = async (day: string) =>
    (await as(world.superior).get(`/organizations/${id}/roster?day=${day}`)).body.offices.find(
      (one: { role: string }) => one.role === 'secretary',
    ).personId
  expect(await secretaryOn('2026-05-31')).toBe(old)
  expect(await secretaryOn('2026-06-01')).toBe(members[4])
  const file = await as(world.superior).get(`/organizations/${id}/roster/export?day=2026-05-31`)
  const book = read(file.body)
  expect(book.SheetNames).toEqual(['名册', '任职'])
  expect(utils.sheet_to_csv(book.Sheets['任职'] ?? {})).toContain('党员甲2,书记')
})

test('谁看得到：别的支部的查不到，同支部党员看不到别人的历史', async () => {
  const person = branch().members[4] ?? ''
  for (const path of ['history', 'as-of?day=2026-06-01'])
    for (const [who, status] of [
      [branch(1).members[6] ?? '', 404],
      [branch().members[6] ?? '', 403],
      [person, 200],
      [world.superior, 200],
    ] as const)
      expect([path, (await as(who).get(`/people/${person}/${path}`)).status]).toEqual([path, status])
  expect((await as(branch(1).members[6] ?? '').get(`/organizations/${branch().id}/roster?day=2026-06-01`)).status).toBe(
    404,
  )
  expect((await secretary().get(`/organizations/${branch().id}/roster?day=2026-06-31`)).status).toBe(400)
})
