import { setTimeout as delay } from 'node:timers/promises'
import { ASKED_FACT, Askings } from '@cloud/core/asked'
import { Months } from '@cloud/modules/burden/collection'
import { burdenConsumer } from '@cloud/modules/burden/consumer'
import { isSwitchedOnFor } from '@cloud/modules/burden/index'
import { plainDate } from '@shared/core/plainDate'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
let world: World
const branch = () => world.branches[0]!
const other = () => world.branches[1]!
const typed = (count: number) => ({ headers: { 'X-Typed': String(count) } })
const month = (personId: string, organizationId = branch().id, which = '2026-06') =>
  service.as(personId).get(`/burden/month?organizationId=${organizationId}&month=${which}`)

beforeAll(async () => {
  service = await startTestService()
  world = await buildWorld(service.deps, { branches: 2 })
  await service.drain()
})
afterAll(() => service.stop())

const addLocalItem = (title: string, count: number, key?: string) =>
  service
    .as(branch().secretary)
    .post(
      '/duties/local',
      { organizationId: branch().id, title, why: '支部自己定的', opensOn: '2026-06-12', dueOn: '2026-06-25' },
      { ...typed(count), ...(key && { key }) },
    )

describe('要求填了多少', () => {
  test('手工填的才算，只点一下不算；同一次请求发两遍算一次', async () => {
    expect((await addLocalItem('联系点走访困难党员', 2, 'burden-key-0001')).status).toBe(200)
    expect((await addLocalItem('联系点走访困难党员', 2, 'burden-key-0001')).status).toBe(200)
    expect((await addLocalItem('整理活动室', 0)).status).toBe(200)
    await service.drain()
    const { status, body } = await month(branch().secretary)
    expect(status).toBe(200)
    expect(body.total).toMatchObject({ times: 1, typed: 2 })
    expect(body.total.fields).toBeGreaterThan(2)
    expect(body.total.known).toBe(body.total.fields - 2)
    expect(body.total.minutes).toBeGreaterThan(0.6)
    expect(body.by).toHaveLength(1)
    expect(body.by[0]).toMatchObject({ module: 'duties' })
    expect(body.by[0].title).not.toContain('duties')
  })

  test('被退回的填报不算，填得比请求里还多的按请求算', async () => {
    const before = (await month(branch().secretary)).body.total
    expect((await addLocalItem('', 3)).status).toBe(400)
    expect((await addLocalItem('学习角换新书', 400)).status).toBe(200)
    await service.drain()
    const { total } = (await month(branch().secretary)).body
    expect(total.times).toBe(before.times + 1)
    expect(total.typed - before.typed).toBe(total.fields - before.fields)
  })

  test('记下的没有姓名、没有原文、没有时长', async () => {
    const rows = await Askings.find().lean()
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(Object.keys(row).sort()).toEqual([
        '_id',
        'at',
        'endpoint',
        'fields',
        'month',
        'organizationId',
        'texts',
        'typed',
      ])
      expect(JSON.stringify(row)).not.toMatch(/[\u4e00-\u9fff]/)
      expect(JSON.stringify(row)).not.toContain(branch().secretary)
    }
  })

  test('两个实例同时合计，后来的填报不会被先读到的旧数盖掉', async () => {
    await addLocalItem('布置宣传栏', 2)
    const at = new Date('2026-06-11T02:00:00Z')
    const changes = [{ _id: '', organizationId: branch().id, fact: ASKED_FACT, factId: '', at, pending: [] }]
    const replace = Months.replaceOne.bind(Months)
    let hasRead: () => void = () => undefined
    const read = new Promise<void>((resolve) => {
      hasRead = resolve
    })
    const slow = jest.spyOn(Months, 'replaceOne').mockImplementationOnce((async (
      ...args: Parameters<typeof replace>
    ) => {
      hasRead()
      await delay(400)
      return replace(...args)
    }) as never)
    const first = burdenConsumer.apply(service.deps, changes)
    await read
    await addLocalItem('布置宣传栏二', 2)
    await Promise.all([first, burdenConsumer.apply(service.deps, changes)])
    slow.mockRestore()
    const shown = (await month(branch().secretary)).body.total
    await service.drain()
    expect((await month(branch().secretary)).body.total).toEqual(shown)
    expect(shown.times).toBe(await Askings.countDocuments({ organizationId: branch().id, month: '2026-06' }))
  })

  test('读模型删了重算，一样', async () => {
    const before = await Months.find().sort({ _id: 1 }).lean()
    await Months.deleteMany({})
    const { burdenConsumer } = await import('@cloud/modules/burden/consumer')
    const at = new Date(service.clock.now())
    const change = { _id: '1', fact: 'core.asked', factId: '1', at, pending: [] }
    await burdenConsumer.apply(
      service.deps,
      before.map(({ organizationId }) => ({ ...change, organizationId })),
    )
    expect(await Months.find().sort({ _id: 1 }).lean()).toEqual(before)
  })
})

