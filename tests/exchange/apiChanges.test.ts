import { accounts } from '@cloud/modules/accounts/index'
import { audit } from '@cloud/modules/audit/index'
import { calendar } from '@cloud/modules/calendar/index'
import { exchange } from '@cloud/modules/exchange/index'
import { organizations } from '@cloud/modules/organizations/index'
import { people } from '@cloud/modules/people/index'
import { Deliveries } from '@cloud/modules/reminders/collection'
import { placesOf } from '@cloud/modules/reminders/deliver'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { allRows, carryOut } from './importFlow'

let service: TestService
let world: World
beforeAll(async () => {
  service = await startTestService({ modules: [accounts, organizations, people, calendar, audit, exchange] })
  world = await buildWorld(service.deps, { branches: 3, members: 27, groups: 2 })
})
afterAll(() => service.stop())

const admin = () => service.as(world.administrator)
const branch = (i: number) => world.branches[i]!
const person = async (id: string) => (await admin().get(`/people/${id}`)).body
const organization = async (id: string) => (await admin().get(`/organizations/${id}`)).body
const officesIn = async (id: string) =>
  (await admin().get(`/appointments?within=${id}&state=current&limit=100`)).body.items as {
    id: string
    personId: string
    role: string
    to: string | null
  }[]

async function prepare(change: object, subjectIds: readonly (string | undefined)[], client = admin()) {
  const answer = await client.post('/changes', { change, subjectIds, reason: '年度调整' })
  if (answer.status !== 200) return { status: answer.status, id: '', rows: [] }
  return { status: 200, id: answer.body.id as string, rows: await allRows(admin(), answer.body.id) }
}

describe('批量调整人员', () => {
  test('转支部：先看由什么变成什么，确认才改，每人一条记录，整批可撤销', async () => {
    const ids = [branch(0).secretary, ...branch(0).members.slice(5, 26)]
    const { id, rows } = await prepare({ action: 'people.move', organizationId: branch(1).id }, [
      ...ids,
      branch(1).members[4],
    ])
    expect(rows).toHaveLength(23)
    expect(rows[0].changes).toEqual([
      { field: 'branch', from: '第1党支部', to: '第2党支部' },
      { field: 'office', from: '书记', to: '随之结束' },
    ])
    expect(rows[22]).toMatchObject({ state: 'leftOut', because: '已经在“第2党支部”' })
    expect((await person(ids[3]!)).organizationName).toBe('第1党支部')

    const done = await carryOut(admin(), id, 'commit')
    expect(done).toMatchObject({ state: 'done', counts: { known: 22, leftOut: 1 }, importable: 0 })
    expect(await person(ids[3]!)).toMatchObject({ organizationName: '第2党支部', groupName: null })
    const secretary = async () => (await officesIn(branch(0).id)).find((one) => one.role === 'secretary')
    expect(await secretary()).toMatchObject({ to: '2026-06-11' })
    const trail = (await admin().get('/audit?action=people.move&limit=100')).body.items
    expect(trail).toHaveLength(22)

    const undone = await carryOut(admin(), id, 'undo')
    expect(undone.state).toBe('undone')
    expect(await person(ids[3]!)).toMatchObject({ organizationName: '第1党支部', groupName: '第2党小组' })
    expect(await secretary()).toMatchObject({ to: null })
  })

  test('后来有人又改过，整批撤不了，说是谁；撤不了就一行也不动', async () => {
    const [one = '', two = ''] = branch(2).members.slice(6)
    const { id, rows } = await prepare({ action: 'people.exempt', exempt: true }, [one, two])
    expect(rows[0].changes).toEqual([{ field: 'exempt', from: '应到会', to: '不作硬性要求' }])
    await carryOut(admin(), id, 'commit')
    service.clock.advance({ minutes: 1 })
    expect((await admin().put(`/people/${two}`, { fields: { post: '安全员' }, reason: '岗位变动' })).status).toBe(200)
    const refused = await admin().post(`/imports/${id}/undo`, undefined, { key: null })
    expect(refused.status).toBe(422)
    expect(refused.body.error.violations[0].message).toContain((await person(two)).name)
    expect((await person(one)).exempt).toBe(true)
  })

  test('确认前名册变了，那一行不改并说明，其余照改', async () => {
    const [one = '', two = ''] = branch(2).members.slice(10)
    const group = branch(2).groups[0]
    const { id, rows } = await prepare({ action: 'people.group', groupId: null }, [one, two])
    expect(rows[0].changes[0]).toMatchObject({ field: 'group', to: '' })
    const other = branch(2).groups.find((candidate) => candidate !== group)
    await admin().put(`/people/${one}`, { fields: { groupId: other }, reason: '换组' })
    await admin().put(`/people/${one}`, { fields: { groupId: null }, reason: '换组' })
    expect(await carryOut(admin(), id, 'commit')).toMatchObject({ counts: { known: 1, leftOut: 1 } })
    expect((await allRows(admin(), id))[0].because).toBe('本来就没有分组')
    expect((await person(two)).groupName).toBeNull()
  })

  test('登记离开；撤销后恢复', async () => {
    const ids = branch(2).members.slice(15, 17)
    const { id } = await prepare({ action: 'people.leave', on: '2026-06-11', because: 'retired' }, ids)
    await carryOut(admin(), id, 'commit')
    expect((await person(ids[0]!)).left).toEqual({ on: '2026-06-11', because: 'retired' })
    await carryOut(admin(), id, 'undo')
    expect((await person(ids[0]!)).left).toBeNull()
  })

  test('只有管理员可以；别人支部的、不存在的一行一行说没有', async () => {
    const secretary = service.as(branch(0).secretary)
    expect((await prepare({ action: 'people.exempt', exempt: true }, [branch(0).members[3]], secretary)).status).toBe(
      403,
    )
    const { rows } = await prepare({ action: 'people.exempt', exempt: true }, ['0123456789abcdef01234567'])
    expect(rows[0]).toMatchObject({ state: 'leftOut', because: expect.stringContaining('没有找到') })
    expect((await prepare({ action: 'people.exempt', exempt: true }, [])).status).toBe(400)
  })
})

