import { recordChange } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import { Handovers } from '@cloud/modules/handovers/collection'
import { Appointments } from '@cloud/modules/organizations/index'
import { read, utils } from '@e965/xlsx'
import { type Branch, buildWorld, systemWork, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
let world: World
/** A branch of its own for each test. */
let branch: Branch
let used = 0

beforeAll(async () => {
  service = await startTestService()
  world = await buildWorld(service.deps, { branches: 11, groups: 1 })
  await service.drain()
}, 60_000)
afterAll(() => service.stop())
beforeEach(() => {
  used += 1
  const next = world.branches[used]
  if (!next) throw new Error('no branch left')
  branch = next
})

/** 党员甲 of this test's branch. */
const nameOf = (stem: string) => `党员${stem}${used + 1}`
const as = (personId: string) => service.as(personId)
const admin = () => as(world.administrator)
const termOf = async (personId: string, organizationId = branch.id) =>
  (await Appointments.findOne({ personId, organizationId }).lean())?._id ?? ''

async function end(personId: string, to = '2026-06-10'): Promise<void> {
  const answer = await admin().post(`/appointments/${await termOf(personId)}/end`, { to, reason: '工作调动' })
  expect(answer.status).toBe(200)
  await service.drain()
}
async function appoint(personId: string, role = 'secretary', from = '2026-06-11'): Promise<string> {
  const answer = await admin().post(`/organizations/${branch.id}/appointments`, { personId, role, from })
  expect(answer.status).toBe(200)
  await service.drain()
  return answer.body.id
}
async function arrange(): Promise<string> {
  const chair = as(branch.secretary)
  const { body } = await chair.get(`/meetings/proposal?organizationId=${branch.id}&kind=branchMeeting`)
  const { period: _p, organizationName: _o, why: _w, source: _s, sources: _t, people: _l, ...draft } = body
  const meeting = await chair.post('/meetings', { ...draft, on: '2026-06-18' })
  expect(meeting.status).toBe(200)
  await chair.post(`/meetings/${meeting.body.id}/notify`)
  return meeting.body.id
}
/** What whoever leaves has arranged on the last day in office. */
async function arrangeBefore(): Promise<string> {
  service.clock.set('2026-06-10T02:00:00.000Z')
  const id = await arrange()
  service.clock.set('2026-06-11T02:00:00.000Z')
  return id
}
const mine = async (personId: string) => (await as(personId).get('/handovers')).body.items
const detail = async (personId: string, id: string) => (await as(personId).get(`/handovers/${id}`)).body

/** 书记换人：原书记 → members[4]。 */
async function change(): Promise<{ id: string; old: string; successor: string; meetingId: string }> {
  const [old, successor = ''] = [branch.secretary, branch.members[4]]
  const meetingId = await arrangeBefore()
  await end(old)
  await appoint(successor)
  const [handover] = await mine(successor)
  return { id: handover.id, old, successor, meetingId }
}

test('免职当天自己开始：空缺报给上级，任命后接任人看到同一份清单', async () => {
  await arrange()
  await end(branch.secretary)
  const [vacant] = (await as(world.superior).get(`/handovers?organizationId=${branch.id}&running=1`)).body.items
  expect(vacant).toMatchObject({
    state: 'vacant',
    role: 'secretary',
    to: null,
    from: { name: nameOf('甲'), day: '2026-06-10' },
  })
  const today = await as(world.superior).get('/today')
  expect(JSON.stringify(today.body.mine)).toContain('空缺，请确定接任人')
  await appoint(branch.members[4] ?? '')
  const [open] = await mine(branch.members[4] ?? '')
  expect(open).toMatchObject({
    id: vacant.id,
    state: 'open',
    to: { name: nameOf('戊'), day: '2026-06-11' },
    dueOn: '2026-06-22',
  })
  const { items, entries } = await detail(branch.members[4] ?? '', open.id)
  expect(items.map((item: { title: string }) => item.title)).toEqual(
    expect.arrayContaining([expect.stringContaining('已安排，还没有开'), expect.stringContaining('主题党日')]),
  )
  expect(entries.map((entry: { kind: string }) => entry.kind)).toEqual(['successor'])
  const duties = await as(branch.members[4] ?? '').get('/today')
  expect(JSON.stringify(duties.body.mine)).toContain(`接收${branch.name}书记的工作`)
  const old = await as(branch.secretary).get('/today')
  expect(JSON.stringify(old.body.mine)).toContain(`移交${branch.name}书记的工作`)
})

test('逐项接收、提问、答复、补充；都接收后自己结束，清单能导出', async () => {
  const { id, old, successor, meetingId } = await change()
  const all = (await detail(successor, id)).items
  const first = all.find((item: { key: string }) => item.key === `meetings:meeting-${meetingId}`)
  const second = all.find((item: { key: string }) => item.key !== first.key)
  expect(first.allowed).toEqual(['accept', 'ask'])
  expect((await as(successor).post(`/handovers/${id}/ask`, { key: first.key, text: '场地订了吗' })).status).toBe(200)
  expect((await as(successor).post(`/handovers/${id}/ask`, { key: first.key, text: '还有吗' })).status).toBe(409)
  await service.drain()
  expect(JSON.stringify((await as(old).get('/today')).body.mine)).toContain(`答复${branch.name}书记交接中的提问`)
  expect((await detail(old, id)).items.find((item: { key: string }) => item.key === first.key)).toMatchObject({
    state: 'asked',
    allowed: ['answer'],
  })
  expect((await as(old).post(`/handovers/${id}/answer`, { key: first.key, text: '订了' })).status).toBe(200)
  const own = await as(old).post(`/handovers/${id}/items`, { title: '活动室钥匙', note: '在办公室抽屉' })
  expect(own.status).toBe(200)
  expect((await as(old).post(`/handovers/${id}/give`)).status).toBe(200)
  expect((await as(successor).post(`/handovers/${id}/finish`)).status).toBe(409)
  const one = await as(successor).post(`/handovers/${id}/accept`, { keys: [first.key] })
  expect(one.body.state).toBe('open')
  expect((await as(successor).post(`/handovers/${id}/accept`, { keys: [first.key] })).status).toBe(409)
  expect((await as(successor).post(`/handovers/${id}/accept`, { keys: ['nothing'] })).status).toBe(404)
  const { items } = await detail(successor, id)
  const rest = items
    .filter((item: { state: string }) => item.state === 'waiting')
    .map((item: { key: string }) => item.key)
  expect(rest).toContain(own.body.key)
  expect(rest).toContain(second.key)
  expect((await as(successor).post(`/handovers/${id}/accept`, { keys: rest })).body.state).toBe('finished')
  const done = await detail(old, id)
  expect(done).toMatchObject({
    state: 'finished',
    finishedOn: '2026-06-11',
    pending: 0,
    allowed: ['correct', 'export'],
  })
  expect((await as(successor).post(`/handovers/${id}/ask`, { key: first.key, text: '再问' })).status).toBe(403)
  expect((await as(old).post(`/handovers/${id}/correct`, { text: '钥匙在门卫处' })).status).toBe(200)
  expect((await detail(successor, id)).entries.map((entry: { kind: string }) => entry.kind)).toEqual([
    'successor',
    'give',
    'finish',
    'correct',
  ])
  const file = await as(successor).get(`/handovers/${id}/sheet`)
  const sheet = read(file.body).Sheets['交接清单']
  const text = sheet ? utils.sheet_to_csv(sheet) : ''
  for (const word of [nameOf('甲'), nameOf('戊'), '活动室钥匙', '场地订了吗', '2026-06-11', '已接收'])
    expect(text).toContain(word)
  await service.drain()
  expect(JSON.stringify((await as(successor).get('/today')).body.mine)).not.toContain(`接收${branch.name}书记`)
})

test('其间办结的自己变成已办结；只剩这些时确认一下就接完', async () => {
  const { id, successor, meetingId } = await change()
  const before = await detail(successor, id)
  const key = `meetings:meeting-${meetingId}`
  const keys = before.items.map((item: { key: string }) => item.key).filter((one: string) => one !== key)
  expect((await as(successor).post(`/handovers/${id}/accept`, { keys })).body.state).toBe('open')
  await as(branch.commissioner).post(`/meetings/${meetingId}/cancel`, { reason: '与上级会议冲突' })
  const after = await detail(successor, id)
  expect(after.items.find((item: { key: string }) => item.key === key).state).toBe('settled')
  expect(after).toMatchObject({ pending: 0, state: 'open' })
  expect(after.allowed).toContain('finish')
  expect((await as(successor).post(`/handovers/${id}/accept`, { keys: [key] })).status).toBe(409)
  expect((await as(successor).post(`/handovers/${id}/finish`)).status).toBe(200)
  expect((await detail(successor, id)).items.find((item: { key: string }) => item.key === key).state).toBe('settled')
})

test('前任来不了：上级代为移交；空缺时上级暂接', async () => {
  const { id, old, successor } = await change()
  expect((await as(successor).post(`/handovers/${id}/stand-in`, { reason: '我自己来' })).status).toBe(403)
  expect((await as(world.superior).post(`/handovers/${id}/stand-in`, { reason: '前任已离职' })).status).toBe(200)
  expect((await as(old).post(`/handovers/${id}/give`)).status).toBe(403)
  expect((await as(world.superior).post(`/handovers/${id}/give`)).status).toBe(200)
  expect(await detail(successor, id)).toMatchObject({ standIn: { name: '党委书记甲', reason: '前任已离职' } })
  await end(branch.members[2] ?? '')
  const [vacant] = (await as(world.superior).get(`/handovers?organizationId=${branch.id}`)).body.items.filter(
    (one: { role: string }) => one.role === 'disciplineCommissioner',
  )
  expect(vacant.state).toBe('vacant')
  expect((await as(world.superior).post(`/handovers/${vacant.id}/finish`)).status).toBe(200)
})

test('前任去世：不等谁登记，交接直接由上级移交；登记撤销了又归前任', async () => {
  const old = branch.secretary
  const gone = await admin().post(`/people/${old}/leaving`, { on: '2026-06-11', because: 'deceased', note: '因病去世' })
  expect(gone.status).toBe(200)
  await service.drain()
  const list = `/handovers?organizationId=${branch.id}`
  const [handover] = (await as(world.superior).get(list)).body.items
  expect((await detail(world.superior, handover.id)).allowed).toEqual(expect.arrayContaining(['add', 'give', 'accept']))
  const own = await as(world.superior).post(`/handovers/${handover.id}/items`, { title: '印章', note: '在党委办' })
  expect(own.status).toBe(200)
  expect((await admin().post(`/people/${old}/leaving/undo`, { reason: '登记错人' })).status).toBe(200)
  await service.drain()
  expect((await as(world.superior).get(list)).body.items[0].state).toBe('withdrawn')
})

test('任命撤销：交接跟着退回空缺；免职也撤销就没有交接；已经接收的留着', async () => {
  const { id, old, successor } = await change()
  const [first] = (await detail(successor, id)).items
  await as(successor).post(`/handovers/${id}/accept`, { keys: [first.key] })
  const undo = (work: () => Promise<unknown>) =>
    inTransaction(async () => {
      await work()
      const changed = { organizationId: branch.id, fact: 'organizations.appointment', factId: branch.id }
      await recordChange(systemWork(service.deps), [changed])
    })
  await undo(() => Appointments.deleteOne({ personId: successor, organizationId: branch.id }))
  // Before the consumer has heard of it, too.
  const early = await as(successor).post(`/handovers/${id}/finish`)
  expect(early.status).toBe(409)
  await service.drain()
  expect((await as(successor).get(`/handovers/${id}`)).status).toBe(404)
  const vacant = await detail(world.superior, id)
  expect(vacant).toMatchObject({ state: 'vacant', to: null })
  expect(vacant.items.find((item: { key: string }) => item.key === first.key).state).toBe('accepted')
  await undo(() => Appointments.updateOne({ personId: old, organizationId: branch.id }, { $set: { to: null } }))
  await service.drain()
  expect((await detail(old, id)).state).toBe('withdrawn')
  expect(JSON.stringify((await as(old).get('/today')).body.mine)).not.toContain(`移交${branch.name}书记`)
  await end(old)
  expect((await detail(old, id)).state).toBe('vacant')
  expect(await Handovers.countDocuments({ organizationId: branch.id })).toBe(1)
})

test('两个接任人同时接收同一项：只有一个成', async () => {
  const { id, successor } = await change()
  const [first] = (await detail(successor, id)).items
  const answers = await Promise.all(
    [1, 2].map(() => as(successor).post(`/handovers/${id}/accept`, { keys: [first.key] })),
  )
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  const stored = await Handovers.findById(id).lean()
  expect(stored?.entries.filter((entry) => entry.kind === 'accept')).toHaveLength(1)
})

test('外人看不到也做不了；别的支部的组织查不到', async () => {
  const { id } = await change()
  for (const stranger of [world.branches[0]?.secretary ?? '', branch.members[6] ?? '', branch.commissioner]) {
    expect((await as(stranger).get(`/handovers/${id}`)).status).toBe(404)
    expect((await as(stranger).get(`/handovers/${id}/sheet`)).status).toBe(404)
    expect((await as(stranger).post(`/handovers/${id}/give`)).status).toBe(404)
    expect((await as(stranger).get(`/handovers?organizationId=${branch.id}`)).status).toBe(404)
    expect(await mine(stranger)).toEqual([])
  }
  expect((await service.as().get('/handovers')).status).toBe(401)
  expect((await as(world.superior).get(`/handovers/${'f'.repeat(24)}`)).status).toBe(404)
  expect((await as(world.superior).post(`/handovers/${id}/accept`, { keys: [] })).status).toBe(400)
})

test('接任前每夜补上新出现的事；到任后的不再列进来', async () => {
  await end(branch.secretary, '2026-06-30')
  await appoint(branch.members[4] ?? '', 'secretary', '2026-07-01')
  const [handover] = await mine(branch.members[4] ?? '')
  const before = (await Handovers.findById(handover.id).lean())?.items.length ?? 0
  const meetingId = await arrange()
  service.clock.advance({ days: 1 })
  await service.runJobs()
  const keys = async () => (await Handovers.findById(handover.id).lean())?.items.map((item) => item.key) ?? []
  expect((await keys()).length).toBeGreaterThan(before)
  expect(await keys()).toContain(`meetings:meeting-${meetingId}`)
  service.clock.set('2026-07-02T02:00:00.000Z')
  const later = await keys()
  await as(branch.members[4] ?? '').get(`/handovers/${handover.id}`)
  await service.runJobs()
  expect(await keys()).toEqual(later)
})

test('席位空着时新出现的事，前任看不到也碰不了；上级和接任人看得到，问前任也不行', async () => {
  const [old, successor = ''] = [branch.secretary, branch.members[4]]
  const before = await arrangeBefore()
  await end(old)
  const [handover] = await mine(old)
  const titled = async (personId: string) =>
    (await detail(personId, handover.id)).items.map((item: { key: string }) => item.key)
  const seen = await titled(old)
  expect(seen).toContain(`meetings:meeting-${before}`)

  service.clock.set('2026-06-15T02:00:00.000Z')
  const deputy = { personId: branch.members[3], role: 'deputySecretary', from: '2026-06-12' }
  expect((await admin().post(`/organizations/${branch.id}/appointments`, deputy)).status).toBe(200)
  const fresh = await as(branch.members[3] ?? '').post('/meetings', {
    organizationId: branch.id,
    kind: 'lecture',
    title: '空缺期间的党课',
    on: '2026-06-19',
    startTime: '14:00',
    endTime: '15:00',
    place: '会议室',
    chairId: branch.members[3],
    recorderId: branch.members[4],
    agenda: [{ title: '学习', kind: 'study' }],
  })
  expect(fresh.status).toBe(200)
  await service.drain()
  await service.runJobs()
  const key = `meetings:meeting-${fresh.body.id}`
  expect(await titled(world.superior)).toContain(key)
  expect(await titled(old)).toEqual(seen)
  const sheet = read((await as(old).get(`/handovers/${handover.id}/sheet`)).body).Sheets['交接清单']
  expect(sheet ? utils.sheet_to_csv(sheet) : '空缺期间的党课').not.toContain('空缺期间的党课')
  expect((await as(old).post(`/handovers/${handover.id}/answer`, { key, text: '知道' })).status).toBe(404)

  await appoint(successor, 'secretary', '2026-06-16')
  service.clock.set('2026-06-16T02:00:00.000Z')
  const items = (await detail(successor, handover.id)).items
  expect(items.find((item: { key: string }) => item.key === key).allowed).toEqual(['accept'])
  expect((await as(successor).post(`/handovers/${handover.id}/ask`, { key, text: '场地呢' })).status).toBe(409)
  const known = `meetings:meeting-${before}`
  expect((await as(successor).post(`/handovers/${handover.id}/ask`, { key: known, text: '场地呢' })).status).toBe(200)
  expect((await as(old).post(`/handovers/${handover.id}/answer`, { key: known, text: '订了' })).status).toBe(200)
  expect(await titled(old)).toEqual(seen)
})
