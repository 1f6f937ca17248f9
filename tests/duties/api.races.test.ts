import type { Change } from '@cloud/core/change'
import { Duties } from '@cloud/modules/duties/collection'
import type { NamedSource } from '@cloud/modules/duties/computeParts'
import { planConsumer } from '@cloud/modules/duties/jobs'
import { createReconciler } from '@cloud/modules/duties/reconcile'
import { buildWorld } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { buildDemand, Demands, demands, dutyModules } from './demands'

let service: TestService
let organizationId: string
beforeAll(async () => {
  service = await startTestService({ modules: dutyModules, now: '2026-06-11T02:00:00.000Z' })
  const world = await buildWorld(service.deps, { branches: 1, groups: 0 })
  organizationId = world.branches[0]?.id ?? ''
  await service.drain()
})
afterAll(() => service.stop())

/** One instance of the service at work on plans; `pause` runs once, after the facts have been read. */
function instance(partly: boolean, pause: () => Promise<void> = async () => undefined) {
  const { obligations } = demands
  if (!obligations) throw new Error('no obligations')
  let paused = false
  const source: NamedSource = {
    ...obligations,
    name: 'demands',
    async compute(...asked) {
      const found = await obligations.compute(...asked)
      if (found.length > 0 && !paused) {
        paused = true
        await pause()
      }
      return found
    },
    ...(partly && { periodsOf: () => ['2026-Q2'] }),
  }
  const consumer = planConsumer(createReconciler([source]), [])
  const change = { organizationId, fact: 'demands.demand', factId: 'f'.repeat(24) } as Change
  return () => consumer.apply(service.deps, [change])
}

test.each([
  ['整份计划', false],
  ['只算一段', true],
])('两个实例同时算%s，看过旧事实的后写完：计划照新的事实', async (_, partly) => {
  const key = `race:${partly}`
  const say = async (title: string) => {
    const demand = buildDemand(organizationId, key, { title })
    await Demands.replaceOne({ _id: demand._id }, demand, { upsert: true })
  }
  const planned = async () => (await Duties.findById(`demands.${key}`).lean())?.title
  const quick = instance(partly)
  await say('照旧')
  await quick()
  await say('改了')
  let read: () => void = () => undefined
  let goOn: () => void = () => undefined
  const hasRead = new Promise<void>((resolve) => {
    read = resolve
  })
  const mayGoOn = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const slow = instance(partly, async () => {
    read()
    await mayGoOn
  })()
  await hasRead
  await say('照旧')
  await quick()
  expect(await planned()).toBe('照旧')
  goOn()
  await slow
  expect(await planned()).toBe('照旧')
})
