import { plainDate } from '@shared/core/plainDate'
import * as v from '@shared/core/schema'
import { dutiesContract } from '@shared/modules/duties/contract'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { buildDemand, doneOn, dutyModules, saveDemands } from './demands'

const QUARTER = 'quarter:b:2026-Q2'
let service: TestService
let world: World
const branch = () => world.branches[0]!
const other = () => world.branches[1]!
const keyOf = (name: string) => `demands.${name}`

beforeAll(async () => {
  service = await startTestService({ modules: dutyModules })
  world = await buildWorld(service.deps, { branches: 3 })
  const id = branch().id
  const [secretary = '', , , member = ''] = branch().members
  const monthly = (month: string, more = {}) =>
    buildDemand(id, `month:b:2026-${month}`, {
      title: `${Number(month)} 月主题党日`,
      period: `2026-${month}`,
      opensOn: `2026-${month}-01`,
      dueOn: `2026-${month}-25`,
      ...more,
    })
  await saveDemands(service.deps, [
    buildDemand(id, QUARTER),
    monthly('04', doneOn(plainDate('2026-04-15'))),
    monthly('05'),
    monthly('06', { dueOn: '2026-06-15' }),
    monthly('07'),
    buildDemand(id, 'leave:s:65f0c0ffee00000000000001', {
      title: '核对党员丁的请假',
      owner: { kind: 'person', id: secretary },
      period: '65f0c0ffee00000000000001',
      dueOn: '2026-06-12',
      action: { page: '/modules/meetings/pages/roll-call/index', label: '核对' },
    }),
    buildDemand(id, 'attend:m:65f0c0ffee00000000000002', {
      title: '第二季度支部党员大会',
      why: '你是应到会的正式党员',
      owner: { kind: 'person', id: member },
      period: '65f0c0ffee00000000000002',
      dueOn: '2026-06-11',
      dueTime: '14:30',
    }),
    buildDemand(id, 'confirm:s:65f0c0ffee00000000000003', {
      owner: { kind: 'person', id: secretary },
      period: '65f0c0ffee00000000000003',
      opensOn: '2026-06-01',
      dueOn: '2026-06-14',
    }),
    buildDemand(other().id, 'quarter:o:2026-Q2'),
    buildDemand(world.branches[2]!.id, 'quarter:c:2026-Q2', { opensOn: '2026-06-01', dueOn: '2026-06-12' }),
  ])
  await service.drain()
})
afterAll(() => service.stop())