describe('批量调整组织', () => {
  test('改名：照着替换，撞名的说出来；撤销改回', async () => {
    const ids = world.branches.map((one) => one.id)
    const { id, rows } = await prepare({ action: 'organizations.rename', find: '第3', replace: '第2' }, ids)
    expect(rows.map((row) => row.because)).toEqual(['名称里没有“第3”', '名称里没有“第3”', '同一上级下已有“第2党支部”'])
    expect((await admin().post(`/imports/${id}/commit`, undefined, { key: null })).status).toBe(409)
    const good = await prepare({ action: 'organizations.rename', find: '党支部', replace: '支部' }, ids)
    await carryOut(admin(), good.id, 'commit')
    expect((await organization(ids[1]!)).name).toBe('第2支部')
    await carryOut(admin(), good.id, 'undo')
    expect((await organization(ids[1]!)).name).toBe('第2党支部')
  })

  test('移到总支下面：人、任职、管理范围一起走，撤销全回来', async () => {
    const made = await admin().post('/organizations', {
      name: '第一党总支',
      kind: 'generalBranch',
      parentId: world.committeeId,
    })
    const { id, rows } = await prepare({ action: 'organizations.move', parentId: made.body.id }, [
      branch(2).id,
      branch(2).groups[0],
    ])
    expect(rows.map((row) => row.state)).toEqual(['ready', 'leftOut'])
    const told = [...placesOf(branch(2).path)]
    await Deliveries.collection.insertOne({ _id: 'told', organizationId: world.committeeId, places: told } as never)
    const placesTold = async () => (await Deliveries.findById('told', { places: 1 }).lean())?.places
    await carryOut(admin(), id, 'commit')
    expect(await placesTold()).toEqual([world.committeeId, made.body.id, branch(2).id])
    const below = async () => (await admin().get(`/people?within=${made.body.id}&limit=100`)).body.items.length
    expect(await below()).toBe(27)
    expect(await officesIn(made.body.id)).toHaveLength(3)
    expect((await admin().get(`/organizations?within=${made.body.id}`)).body.items).toHaveLength(4)
    await carryOut(admin(), id, 'undo')
    expect(await below()).toBe(0)
    expect(await placesTold()).toEqual(told)
    await Deliveries.deleteOne({ _id: 'told' })
    expect((await organization(branch(2).id)).parentId).toBe(world.committeeId)
  })

  test('撤销组织：还有人的不行；空的可以，下面不能再设组织，恢复后又可以', async () => {
    const made = await admin().post('/organizations', {
      name: '临时党支部',
      kind: 'branch',
      parentId: world.committeeId,
    })
    const { id, rows } = await prepare({ action: 'organizations.dissolve', on: '2026-06-11' }, [
      branch(0).id,
      made.body.id,
    ])
    expect(rows[0].because).toContain('还有 27 人')
    await carryOut(admin(), id, 'commit')
    expect((await organization(made.body.id)).dissolvedOn).toBe('2026-06-11')
    const listed = (await admin().get('/organizations?limit=100')).body.items.map((one: { id: string }) => one.id)
    expect(listed).not.toContain(made.body.id)
    const group = { name: '第一党小组', kind: 'partyGroup', parentId: made.body.id }
    expect((await admin().post('/organizations', group)).status).toBe(409)
    await carryOut(admin(), id, 'undo')
    expect((await admin().post('/organizations', group)).status).toBe(200)
  })
})

