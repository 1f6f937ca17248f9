import { Talks } from '@cloud/modules/talks/collection'
import { talks } from '@cloud/modules/talks/index'
import { plainDateOf } from '@shared/core/plainDate'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
let world: World
const NOW = '2026-06-01T01:00:00.000Z'

beforeAll(async () => {
  service = await startTestService({ now: NOW })
  world = await buildWorld(service.deps, { branches: 2, members: 7 })
})
afterAll(() => service.stop())
beforeEach(async () => {
  service.clock.set(NOW)
  await Talks.deleteMany({})
})

const branch = () => world.branches[0] as World['branches'][number]
const other = () => world.branches[1] as World['branches'][number]
const member = (i: number) => branch().members[i] ?? ''
const draft = (withId: string, more: object = {}) => ({
  withId,
  on: '2026-05-29',
  place: '工地',
  topic: 'thought',
  ...more,
})
const record = async (by: string, withId: string, more: object = {}) =>
  (await service.as(by).post('/talks', draft(withId, more))).body.id as string
const duties = async () =>
  (await talks.obligations?.compute(service.deps, [branch().id], 2026, plainDateOf(service.clock.now()))) ?? []

describe('登记与确认', () => {
  test('401 → 400 → 404 外支部 → 成功；种类由职务得出，对方一点就确认', async () => {
    expect((await service.as().post('/talks', draft(member(3)))).status).toBe(401)
    const me = service.as(branch().secretary)
    expect((await me.post('/talks', draft(member(3), { topic: 'secret' }))).status).toBe(400)
    expect((await me.post('/talks', draft(branch().secretary))).status).toBe(400)
    expect((await me.post('/talks', draft(member(3), { on: '2026-06-02' }))).status).toBe(400)
    expect((await me.post('/talks', draft(member(3), { on: '2024-06-02' }))).status).toBe(400)
    expect((await me.post('/talks', draft(other().members[3] ?? ''))).status).toBe(404)
    expect((await me.post('/talks', draft('f'.repeat(24)))).status).toBe(404)
    const id = await record(branch().secretary, member(3))
    expect((await me.get(`/talks/${id}`)).body).toMatchObject({
      kind: 'committeeMember',
      state: 'waiting',
      forMe: false,
    })
    expect((await me.post(`/talks/${id}/confirm`, {})).status).toBe(403)
    const his = service.as(member(3))
    expect((await his.get('/talks')).body.items).toMatchObject([{ id, forMe: true }])
    expect((await his.post(`/talks/${id}/confirm`, {})).status).toBe(200)
    expect((await his.post(`/talks/${id}/confirm`, {})).status).toBe(200)
    expect((await his.get(`/talks/${id}`)).body).toMatchObject({ state: 'confirmed', history: [{}, {}] })
  })

  test('写了的话加密保存，只有双方和书记看得到', async () => {
    const id = await record(member(3), member(4), { note: '家里老人住院，心里着急' })
    expect(JSON.stringify(await Talks.findById(id).lean())).not.toContain('住院')
    const note = async (who: string) => (await service.as(who).get(`/talks/${id}`)).body.note
    expect(await note(member(3))).toContain('住院')
    expect(await note(member(4))).toContain('住院')
    expect(await note(branch().secretary)).toContain('住院')
    const commissioner = await service.as(branch().commissioner).get(`/talks/${id}`)
    expect(commissioner.body).toMatchObject({ noteHidden: true })
    expect(commissioner.body.note).toBeUndefined()
    for (const who of [member(5), other().secretary, world.superior, world.administrator])
      expect((await service.as(who).get(`/talks/${id}`)).status).toBe(404)
  })

  test('同两个人同一天只有一次；两人同时登记，也只成一次', async () => {
    const answers = await Promise.all([
      service.as(member(3)).post('/talks', draft(member(4))),
      service.as(member(4)).post('/talks', draft(member(3))),
      service.as(member(3)).post('/talks', draft(member(4))),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(await Talks.countDocuments({})).toBe(1)
  })

  test('没有谈过可以说明，记错了可以撤回，写的原因也加密；都不再计入', async () => {
    const id = await record(member(3), member(4))
    expect((await service.as(member(3)).post(`/talks/${id}/dispute`, { reason: '没有' })).status).toBe(403)
    expect((await service.as(member(4)).post(`/talks/${id}/dispute`, { reason: '那天我出差' })).status).toBe(200)
    expect(JSON.stringify(await Talks.findById(id).lean())).not.toContain('出差')
    expect((await service.as(member(5)).post(`/talks/${id}/withdraw`, { reason: '无关' })).status).toBe(404)
    expect((await service.as(branch().commissioner).post(`/talks/${id}/withdraw`, { reason: '不行' })).status).toBe(403)
    expect((await service.as(member(3)).post(`/talks/${id}/withdraw`, { reason: '记错了人' })).status).toBe(200)
    expect((await service.as(member(4)).post(`/talks/${id}/confirm`, {})).status).toBe(403)
    // 撤回之后，同一天可以重新登记。
    expect(await record(member(3), member(4))).toBeDefined()
  })

  test('确认和撤回撞在一起：谁先都行，成了几步就留下几步，没成的说得清楚', async () => {
    const id = await record(member(3), member(4))
    const [confirmed, withdrawn] = await Promise.all([
      service.as(member(4)).post(`/talks/${id}/confirm`, {}),
      service.as(member(3)).post(`/talks/${id}/withdraw`, { reason: '记错了' }),
    ])
    const done = [confirmed, withdrawn].filter(({ status }) => status === 200)
    const refused = [confirmed, withdrawn].filter(({ status }) => status !== 200)
    expect(done.length).toBeGreaterThan(0)
    for (const { status } of refused) expect([403, 409]).toContain(status)
    const { state, entries } = (await Talks.findById(id).lean()) ?? {}
    expect(state).toBe(withdrawn.status === 200 ? 'withdrawn' : 'confirmed')
    expect(entries).toHaveLength(1 + done.length)
  })

  test('操作记录不写和谁谈：上级只看得到数', async () => {
    const { name } = (await service.as(branch().secretary).get(`/people/${member(3)}`)).body
    const trail = (await service.as(world.superior).get('/audit?module=talks')).body
    const summaries = trail.items.map((one: { summary: string }) => one.summary)
    expect(summaries.length).toBeGreaterThan(3)
    expect(summaries.join()).not.toContain(name)
  })

  test('不用手机的党员由书记代确认，要写原因', async () => {
    const id = await record(member(3), member(4))
    expect((await service.as(branch().secretary).post(`/talks/${id}/confirm`, {})).status).toBe(403)
    expect(
      (await service.as(branch().secretary).post(`/talks/${id}/confirm`, { reason: '老党员不用手机' })).status,
    ).toBe(200)
  })
})

describe('覆盖', () => {
  test('还差谁配给谁；书记看得到矩阵，党员看不到，上级只看得到数', async () => {
    const id = branch().id
    expect((await service.as(member(4)).get(`/talks/coverage?organizationId=${id}`)).status).toBe(404)
    expect((await service.as(world.superior).get(`/talks/coverage?organizationId=${id}`)).status).toBe(404)
    const mine = await service.as(member(4)).get('/talks/proposal')
    expect(mine.body).toMatchObject({ due: 2, done: 0, allowed: ['record'] })
    expect(mine.body.proposed.map((one: { kind: string }) => one.kind).sort()).toEqual(['committeeMember', 'members'])

    const before = await service.as(branch().secretary).get(`/talks/coverage?organizationId=${id}`)
    expect(before.body).toMatchObject({ hasCommittee: true, byKind: { committee: { due: 3, done: 0 } } })
    for (const { people } of before.body.proposed) {
      const [a, b] = people.map((one: { personId: string }) => one.personId)
      const talk = await record(a, b)
      expect((await service.as(b).post(`/talks/${talk}/confirm`, {})).status).toBe(200)
    }
    const after = await service.as(branch().secretary).get(`/talks/coverage?organizationId=${id}`)
    expect(after.body).toMatchObject({ missing: [], proposed: [] })
    expect((await duties()).every((duty) => duty.doneBy)).toBe(true)

    expect(
      (await service.as(branch().secretary).get(`/talks/overview?organizationId=${world.committeeId}`)).status,
    ).toBe(404)
    const numbers = await service.as(world.superior).get(`/talks/overview?organizationId=${world.committeeId}`)
    expect(numbers.body.items).toHaveLength(2)
    expect(numbers.body.items.find((one: { organizationId: string }) => one.organizationId === id)).toMatchObject({
      due: 11,
      done: 11,
    })
    const words = JSON.stringify(numbers.body)
    for (const person of branch().members) expect(words).not.toContain(person)
    expect(words).not.toContain('党员')
  })

  test('登记以后对方有一项待确认，支部有一项全覆盖，每人一项；确认了就完成', async () => {
    const id = await record(branch().secretary, member(3))
    const rules = (await duties()).map(({ rule, owner }) => `${rule} ${owner.id}`)
    expect(rules).toContain(`talks.confirm ${member(3)}`)
    expect(rules).toContain(`talks.coverage ${branch().id}`)
    expect(rules.filter((one) => one.startsWith('talks.own'))).toHaveLength(7)
    await service.as(member(3)).post(`/talks/${id}/confirm`, {})
    expect((await duties()).find(({ rule }) => rule === 'talks.confirm')?.doneBy).toMatchObject({ id })
    await service.drain()
    const today = await service.as(branch().secretary).get('/today')
    expect(JSON.stringify(today.body)).toContain('谈心谈话')
  })
})
