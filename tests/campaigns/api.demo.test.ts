import { inTransaction } from '@cloud/core/database/connect'
import { CampaignSummaries } from '@cloud/modules/campaigns/collection'
import { seedDemoCampaign } from '@cloud/seeds/demoCampaign'
import { addDemoWorkers, addDemoWorksite } from '@cloud/seeds/demoUnion'
import { systemWork } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
beforeAll(async () => {
  service = await startTestService({ now: '2026-05-20T01:00:00.000Z' })
})
afterAll(() => service.stop())

test('示范单位的安全生产月：6 月之前没有，7 月起已结束、有总结；再补一次不多出', async () => {
  const { union } = await inTransaction(async () => {
    const work = systemWork(service.deps)
    return addDemoWorkers(work, await addDemoWorksite(work))
  })
  const seen = async () => {
    await seedDemoCampaign(service.deps)
    await seedDemoCampaign(service.deps)
    return (await service.as(union).get('/campaigns')).body.items
  }
  expect(await seen()).toEqual([])
  service.clock.set('2026-07-20T01:00:00.000Z')
  service.forgetTokens()
  expect(await seen()).toMatchObject([{ title: '2026 年安全生产月', state: 'closed' }])
  const [summary] = await CampaignSummaries.find({}).lean()
  expect(summary?.content).toMatchObject({ people: 26, groups: 4 })
  expect(summary?.content.reached).toBeGreaterThan(12)
  expect(summary?.content.reached).toBeLessThan(26)
}, 60_000)