describe('GET /today', () => {
  test('没有登录的看不到', async () => {
    expect((await service.as().get('/today')).status).toBe(401)
  })
  test('党员看到自己要办的：什么、为什么是我、期限、一个按钮', async () => {
    const { status, body } = await service.as(branch().members[3]).get('/today')
    expect(status).toBe(200)
    expect(body.mine.now).toEqual([
      {
        key: keyOf('attend:m:65f0c0ffee00000000000002'),
        title: '第二季度支部党员大会',
        why: '你是应到会的正式党员',
        dueOn: '2026-06-11',
        dueTime: '14:30',
        state: 'slipping',
        action: { page: '/modules/meetings/pages/edit/index', label: '去安排' },
        source: { document: '中国共产党支部工作条例（试行）', article: '第11条' },
      },
    ])
    expect(body.branches).toEqual([])
    expect(body.superiors).toEqual([])
  })
  test('书记看到支部的环、最先会误期的三件、等核对的', async () => {
    const { body } = await service.as(branch().secretary).get('/today')
    expect(body.mine.week.map((item: { dueOn: string }) => item.dueOn)).toEqual(['2026-06-14'])
    const [own] = body.branches
    expect(own).toMatchObject({ organizationId: branch().id, name: branch().name, year: 2026 })
    expect(own.pressing).toBe(3)
    expect(own.ring).toEqual({ total: 5, done: 1, overdue: 1, slipping: 1, ahead: 2 })
    expect(own.first.map((item: { title: string }) => item.title)).toEqual([
      '5 月主题党日',
      '6 月主题党日',
      '第二季度支部党员大会',
    ])
    expect(own.waiting.map((item: { title: string }) => item.title)).toEqual(['核对党员丁的请假'])
  })
  test('上级看到需要帮助的组织有几个、最先的几个，按日期不按名次', async () => {
    const { body } = await service.as(world.superior).get('/today')
    const [top] = body.superiors
    expect(top).toMatchObject({ organizationId: world.committeeId, onTrack: 1, needHelp: 2 })
    expect(top.first.map((one: { name: string }) => one.name)).toEqual([branch().name, world.branches[2]!.name])
    expect(top.first[0].first).toMatchObject({ title: '5 月主题党日', state: 'overdue' })
  })
  test('答复由声明过的字段组成，与接口约定一字不差', async () => {
    for (const who of [branch().members[3], branch().secretary, world.superior]) {
      const { body } = await service.as(who).get('/today')
      expect(v.parse(dutiesContract.endpoints.getToday.reply, body)).toEqual(body)
    }
  })
  test('没有变化时同一份答复，带 If-None-Match 得 304；换一天就是新的', async () => {
    const first = await service.as(branch().secretary).get('/today')
    const etag = first.headers.get('etag') ?? ''
    expect((await service.as(branch().secretary).get('/today', { 'If-None-Match': etag })).status).toBe(304)
    service.clock.advance({ days: 1 })
    const next = await service.as(branch().secretary).get('/today', { 'If-None-Match': etag })
    service.clock.advance({ days: -1 })
    expect(next.status).toBe(200)
    expect(next.body.day).toBe('2026-06-12')
  })
  test('事实一变，同一进程立刻看到新的答复', async () => {
    const [, commissioner] = branch().members
    const before = await service.as(commissioner).get('/today')
    const added = buildDemand(branch().id, 'sign:k:65f0c0ffee00000000000009', {
      owner: { kind: 'person', id: commissioner! },
      period: '65f0c0ffee00000000000009',
      dueOn: '2026-06-11',
    })
    await saveDemands(service.deps, [added])
    await service.drain()
    const after = await service.as(commissioner).get('/today')
    expect(before.body.mine.now).toHaveLength(0)
    expect(after.body.mine.now).toHaveLength(1)
  })
})

