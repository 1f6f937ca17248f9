import { inTransaction } from '@cloud/core/database/connect'
import { accounts } from '@cloud/modules/accounts/index'
import { audit } from '@cloud/modules/audit/index'
import { calendar } from '@cloud/modules/calendar/index'
import { exchange } from '@cloud/modules/exchange/index'
import { Appointments, insertAppointments, organizations } from '@cloud/modules/organizations/index'
import { people } from '@cloud/modules/people/index'
import { plainDate } from '@shared/core/plainDate'
import { buildWorld, systemWork, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { buildUnionWorld, type UnionWorld } from '../support/unionWorld'
import { allRows, carryOut } from './importFlow'

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
