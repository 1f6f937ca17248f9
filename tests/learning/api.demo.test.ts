import { inTransaction } from '@cloud/core/database/connect'
import { seedDemoLearning } from '@cloud/seeds/demoLearning'
import { addDemoWorkers, addDemoWorksite } from '@cloud/seeds/demoUnion'
import { systemWork } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
beforeAll(async () => {
  service = await startTestService({ now: '2026-05-20T01:00:00.000Z' })
})
afterAll(() => service.stop())

test('示范单位要求班组学一门课：有学完的、正在学的、没开始的；再补一次不多出', async () => {
  const { union } = await inTransaction(async () => {
    const work = systemWork(service.deps)
    return addDemoWorkers(work, await addDemoWorksite(work))
  })
  await seedDemoLearning(service.deps)
  await seedDemoLearning(service.deps)
  const { items } = (await service.as(union).get('/learning/demands')).body
  expect(items).toMatchObject([{ title: '高处作业防坠落', askedBy: '第一分公司工会', dueOn: '2026-05-25', live: true }])
  const progress = (await service.as(union).get(`/learning/demands/${items[0].id}`)).body
  expect(progress).toMatchObject({ people: 24, done: 12, started: 6, none: 6 })
  const behind = (await service.as(union).get(`/learning/demands/${items[0].id}/people?state=none`)).body.items
  const now = (await service.as(behind[0].id).get('/learning/now')).body
  expect(now).toMatchObject({ demands: [{ title: '高处作业防坠落', done: 0 }], next: { why: 'demand' } })
}, 60_000)