describe('年度计划', () => {
  const plan = async (who: string | undefined, id = branch().id) =>
    service.as(who).get(`/duties/plan?organizationId=${id}&year=2026`)
  const line = async (name: string) =>
    (await plan(branch().secretary)).body.items.find((item: { key: string }) => item.key === keyOf(name))

  test('401 → 400 → 404 → 成功', async () => {
    expect((await plan(undefined)).status).toBe(401)
    expect((await service.as(branch().secretary).get('/duties/plan?year=abc')).status).toBe(400)
    expect((await plan(other().secretary)).status).toBe(404)
    const own = await plan(branch().members[4])
    expect(own.status).toBe(200)
    expect(own.body.items.map((item: { dueOn: string }) => item.dueOn)).toEqual([
      '2026-04-25',
      '2026-05-25',
      '2026-06-15',
      '2026-06-30',
      '2026-07-25',
    ])
    expect(own.body.items.every((item: { allowed: string[] }) => item.allowed.length === 0)).toBe(true)
    expect((await plan(world.superior)).body.allowed).toEqual([])
  })

  test('书记移动、免办、恢复，依据和原因都在', async () => {
    const secretary = service.as(branch().secretary)
    const move = (dueOn: string) =>
      secretary.post('/duties/move', { key: keyOf(QUARTER), dueOn, reason: '与检修期错开' })
    expect(
      (await secretary.post('/duties/move', { key: keyOf(QUARTER), dueOn: '2026-06-31', reason: '好' })).status,
    ).toBe(400)
    const refused = await move('2026-07-02')
    expect(refused.status).toBe(422)
    expect(refused.body.error.violations[0].source.article).toBe('第11条')
    expect((await move('2026-06-24')).status).toBe(200)
    expect(await line(QUARTER)).toMatchObject({
      dueOn: '2026-06-24',
      movedFrom: '2026-06-30',
      adjusted: { reason: '与检修期错开' },
      allowed: ['move', 'waive', 'restore'],
    })
    await secretary.post('/duties/waive', { key: keyOf(QUARTER), reason: '与上级合并召开' })
    expect(await line(QUARTER)).toMatchObject({
      state: 'waived',
      waivedBecause: '与上级合并召开',
      allowed: ['restore'],
    })
    expect((await secretary.post('/duties/restore', { key: keyOf(QUARTER), reason: '改回原安排' })).status).toBe(200)
    expect(await line(QUARTER)).toMatchObject({ dueOn: '2026-06-30', allowed: ['move', 'waive'] })
    const again = await secretary.post('/duties/restore', { key: keyOf(QUARTER), reason: '改回原安排' })
    expect(again.status).toBe(409)
  })

  test('别人不能改：党员 403，外支部书记当作不存在，上级只能看', async () => {
    const body = { key: keyOf(QUARTER), reason: '与检修期错开' }
    expect((await service.as(branch().members[4]).post('/duties/waive', body)).status).toBe(403)
    expect((await service.as(other().secretary).post('/duties/waive', body)).status).toBe(404)
    expect((await service.as(world.superior).post('/duties/waive', body)).status).toBe(403)
    expect((await line(QUARTER)).state).toBe('open')
  })

  test('自行增加一件，办结就是事实，办结后不能删', async () => {
    const secretary = service.as(branch().secretary)
    const body = { organizationId: branch().id, title: '慰问困难党员', why: '支部年初商定', dueOn: '2026-06-20' }
    expect((await secretary.post('/duties/local', { ...body, dueOn: '2026-06-01' })).status).toBe(422)
    expect((await secretary.post('/duties/local', { ...body, organizationId: other().id })).status).toBe(404)
    const { body: added } = await secretary.post('/duties/local', body)
    const find = async () =>
      (await plan(branch().secretary)).body.items.find((item: { key: string }) => item.key === added.key)
    expect(await find()).toMatchObject({ localId: added.id, allowed: ['move', 'close', 'remove'] })
    const close = (on: string) => secretary.post(`/duties/local/${added.id}/close`, { on, note: '看望 3 户' })
    expect((await close('2026-06-12')).status).toBe(422)
    expect((await close('2026-06-10')).status).toBe(200)
    expect(await find()).toMatchObject({ state: 'done', doneOn: '2026-06-10', note: '看望 3 户', allowed: [] })
    expect((await secretary.delete(`/duties/local/${added.id}`)).status).toBe(409)
    const { body: second } = await secretary.post('/duties/local', { ...body, title: '清理档案柜' })
    expect((await secretary.delete(`/duties/local/${second.id}`)).status).toBe(200)
    expect((await plan(branch().secretary)).body.items.some((item: { key: string }) => item.key === second.key)).toBe(
      false,
    )
  })

  test('导出与屏幕一致', async () => {
    const { status, body, headers } = await service.as(branch().secretary).get('/duties/plan/export?year=2026')
    expect(status).toBe(200)
    expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toContain(`${branch().name}2026年度计划.xlsx`)
    const { read, utils } = await import('@e965/xlsx')
    const book = read(body)
    const rows = utils.sheet_to_json<Record<string, string>>(book.Sheets[book.SheetNames[0]!]!)
    const shown = (await plan(branch().secretary)).body.items
    expect(rows.map((row) => [row['事项'], row['期限']])).toEqual(
      shown.map((item: { title: string; dueOn: string }) => [item.title, item.dueOn]),
    )
  })
})

describe('月历', () => {
  const june = async (query = '') =>
    (await service.as(branch().secretary).get(`/duties/month?month=2026-06${query}`)).body
  test('休息日、调休、假日名和每天的件数', async () => {
    const month = await june(`&organizationId=${branch().id}`)
    const day = (on: string) => month.days.find((one: { on: string }) => one.on === on)
    expect(month.days).toHaveLength(30)
    expect(month.confirmed).toBe(true)
    expect(day('2026-06-19')).toMatchObject({ working: false, name: expect.stringContaining('端午') })
    expect(day('2026-06-15')).toMatchObject({ working: true, count: 1, heat: 1 })
    expect(day('2026-06-15').items[0]).toMatchObject({ title: '6 月主题党日', state: 'slipping' })
  })
  test('只有我自己的', async () => {
    const month = await june()
    const busy = month.days.filter((day: { count: number }) => day.count > 0)
    expect(busy.map((day: { on: string }) => day.on)).toEqual(['2026-06-12', '2026-06-14'])
  })
  test('月份写错要说清楚', async () => {
    const { status, body } = await service.as(branch().secretary).get('/duties/month?month=2026-13')
    expect(status).toBe(400)
    expect(body.error.message).toContain('2026-06 这样')
  })
})
