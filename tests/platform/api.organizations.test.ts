import { Changes } from '@cloud/core/change'
import { newId } from '@cloud/core/database/id'
import { forgetActors } from '@cloud/modules/accounts/index'
import { forgetWorkCalendar, loadWorkCalendar } from '@cloud/modules/calendar/index'
import { settingsOf } from '@cloud/modules/organizations/index'
import { plainDate } from '@shared/core/plainDate'
import { dayStatus } from '@shared/core/workCalendar'
import { YEAR_2026 } from '@shared/modules/calendar/model'
import { DEFAULT_SETTINGS } from '@shared/modules/organizations/model'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
let world: World
beforeAll(async () => {
  service = await startTestService()
  world = await buildWorld(service.deps, { branches: 2, members: 14, groups: 2 })
})
afterAll(() => service.stop())

const admin = () => service.as(world.administrator)
const branch = () => world.branches[0]!
const other = () => world.branches[1]!
const secretary = () => service.as(branch().secretary)
const detail = async (id: string) => (await admin().get(`/organizations/${id}`)).body
const create = (name: string, kind: string, parentId: string | null = world.committeeId) =>
  admin().post('/organizations', { name, kind, parentId })

describe('组织', () => {
  test('放在该放的地方；放错了说能放哪里；同一上级下不能重名', async () => {
    const made = await create('机关党支部', 'branch')
    expect(made.status).toBe(200)
    expect(await detail(made.body.id)).toMatchObject({ kind: 'branch', parentId: world.committeeId })
    const misplaced = await create('错位党小组', 'partyGroup')
    expect(misplaced.status).toBe(422)
    expect(misplaced.body.error.violations[0]).toMatchObject({
      field: 'parentId',
      message: expect.stringContaining('只能放在：党支部'),
    })
    expect((await create('机关党支部', 'branch')).status).toBe(409)
    expect((await create('机关党支部', 'partyGroup', made.body.id)).status).toBe(200)
    expect((await create('孤儿', 'branch', newId())).status).toBe(404)
  })

  test('改名处处跟着变，撞名不行，什么都留痕', async () => {
    const { id } = (await create('旧名党支部', 'branch')).body
    const person = (await admin().post(`/organizations/${id}/people`, { name: '党员改', membership: 'full' })).body.id
    expect((await admin().put(`/organizations/${id}`, { name: '新名党支部' })).status).toBe(200)
    expect((await admin().get(`/people/${person}`)).body.organizationName).toBe('新名党支部')
    expect((await admin().put(`/organizations/${id}`, { name: branch().name })).status).toBe(409)
    expect((await detail(id)).name).toBe('新名党支部')
    const trail = (await admin().get(`/audit?subjectId=${id}`)).body.items
    expect(trail[0]).toMatchObject({ action: 'organizations.edit', summary: '更改组织“旧名党支部”' })
    expect(trail[0].details).toMatchObject({ before: { name: '旧名党支部' }, after: { name: '新名党支部' } })
  })

  test('设置从上往下沿用，下面自己定了的算自己的；收回就又沿用', async () => {
    const configure = (id: string, body: unknown) => admin().put(`/organizations/${id}/settings`, body)
    const { path } = branch()
    const now = () => settingsOf({ id: branch().id, path })
    expect(await now()).toEqual(DEFAULT_SETTINGS)
    await configure(world.committeeId, { themeDayOfMonth: 15, usualTime: '09:30' })
    expect(await now()).toEqual({ ...DEFAULT_SETTINGS, themeDayOfMonth: 15, usualTime: '09:30' })
    await configure(branch().id, { themeDayOfMonth: 20 })
    expect(await now()).toEqual({ ...DEFAULT_SETTINGS, themeDayOfMonth: 20, usualTime: '09:30' })
    const shown = await detail(branch().id)
    expect([shown.settings.themeDayOfMonth, shown.ownSettings]).toEqual([20, { themeDayOfMonth: 20 }])
    await configure(branch().id, {})
    expect((await now()).themeDayOfMonth).toBe(15)
    for (const bad of [{ themeDayOfMonth: 31 }, { usualTime: '25:00' }, { lecturesPerQuarter: 1.5 }, []])
      expect((await configure(branch().id, bad)).status).toBe(400)
    expect((await now()).themeDayOfMonth).toBe(15)
  })

  test('上级改了设置，下面每个组织都算有变', async () => {
    await service.drain()
    await Changes.deleteMany({})
    await admin().put(`/organizations/${world.committeeId}/settings`, { themeDayOfMonth: 8 })
    const changed = new Set(
      (await Changes.find({ fact: 'organizations.organization' }).lean()).map((row) => row.factId),
    )
    for (const id of [world.committeeId, branch().id, other().id, branch().groups[0]!])
      expect(changed.has(id)).toBe(true)
  })

  test('书记看得到自己的支部和党小组，看不到别的；只能改自己的设置', async () => {
    const listed = (await secretary().get('/organizations?limit=100')).body.items.map((one: { id: string }) => one.id)
    expect([...listed].sort()).toEqual([branch().id, ...branch().groups].sort())
    expect((await secretary().put(`/organizations/${branch().id}/settings`, { usualPlace: '会议室' })).status).toBe(200)
    expect((await secretary().put(`/organizations/${branch().id}`, { name: '自己改名' })).status).toBe(403)
    expect((await secretary().get(`/organizations/${other().id}`)).status).toBe(404)
    expect((await detail(branch().id)).allowed).toEqual(expect.arrayContaining(['edit', 'appoint', 'configure']))
    expect((await secretary().get(`/organizations/${branch().id}`)).body.allowed).toEqual(['oversee', 'configure'])
  })

  test('新建的顶层由建它的人管理；再深的组织树也翻得完页', async () => {
    const ids: string[] = []
    for (let depth = 0, parentId = null as string | null; depth < 12; depth += 1) {
      const made = await admin().post('/organizations', { name: `第${depth + 1}层`, kind: 'unit', parentId })
      if (made.status !== 200) throw new Error(JSON.stringify(made.body))
      parentId = made.body.id
      ids.push(made.body.id)
      forgetActors()
    }
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await admin().get(`/organizations?limit=1&kind=unit${cursor && `&cursor=${cursor}`}`)
      if (page.status !== 200) throw new Error(JSON.stringify(page.body))
      seen.push(...page.body.items.map((one: { id: string }) => one.id))
      cursor = page.body.next
    }
    expect(seen).toEqual(ids)
  })
})