describe('谁看得到', () => {
  test('本支部党员看得到自己支部的，看不到别的支部', async () => {
    expect((await service.as().get(`/burden/month?organizationId=${branch().id}&month=2026-06`)).status).toBe(401)
    expect((await month(branch().members[5]!)).status).toBe(200)
    expect((await month(branch().members[5]!, other().id)).status).toBe(404)
    expect((await month(branch().secretary, branch().id, '2026-13')).status).toBe(400)
  })

  test('上级看到下面各支部，要得多的在前；别人看不到', async () => {
    const address = `/burden/branches?month=2026-06&organizationId=${world.committeeId}`
    expect((await service.as(branch().members[5]).get(address)).status).toBe(403)
    expect((await service.as(other().secretary).get(address)).status).toBe(404)
    const { body } = await service.as(world.superior).get('/burden/branches?month=2026-06')
    expect(body.items.map((row: { organizationId: string }) => row.organizationId)).toEqual([branch().id])
    expect(body.total).toEqual((await month(world.superior)).body.total)
    expect(body).toMatchObject({ branches: 1, next: null })
  })
})

describe('积分、排名、在线时长', () => {
  const draft = (more: object = {}) => ({
    organizationId: world.committeeId,
    feature: 'points',
    campaign: '安全生产月答题',
    from: '2026-06-01',
    to: '2026-06-30',
    reason: '自愿参加的趣味答题',
    voluntary: true,
    ...more,
  })
  const add = (more: object = {}, who = world.administrator) =>
    service.as(who).post('/burden/guard/exceptions', draft(more))
  const isOn = (day: string) => isSwitchedOnFor('points', branch().path, plainDate(day))

  test('默认关闭，说得出依据', async () => {
    const { body } = await service.as(branch().members[5]).get('/burden/guard')
    expect(body.items).toEqual([])
    expect(body.allowed).toEqual([])
    expect(body.rule).toContain('积分排名')
    expect(body.source.document).toContain('指尖')
    expect(await isOn('2026-06-12')).toBe(false)
  })

  test('不是管理员、不是自愿、太长、已经过去的，都打不开', async () => {
    expect((await add({}, world.superior)).status).toBe(403)
    expect((await add({ voluntary: false })).status).toBe(400)
    expect((await add({ to: '2027-06-30' })).status).toBe(422)
    expect((await add({ from: '2026-01-01', to: '2026-01-31' })).status).toBe(422)
    expect((await add({ organizationId: '0'.repeat(24) })).status).toBe(404)
  })

  test('为一次活动打开：当天起有效，到期自动关闭，提前关闭当天就关', async () => {
    const { status, body } = await add()
    expect(status).toBe(200)
    expect([await isOn('2026-05-31'), await isOn('2026-06-01'), await isOn('2026-06-30')]).toEqual([false, true, true])
    expect(await isOn('2026-07-01')).toBe(false)
    const seen = (await service.as(branch().members[5]).get('/burden/guard')).body.items
    expect(seen).toMatchObject([{ campaign: '安全生产月答题', active: true, allowed: [] }])
    const end = () => service.as(world.administrator).post(`/burden/guard/exceptions/${body.id}/end`)
    expect((await service.as(world.superior).post(`/burden/guard/exceptions/${body.id}/end`)).status).toBe(403)
    expect((await end()).status).toBe(200)
    expect(await isOn('2026-06-12')).toBe(false)
    expect((await end()).status).toBe(409)
  })
})
