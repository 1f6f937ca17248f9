import { drainChanges } from '@cloud/core/change'
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '@cloud/seeds/demo'
import { seedWhenEmpty, seedYearOnce } from '@cloud/seeds/seedWhenEmpty'
import { startTestService, type TestService } from '../support/service'

let service: TestService
const said: string[] = []

beforeAll(async () => {
  service = await startTestService({ now: '2026-03-12T02:00:00.000Z' })
  await seedWhenEmpty(service.deps, true, (line) => said.push(line))
  await seedYearOnce(service.deps, (line) => said.push(line))
  await drainChanges(service.deps)
})
afterAll(() => service.stop())

test('示范账号都印出来了，都能登录', async () => {
  for (const { username } of DEMO_ACCOUNTS) {
    expect(said.join('\n')).toContain(username)
    const answer = await service.as().post('/auth/password', { username, password: DEMO_PASSWORD })
    expect(answer.status).toBe(200)
  }
})

test('示范支部这一年像真的一样：大部分按期办了，有一件拖了，有几件快到期', async () => {
  const { body } = await service.as().post('/auth/password', { username: 'secretary', password: DEMO_PASSWORD })
  const headers = { Authorization: `Bearer ${body.token}` }
  const today = await service.as().get('/today', headers)
  const [branch] = today.body.branches
  expect(branch.ring.done).toBeGreaterThan(8)
  expect(branch.ring.overdue).toBeGreaterThanOrEqual(1)
  expect(branch.ring.overdue).toBeLessThan(4)
  const ledger = await service.as().get(`/meetings/ledger?organizationId=${branch.organizationId}&year=2026`, headers)
  expect(ledger.body.items.length).toBeGreaterThan(8)
  const archive = await service.as().get('/meetings/archive?year=2026', headers)
  expect(archive.body.hours).toBeGreaterThan(2)
})

test('再启动一次不会重复载入', async () => {
  await seedWhenEmpty(service.deps, true, () => undefined)
  await seedYearOnce(service.deps, () => {
    throw new Error('第二次又载入了')
  })
  const { body } = await service.as().post('/auth/password', { username: 'admin', password: DEMO_PASSWORD })
  const list = await service.as().get('/organizations?kind=branch', { Authorization: `Bearer ${body.token}` })
  expect(list.body.items).toHaveLength(3)
})