describe('任职', () => {
  const appoint = (personId: string, role: string, from: string, organizationId = branch().id) =>
    admin().post(`/organizations/${organizationId}/appointments`, { personId, role, from })
  const end = (id: string, to: string) => admin().post(`/appointments/${id}/end`, { to, reason: '换届' })
  const member = (n: number) => branch().members[n]!

  test('同一人同一职务不能任两次', async () => {
    expect((await appoint(branch().secretary, 'secretary', '2026-06-01')).status).toBe(409)
  })

  test('支委最多七名，任职日期往前写也绕不过去（B-05）；离任一名就能再补', async () => {
    const made: string[] = []
    for (let n = 3; n < 7; n += 1) {
      const answer = await appoint(member(n), 'committeeMember', '2026-03-01')
      expect(answer.status).toBe(200)
      made.push(answer.body.id)
    }
    for (const from of ['2026-06-01', '2024-01-01', '2015-03-01', '2027-01-01']) {
      const refused = await appoint(member(8), 'committeeMember', from)
      expect([from, refused.status]).toEqual([from, 422])
      expect(refused.body.error.violations[0]).toMatchObject({
        message: '支委最多 7 名',
        source: { article: '第20条' },
      })
    }
    expect((await appoint(member(3), 'publicityCommissioner', '2026-06-01')).status).toBe(200)
    expect((await appoint(member(8), 'groupLeader', '2026-06-01')).status).toBe(200)
    expect((await end(made[1]!, '2026-05-31')).status).toBe(200)
    expect((await appoint(member(8), 'committeeMember', '2026-06-01')).status).toBe(200)
    expect((await end(made[1]!, '2026-06-01')).status).toBe(409)
  })

  test('早年就任的老书记也录得进来', async () => {
    expect((await appoint(other().members[5]!, 'deputySecretary', '2015-03-01', other().id)).status).toBe(200)
  })

  test('免职日期不能早于任职日期；免了以后权限随着结束，记录还在', async () => {
    const person = other().members[6]!
    const { id } = (await appoint(person, 'organizationCommissioner', '2026-06-01', other().id)).body
    forgetActors()
    const add = (name: string) =>
      service.as(person).post(`/organizations/${other().id}/people`, { name, membership: 'none' })
    expect((await add('新人甲')).status).toBe(200)
    expect((await end(id, '2026-05-31')).status).toBe(400)
    expect((await end(id, '2026-06-11')).status).toBe(200)
    forgetActors()
    expect((await add('新人乙')).status).toBe(200)
    service.clock.advance({ days: 1 })
    forgetActors()
    expect((await add('新人丙')).status).toBe(403)
    const offices = (await admin().get(`/organizations/${other().id}/leadership`)).body.offices
    expect(offices.find((office: { id: string }) => office.id === id)).toMatchObject({ to: '2026-06-11' })
  })

  test('还没到任的日子，没有权限', async () => {
    const person = other().members[7]!
    await appoint(person, 'organizationCommissioner', '2026-07-01', other().id)
    forgetActors()
    expect((await service.as(person).get('/me')).body.appointments).toEqual([])
    service.clock.set('2026-06-30T16:00:00.000Z')
    forgetActors()
    expect((await service.as(person).get('/me')).body.appointments).toHaveLength(1)
  })

  test('在职却只是别处的管理员，不能给这里开账号', async () => {
    const person = branch().commissioner
    const { id } = (await create('另一支部', 'branch')).body
    await appoint(person, 'administrator', '2026-01-01', id)
    forgetActors()
    const attempt = await service.as(person).post(`/people/${branch().secretary}/account`, { username: 'takeover' })
    expect(attempt.status).toBe(403)
  })
})

