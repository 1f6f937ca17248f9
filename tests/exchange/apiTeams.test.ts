import { inTransaction } from '@cloud/core/database/connect'
import { accounts } from '@cloud/modules/accounts/index'
import { audit } from '@cloud/modules/audit/index'
import { calendar } from '@cloud/modules/calendar/index'
import { exchange } from '@cloud/modules/exchange/index'
import { Appointments, insertAppointments, organizations } from '@cloud/modules/organizations/index'
import { people } from '@cloud/modules/people/index'
import { plainDate } from '@shared/core/plainDate'
import { buildWorld, systemWork, type World } from '../support/factories'
import { rosterIdNumber } from '../support/rosters/people'
import { type RosterCell, writeRoster } from '../support/rosters/writeRoster'
import { startTestService, type TestService } from '../support/service'
import { buildUnionWorld, type UnionWorld } from '../support/unionWorld'
import { allRows, carryOut, upload } from './importFlow'

/** One administrator over both trees: that of the Party and that of the company. */
let service: TestService
let party: World
let world: UnionWorld
beforeAll(async () => {
  service = await startTestService({ modules: [accounts, organizations, people, calendar, audit, exchange] })
  party = await buildWorld(service.deps, { branches: 1, members: 9 })
  world = await buildUnionWorld(service.deps, { teams: 2, workers: 4 })
  const { id, path } = world.unit
  const office = { organizationId: id, path, personId: party.administrator, role: 'administrator' as const }
  await inTransaction(() =>
    insertAppointments(systemWork(service.deps), [{ ...office, from: plainDate('2025-01-01') }]),
  )
}, 60_000)
afterAll(() => service.stop())

const admin = () => service.as(party.administrator)
const team = (i: number) => world.teams[i]!
const branch = () => party.branches[0]!
const person = async (id: string) => (await admin().get(`/people/${id}`)).body

async function prepare(change: object, subjectIds: readonly (string | undefined)[], client = admin()) {
  const answer = await client.post('/changes', { change, subjectIds, reason: '工序调整' })
  return {
    status: answer.status,
    id: answer.body.id as string,
    rows: answer.status === 200 ? await allRows(admin(), answer.body.id) : [],
  }
}

describe('成批调整班组', () => {
  test('党员只换班组，职工名册一起换；职务随之结束；整批撤得回', async () => {
    const member = branch().members[5]!
    const leader = team(0).leader
    const { id, rows } = await prepare({ action: 'people.team', teamId: team(1).id }, [
      member,
      leader,
      team(1).workers[2],
    ])
    expect(rows.map((row) => row.changes)).toEqual([
      [{ field: 'team', from: '', to: '起重班' }],
      [
        { field: 'team', from: '桥面工班', to: '起重班' },
        { field: 'office', from: '班组长', to: '随之结束' },
      ],
      [],
    ])
    expect(rows[2].because).toBe('已经在这个班组')
    expect(await carryOut(admin(), id, 'commit')).toMatchObject({ state: 'done', counts: { known: 2, leftOut: 1 } })
    expect(await person(member)).toMatchObject({ organizationName: '第1党支部', teamName: '起重班' })
    expect(await person(leader)).toMatchObject({ organizationName: '起重班', teamName: '起重班' })
    const office = async () => Appointments.findOne({ personId: leader, role: 'teamLeader' }).lean()
    expect(await office()).toMatchObject({ to: '2026-06-11' })
    expect((await carryOut(admin(), id, 'undo')).state).toBe('undone')
    expect(await person(member)).toMatchObject({ organizationName: '第1党支部', teamName: null })
    expect(await person(leader)).toMatchObject({ organizationName: '桥面工班', teamName: '桥面工班' })
    expect(await office()).toMatchObject({ to: null })
  })

  test('不再编入班组：在班组名册里的人不行', async () => {
    const member = branch().members[6]!
    await admin().put(`/people/${member}/team`, { teamId: team(0).id, reason: '进班组' })
    const { id, rows } = await prepare({ action: 'people.team', teamId: null }, [
      member,
      team(0).workers[3],
      branch().members[7],
    ])
    expect(rows.map((row) => row.because)).toEqual([
      null,
      '在班组的名册里，要离开班组请调到部门或支部',
      '本来就没有班组',
    ])
    await carryOut(admin(), id, 'commit')
    expect((await person(member)).teamName).toBeNull()
  })

  test('不是班组、管不到的班组都当作没有', async () => {
    expect((await prepare({ action: 'people.team', teamId: branch().id }, [branch().members[5]])).status).toBe(404)
    const other = await buildUnionWorld(service.deps, { teams: 1, name: '另一家公司' })
    expect((await prepare({ action: 'people.team', teamId: other.teams[0]?.id }, [branch().members[5]])).status).toBe(
      404,
    )
  })

  test('转支部：职工入党转到支部，班组不变；撤销后名册回到班组', async () => {
    const worker = team(1).workers[2]!
    const { id } = await prepare({ action: 'people.move', organizationId: branch().id }, [worker])
    await carryOut(admin(), id, 'commit')
    expect(await person(worker)).toMatchObject({ organizationName: '第1党支部', teamName: '起重班' })
    await carryOut(admin(), id, 'undo')
    expect(await person(worker)).toMatchObject({ organizationName: '起重班', teamName: '起重班' })
  })

  test('班组调到部门没有班组了；撤销以后又有', async () => {
    const worker = team(1).workers[3]!
    const { id } = await prepare({ action: 'people.move', organizationId: world.department.id }, [worker])
    await carryOut(admin(), id, 'commit')
    expect(await person(worker)).toMatchObject({ organizationName: '大桥项目部', teamName: null })
    await carryOut(admin(), id, 'undo')
    expect(await person(worker)).toMatchObject({ organizationName: '起重班', teamName: '起重班' })
  })

  test('班组里还有只按班组在的党员，不能撤销', async () => {
    const made = await admin().post('/organizations', { name: '空班组', kind: 'team', parentId: world.department.id })
    const empty: string = made.body.id
    const member = branch().members[8]!
    await admin().put(`/people/${member}/team`, { teamId: empty, reason: '进班组' })
    const { rows } = await prepare({ action: 'organizations.dissolve', on: '2026-06-11' }, [empty])
    expect(rows[0].because).toBe('还有 1 人，先把他们转到别处')
    await admin().put(`/people/${member}/team`, { teamId: null, reason: '出班组' })
    const again = await prepare({ action: 'organizations.dissolve', on: '2026-06-11' }, [empty])
    expect(again.rows[0].because).toBeNull()
  })
})

