import { setPassword } from '@cloud/modules/accounts/index'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
let world: World

beforeAll(async () => {
  service = await startTestService()
  world = await buildWorld(service.deps, { branches: 2 })
  await setPassword(world.administrator, 'admin', 'Right-Passw0rd', true)
})
afterAll(() => service.stop())

describe('账号密码登录', () => {
  const signIn = (password: string, username = 'admin') => service.as().post('/auth/password', { username, password })

  test('没有登录时被要求登录', async () => {
    const answer = await service.as().get('/me')
    expect(answer.status).toBe(401)
    expect(answer.body.error).toMatchObject({ code: 'unauthenticated', message: '请先登录' })
  })

  test('缺少密码时说明缺哪一项', async () => {
    const answer = await service.as().post('/auth/password', { username: 'admin' })
    expect(answer.status).toBe(400)
    expect(answer.body.error.violations).toEqual([{ field: 'password', message: '缺少这一项' }])
  })

  test('登录后知道我是谁、担任什么', async () => {
    const answer = await signIn('Right-Passw0rd')
    expect(answer.status).toBe(200)
    expect(answer.body.me).toMatchObject({ name: '管理员甲', mustChangePassword: true })
    expect(answer.body.me.appointments[0]).toMatchObject({ role: 'administrator', kind: 'partyCommittee' })
  })

  test('初始密码没换之前，别的事都办不了', async () => {
    const { token } = (await signIn('Right-Passw0rd')).body
    const headers = { Authorization: `Bearer ${token}` }
    expect((await service.as().get('/me', headers)).status).toBe(200)
    const refused = await service.as().get('/people', headers)
    expect(refused.status).toBe(403)
    expect(refused.body.error.message).toBe('请先更改初始密码，再办其他事')
  })

  test('账号不分大小写，不存在的账号与错误的密码答得一样', async () => {
    expect((await signIn('Right-Passw0rd', 'ADMIN')).status).toBe(200)
    const unknown = await signIn('x', 'nobody')
    expect(unknown.status).toBe(401)
    expect(unknown.body.error.message).toContain('账号或密码不对')
  })

  test('连续输错五次锁定十五分钟，之后可以再试', async () => {
    for (let i = 0; i < 4; i += 1) expect((await signIn('wrong')).status).toBe(401)
    expect((await signIn('wrong')).status).toBe(429)
    expect((await signIn('Right-Passw0rd')).status).toBe(429)
    service.clock.advance({ minutes: 16 })
    expect((await signIn('Right-Passw0rd')).status).toBe(200)
  })

  test('弱密码被拒绝并列出全部原因；改密后其他设备退出', async () => {
    const first = (await signIn('Right-Passw0rd')).body.token
    const second = (await signIn('Right-Passw0rd')).body.token
    const as = (token: string) => ({ Authorization: `Bearer ${token}` })
    const weak = await service
      .as()
      .put('/me/password', { oldPassword: 'Right-Passw0rd', newPassword: 'admin' }, { headers: as(first) })
    expect(weak.status).toBe(422)
    expect(weak.body.error.violations.length).toBeGreaterThan(2)
    const good = await service
      .as()
      .put('/me/password', { oldPassword: 'Right-Passw0rd', newPassword: 'Another-Good-1' }, { headers: as(first) })
    expect(good.status).toBe(200)
    expect((await service.as().get('/me', as(first))).status).toBe(200)
    expect((await service.as().get('/me', as(second))).status).toBe(401)
  })

  test('三十分钟不用就要重新登录', async () => {
    const { token } = (await signIn('Another-Good-1')).body
    const headers = { Authorization: `Bearer ${token}` }
    expect((await service.as().get('/me', headers)).status).toBe(200)
    service.clock.advance({ minutes: 31 })
    expect((await service.as().get('/me', headers)).status).toBe(401)
  })
})

describe('管理员的边界', () => {
  test('下级管理员不能重置在上级任职的人的密码，也不能改所有人共用的工作日历', async () => {
    const [branch] = world.branches
    const [, , , , deputy = '', holder = ''] = branch!.members
    const admin = service.as(world.administrator)
    const from = '2026-01-01'
    await admin.post(`/organizations/${branch!.id}/appointments`, { personId: deputy, role: 'administrator', from })
    const lower = service.as(deputy)
    const open = () => lower.post(`/people/${holder}/account`, { username: 'holder' })
    expect((await open()).status).toBe(200)
    await admin.post(`/organizations/${world.committeeId}/appointments`, {
      personId: holder,
      role: 'organizationCommissioner',
      from,
    })
    expect((await open()).body.error.message).toContain('由上级组织的管理员管理')
    const year = { holidays: {}, workdays: [], source: '通知' }
    expect((await lower.put('/calendar/years/2027', year)).status).toBe(403)
    expect((await lower.get('/audit/verify')).status).toBe(403)
    expect((await admin.get('/audit/verify')).body).toEqual({ intact: true, brokenAt: null })
  })
})

describe('人员名册', () => {
  test('号码加密保存、打码显示，查看完整号码要写用途并留痕', async () => {
    const [branch] = world.branches
    const admin = service.as(world.administrator)
    const created = await admin.post(`/organizations/${branch!.id}/people`, {
      name: '党员测',
      membership: 'full',
      idNumber: '990101199003076636',
      phone: '13800000001',
    })
    expect(created.body.error ?? created.body).toEqual({ id: expect.any(String) })
    const detail = await service.as(branch!.secretary).get(`/people/${created.body.id}`)
    expect(detail.body.masked).toEqual({ idNumber: '9901**********6636', phone: '138****0001' })
    const reveal = await service
      .as(branch!.secretary)
      .post(`/people/${created.body.id}/reveal`, { field: 'idNumber', purpose: '核对档案' })
    expect(reveal.body).toEqual({ value: '990101199003076636' })
    const trail = await admin.get(`/audit?subjectId=${created.body.id}`)
    expect(trail.body.items.map((entry: { action: string }) => entry.action)).toEqual([
      'people.reveal',
      'people.create',
    ])
    const again = await admin.post(`/organizations/${branch!.id}/people`, {
      name: '党员又',
      membership: 'full',
      idNumber: '990101199003076636',
    })
    expect(again.status).toBe(409)
  })

  test('别的支部的人看不到、也改不了', async () => {
    const [first, second] = world.branches
    const other = service.as(second!.secretary)
    expect((await other.get(`/people/${first!.members[3]}`)).status).toBe(404)
    expect((await other.put(`/people/${first!.members[3]}`, { fields: { post: '班长' }, reason: '试' })).status).toBe(
      404,
    )
    expect((await service.as(first!.members[5]).get(`/people/${first!.members[3]}`)).status).toBe(403)
  })

  test('同一个请求标识只做一次', async () => {
    const [branch] = world.branches
    const admin = service.as(world.administrator)
    const body = { name: '党员双', membership: 'full' }
    const [one, two] = await Promise.all(
      [1, 2].map(() => admin.post(`/organizations/${branch!.id}/people`, body, { key: 'same-key-1' })),
    )
    expect([one!.status, two!.status]).toEqual([200, 200])
    expect(one!.body).toEqual(two!.body)
    const list = await admin.get(`/people?search=${encodeURIComponent('党员双')}`)
    expect(list.body.items).toHaveLength(1)
  })
})
