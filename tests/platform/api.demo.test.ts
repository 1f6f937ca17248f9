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
}, 240_000)
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

const signedIn = async (username: string) => {
  const { body } = await service.as().post('/auth/password', { username, password: DEMO_PASSWORD })
  const headers = { Authorization: `Bearer ${body.token}` }
  return (path: string) => service.as().get(path, headers)
}

test('工会干事看得到三个班组和里面的人，党员和职工都有', async () => {
  const get = await signedIn('union')
  const teams = (await get('/organizations?kind=team')).body.items as { id: string; name: string }[]
  expect(teams.map(({ name }) => name).sort()).toEqual(['桥面工班', '电工班', '起重班'].sort())
  const names: string[] = []
  for (const { id } of teams) {
    const { items } = (await get(`/people?teamId=${id}&limit=100`)).body
    names.push(...items.map((one: { name: string }) => one.name))
  }
  expect(names).toHaveLength(28)
  expect(names.filter((name) => name.startsWith('党员'))).toHaveLength(4)
  const me = (await get('/me')).body
  expect(me.appointments).toEqual([
    expect.objectContaining({ role: 'unionOfficer', organizationName: '第一分公司工会' }),
  ])
})

test('职工登录后今日页干净：没有支部的事，也没有报错', async () => {
  const get = await signedIn('worker')
  expect((await get('/me')).body).toMatchObject({ organizationName: '桥面工班', appointments: [] })
  const today = await get('/today')
  expect(today).toMatchObject({ status: 200, body: { branches: [], superiors: [] } })
})

test('示范考试已经结束：多数人合格、有证书，有人没合格、有人没考；职工的证书打得开，验得出', async () => {
  const get = await signedIn('worker')
  const { items } = (await get('/quiz/own-certificates')).body
  expect(items).toMatchObject([{ examTitle: '岗位安全知识考试', organizationName: '第一分公司工会', state: 'valid' }])
  expect((await get(`/quiz/own-certificates/${items[0].id}`)).body.rows.length).toBeGreaterThan(20)
  const member = await signedIn('member')
  expect((await member(`/quiz/certificates/${items[0].code}`)).body).toMatchObject({ state: 'valid' })
  const union = await signedIn('union')
  const exams = (await union('/quiz/exams?phase=closed')).body.items
  expect(exams).toMatchObject([{ title: '岗位安全知识考试', phase: 'closed', questions: 10 }])
  const exam = (await union(`/quiz/exams/${exams[0].id}`)).body
  expect(exam.people).toBe(28)
  expect(exam.certificates).toBeGreaterThan(15)
  expect(exam.certificates).toBeLessThan(exam.done)
  expect(exam.done).toBeLessThan(exam.people)
  expect((await get('/today')).body.mine.now).toEqual([])
})

test('管理员两棵树都管，今日页还是只有党委一块', async () => {
  const get = await signedIn('admin')
  const today = await get('/today')
  expect(today.body.superiors.map((one: { name: string }) => one.name)).toEqual(['示范路桥第一分公司党委'])
})

test('党委书记在机关支部过组织生活，看下级还是从党委看起', async () => {
  const get = await signedIn('leader')
  const me = (await get('/me')).body
  expect(me.organizationName).toBe('第一党支部（机关）')
  expect((await get('/today')).body.superiors.map((one: { name: string }) => one.name)).toEqual([
    '示范路桥第一分公司党委',
  ])
  const mine = (await get('/member-life/mine')).body
  expect(mine.dual.due).toBeGreaterThan(0)
  expect(mine.dual.present).toBe(mine.dual.due)
  const committeeId = me.appointments[0].organizationId
  const dual = (await get(`/member-life/dual?organizationId=${committeeId}`)).body
  expect(dual.items.map((one: { name: string }) => one.name)).toContain('党委书记甲')
})