describe('名册里的班组', () => {
  const HEAD = ['姓名', '身份证号', '政治面貌', '班组', '工种', '手机']
  const sheet = (...rows: RosterCell[][]) => writeRoster([{ name: '职工', rows: [HEAD, ...rows] }])
  const row = (i: number, name: string, team: string, more: { kind?: string; post?: string } = {}): RosterCell[] => [
    name,
    rosterIdNumber(i, '1985-03-05'),
    more.kind ?? '群众',
    team,
    more.post ?? '钢筋工',
    '',
  ]
  const inTeam = async (id: string) =>
    (await admin().get(`/people?teamId=${id}&limit=100`)).body.items as {
      id: string
      name: string
      organizationName: string
    }[]

  test('职工不要支部，落在班组；没有的班组随导入新建；党员没写支部仍要定；整批撤得回', async () => {
    const batch = await upload(
      admin(),
      sheet(
        row(1, '新工甲', '桥面工班'),
        row(2, '新工乙', '钢筋班'),
        row(3, '新工丙', '大桥项目部'),
        row(4, '党员新', '桥面工班', { kind: '正式党员' }),
      ),
      { organizationId: world.unit.id },
    )
    const rows = await allRows(admin(), batch.id)
    expect(rows.map((one) => one.state)).toEqual(['ready', 'needsDecision', 'ready', 'needsDecision'])
    expect(rows[1].issues[0]).toMatchObject({ field: 'team', may: expect.arrayContaining(['create']) })
    expect(rows[3].issues[0]).toMatchObject({ field: 'branch', reason: '没写所在党支部' })
    const decide = (n: number, decision: string) => admin().put(`/imports/${batch.id}/rows/${n}`, { decision })
    expect((await decide(3, 'create')).body.row.state).toBe('ready')
    expect((await decide(5, 'leaveOut')).body.row.state).toBe('leftOut')
    const done = await carryOut(admin(), batch.id, 'commit')
    expect(done).toMatchObject({ state: 'done', written: { people: 3, organizations: 1 } })
    expect((await inTeam(team(0).id)).find(({ name }) => name === '新工甲')).toMatchObject({
      organizationName: '桥面工班',
      teamName: '桥面工班',
    })
    const made = (await admin().get('/organizations?kind=team&search=钢筋班')).body.items[0]
    expect(made).toMatchObject({ name: '钢筋班', parentName: '示范路桥第一分公司' })
    expect((await inTeam(made.id)).map(({ name }) => name)).toEqual(['新工乙'])

    const member = branch().members[4]!
    await admin().put(`/people/${member}/team`, { teamId: made.id, reason: '进班组' })
    const refused = await admin().post(`/imports/${batch.id}/undo`, undefined, { key: null })
    expect(refused.body.error.violations[0].message).toContain('后来进了这次新建的支部或班组')
    await admin().put(`/people/${member}/team`, { teamId: null, reason: '出班组' })
    expect((await carryOut(admin(), batch.id, 'undo')).state).toBe('undone')
    expect((await inTeam(team(0).id)).some(({ name }) => name === '新工甲')).toBe(false)
    expect((await admin().get(`/organizations/${made.id}`)).status).toBe(404)
  })

  test('党员名册里写了班组：名册还在支部，班组在另一棵树上也找得到；再导一次换班组，班组长职务结束', async () => {
    const names = ['姓名', '身份证号', '人员类别', '所在党支部', '班组']
    const upTo = async (teamName: string) => {
      const rows = [names, ['党员工人', rosterIdNumber(9, '1986-03-05'), '正式党员', '第1党支部', teamName]]
      const batch = await upload(admin(), writeRoster([{ name: '党员', rows }]), { organizationId: party.committeeId })
      expect((await allRows(admin(), batch.id))[0].issues).toEqual([])
      return carryOut(admin(), batch.id, 'commit')
    }
    await upTo('桥面工班')
    const found = (await inTeam(team(0).id)).find(({ name }) => name === '党员工人')
    if (!found) throw new Error('not in the team')
    expect(found).toMatchObject({ organizationName: '第1党支部', teamName: '桥面工班' })
    const lead = { personId: found.id, role: 'teamLeader', from: '2026-06-01' }
    expect((await admin().post(`/organizations/${team(0).id}/appointments`, lead)).status).toBe(200)
    const second = await upTo('起重班')
    expect(await person(found.id)).toMatchObject({ organizationName: '第1党支部', teamName: '起重班' })
    const office = () => Appointments.findOne({ personId: found.id, role: 'teamLeader' }).lean()
    expect(await office()).toMatchObject({ to: '2026-06-11' })
    await carryOut(admin(), second.id, 'undo')
    expect(await person(found.id)).toMatchObject({ teamName: '桥面工班' })
    expect(await office()).toMatchObject({ to: null })
  })
})