describe('与撤销组织相关的先后', () => {
  const make = async (name: string, kind: string, parentId: string): Promise<string> =>
    (await admin().post('/organizations', { name, kind, parentId })).body.id

  test('上级和下级一起撤销，不管先选哪个；下级单独撤销的，上级撤销以后不能恢复', async () => {
    const parent = await make('隧道总支', 'generalBranch', world.committeeId)
    const first = await make('隧道一支部', 'branch', parent)
    const second = await make('隧道二支部', 'branch', parent)
    const dissolve = { action: 'organizations.dissolve', on: '2026-06-11' }
    const alone = await prepare(dissolve, [second])
    await carryOut(admin(), alone.id, 'commit')
    const together = await prepare(dissolve, [parent, first])
    const done = await carryOut(admin(), together.id, 'commit')
    expect(done.counts).toMatchObject({ known: 2, leftOut: 0 })
    expect((await carryOut(admin(), alone.id, 'undo')).message).toContain('已撤销')
    expect((await organization(second)).dissolvedOn).toBe('2026-06-11')
    await carryOut(admin(), together.id, 'undo')
    expect((await organization(first)).dissolvedOn).toBeNull()
    expect((await carryOut(admin(), alone.id, 'undo')).state).toBe('undone')
  })

  test('原来的支部撤销了，转出的人不能整批转回去', async () => {
    const from = await make('临时支部', 'branch', world.committeeId)
    const personId = branch(2).members[20] ?? ''
    const away = await prepare({ action: 'people.move', organizationId: from }, [personId])
    await carryOut(admin(), away.id, 'commit')
    const back = await prepare({ action: 'people.move', organizationId: branch(2).id }, [personId])
    await carryOut(admin(), back.id, 'commit')
    const gone = await prepare({ action: 'organizations.dissolve', on: '2026-06-11' }, [from])
    await carryOut(admin(), gone.id, 'commit')
    expect((await carryOut(admin(), back.id, 'undo')).message).toContain('已撤销')
    expect((await person(personId)).organizationName).toBe('第3党支部')
  })
})

describe('批量任免', () => {
  test('给多人任命，超过七名支委的那一个单独说明；免去也能整批撤销', async () => {
    const ids = branch(1).members.slice(10, 16)
    const appointing = await prepare(
      { action: 'offices.appoint', organizationId: null, role: 'committeeMember', from: '2026-06-01' },
      ids,
    )
    const done = await carryOut(admin(), appointing.id, 'commit')
    expect(done.counts).toMatchObject({ known: 4, leftOut: 2 })
    expect((await allRows(admin(), appointing.id)).at(-1).because).toContain('支委最多 7 名')

    const offices = (await officesIn(branch(1).id)).filter((one) => one.role === 'committeeMember')
    const ending = await prepare(
      { action: 'offices.end', to: '2026-06-11' },
      offices.map((one) => one.id),
    )
    await carryOut(admin(), ending.id, 'commit')
    expect((await carryOut(admin(), ending.id, 'undo')).state).toBe('undone')
    expect((await carryOut(admin(), appointing.id, 'undo')).state).toBe('undone')
    expect((await officesIn(branch(1).id)).filter((one) => one.role === 'committeeMember')).toEqual([])
  })
})

test('批次一览分得清导入和批量调整，可以导出', async () => {
  const { items } = (await admin().get('/imports?kind=changes&limit=100')).body
  expect(items.length).toBeGreaterThan(5)
  expect(items.every((item: { change: string | null }) => item.change !== null)).toBe(true)
  expect((await admin().get('/imports?kind=members')).body.items).toEqual([])
  expect((await admin().get('/imports/export?columns=file,result')).status).toBe(200)
})