describe('名册', () => {
  test('党小组必须是本支部的', async () => {
    const path = `/organizations/${branch().id}/people`
    const [own, foreign] = [branch().groups[0]!, other().groups[0]!]
    const made = await admin().post(path, { name: '党员组', membership: 'full', groupId: own })
    expect(made.status).toBe(200)
    for (const groupId of [foreign, branch().id, newId()]) {
      const body = { name: '党员错组', membership: 'full', groupId }
      expect((await admin().post(path, body)).status).toBe(422)
      const moved = await secretary().put(`/people/${made.body.id}`, { fields: { groupId }, reason: '换组' })
      expect(moved.status).toBe(422)
    }
    const out = await secretary().put(`/people/${made.body.id}`, { fields: { groupId: null }, reason: '撤组' })
    expect(out.status).toBe(200)
    expect((await secretary().get(`/people/${made.body.id}`)).body.groupName).toBeNull()
  })

  test('按名字找，怪字符只是字符', async () => {
    for (const search of ['.*', '(', '党员.', '[', '\\', '$', '^党'])
      expect((await admin().get(`/people?search=${encodeURIComponent(search)}`)).body.items).toEqual([])
    expect((await admin().get('/people?search=%00')).status).toBe(400)
    expect((await admin().get(`/people?search=${encodeURIComponent('党员丑')}`)).body.items.length).toBeGreaterThan(0)
  })
})

describe('工作日历', () => {
  const notice = { ...YEAR_2026, source: '国务院办公厅关于2027年部分节假日安排的通知' }
  const for2027 = () => ({
    source: notice.source,
    holidays: Object.fromEntries(
      Object.entries(notice.holidays).map(([day, name]) => [day.replace('2026', '2027'), name]),
    ),
    workdays: ['2027-01-09'],
  })
  const confirm = (body: unknown, who = admin()) => who.put('/calendar/years/2027', body)

  test('录入前是暂定，录入后已确认，马上按新的算，并知会每个支部', async () => {
    expect(dayStatus(await loadWorkCalendar(), plainDate('2027-01-09')).provisional).toBe(true)
    expect((await confirm(for2027(), secretary())).status).toBe(403)
    await service.drain()
    await Changes.deleteMany({})
    expect((await confirm(for2027())).status).toBe(200)
    forgetWorkCalendar()
    expect(dayStatus(await loadWorkCalendar(), plainDate('2027-01-09'))).toEqual({
      working: true,
      provisional: false,
      name: '调休上班',
    })
    const told = (await Changes.find({ fact: 'calendar.year' }).lean()).map((row) => row.organizationId)
    for (const { id } of world.branches) expect(told).toContain(id)
    const years = (await secretary().get('/calendar/years')).body
    expect(years.years.find((one: { year: number }) => one.year === 2027)).toMatchObject({
      status: 'confirmed',
      source: notice.source,
    })
    expect([years.allowed, (await admin().get('/calendar/years')).body.allowed]).toEqual([[], ['confirmYear']])
  })

  test('录错的几处一次列出，原来的不动', async () => {
    const wrong = { ...for2027(), holidays: { '2028-01-01': '元旦', '2027-02-30': '春节' }, workdays: ['2027-06-10'] }
    const answer = await confirm(wrong)
    expect(answer.status).toBe(422)
    expect(answer.body.error.violations.map((one: { message: string }) => one.message)).toEqual([
      '2028-01-01 不是 2027 年的日期',
      '2027-02-30 不是 2027 年的日期',
      '2027-06-10 本来就是工作日，不用列入调休上班',
      '放假日少于法定的天数，请核对通知是否录全',
    ])
    expect((await confirm({ ...for2027(), workdays: ['2027-02-30'] })).status).toBe(400)
    expect((await loadWorkCalendar())[2027]?.source).toBe(notice.source)
  })
})
