import type { Actor } from '@cloud/core/actor'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import { resolveActor } from '@cloud/modules/accounts/sessions'
import { Appointments, getOrganization, moveOrganization } from '@cloud/modules/organizations/index'
import { People, type PersonRecord } from '@cloud/modules/people/collection'
import {
  countAudience,
  insertPeople,
  listAudience,
  mustReachAudience,
  removeBatchPeople,
  setTeam,
  updatePeople,
} from '@cloud/modules/people/index'
import { type Audience, reaches } from '@shared/core/audience'
import { UNION_STAFF_ROLES } from '@shared/core/roles'
import fc from 'fast-check'
import { buildWorld, systemWork, type World } from '../support/factories'
import { startTestService, type TestClient, type TestService } from '../support/service'
import { buildUnionWorld, type UnionWorld } from '../support/unionWorld'

let service: TestService
let party: World
let world: UnionWorld
/** A Party member whose branch stands in one tree and whose team in another. */
let both: string

const team = (i = 0) => {
  const found = world.teams[i]
  if (!found) throw new Error('no team')
  return found
}
const actorOf = async (personId: string): Promise<Actor> => resolveActor(service.deps, await service.tokenOf(personId))
const namesSeenBy = async (personId: string, query = '') =>
  (await service.as(personId).get(`/people?limit=100${query}`)).body.items.map((one: { name: string }) => one.name)
const everybody = async (audience: Audience, limit: number): Promise<string[]> => {
  const ids: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await listAudience(audience, { cursor, limit })
    ids.push(...page.items.map(({ id }) => id))
    if (page.next === null) return ids
    cursor = page.next
  }
}

beforeAll(async () => {
  service = await startTestService()
  party = await buildWorld(service.deps, { branches: 1, members: 6 })
  world = await buildUnionWorld(service.deps, { teams: 2, workers: 4 })
  const branch = party.branches[0]
  both = await inTransaction(async () => {
    const place = { organizationId: branch?.id ?? '', path: branch?.path ?? '' }
    const [id = ''] = await insertPeople(systemWork(service.deps), [
      { ...place, team: team(1), fields: { name: '党员起重工', membership: 'full', post: '起重工' } },
    ])
    return id
  })
}, 60_000)
afterAll(() => service.stop())

describe('班组与工会的管理范围', () => {
  test('班组名册里的人就在这个班组', async () => {
    const rows = await People.find({ teamId: team().id }).lean<PersonRecord[]>()
    expect(rows.map(({ _id }) => _id).sort()).toEqual([...team().workers].sort())
    expect(rows.every(({ teamPath, path }) => teamPath === team().path && path === team().path)).toBe(true)
  })

  test('工会干事看得到全单位的人，也看得到在班组的党员；看不到别的党员，不能改名册', async () => {
    const seen = await namesSeenBy(world.officer)
    expect(seen).toEqual(expect.arrayContaining(['单位管理员', '职工1甲', '职工2丁', '党员起重工']))
    expect(seen).not.toContain('党员甲')
    const officer = service.as(world.officer)
    expect((await officer.put(`/people/${team().workers[2]}`, { fields: { post: '电工' }, reason: '试' })).status).toBe(
      403,
    )
    expect((await officer.get(`/people/${both}`)).status).toBe(403)
    expect((await officer.get(`/people/${party.branches[0]?.secretary}`)).status).toBe(404)
  })

  test('班组长和工会小组长只看得到自己班组的人', async () => {
    for (const leader of [team(1).leader, team(1).groupLeader])
      expect((await namesSeenBy(leader)).sort()).toEqual(
        ['党员起重工', '职工2丁', '职工2丙', '职工2乙', '职工2甲'].sort(),
      )
  })

  test('工会干事看得到单位、部门和班组；职工只看得到自己的班组', async () => {
    const listed = async (personId: string) =>
      (await service.as(personId).get('/organizations?limit=100')).body.items
        .map((one: { id: string }) => one.id)
        .sort()
    const all = [world.unit, world.union, world.department, ...world.teams].map(({ id }) => id)
    expect(await listed(world.officer)).toEqual([...all].sort())
    expect(await listed(team().workers[3] ?? '')).toEqual([team().id])
    expect((await service.as(world.officer).put(`/organizations/${team().id}`, { name: '改名' })).status).toBe(403)
  })

  test('本人的位置：支部一线和班组一线都算', async () => {
    const actor = await actorOf(both)
    const branch = party.branches[0]
    expect([...actor.placeIds].sort()).toEqual(
      [party.committeeId, branch?.id ?? '', world.unit.id, world.department.id, team(1).id].sort(),
    )
    expect([actor.teamId, actor.post]).toEqual([team(1).id, '起重工'])
  })

  test('对象只能选自己管得到的组织', async () => {
    const officer = await actorOf(world.officer)
    const check = (organizationIds: string[]) => mustReachAudience(officer, { organizationIds }, UNION_STAFF_ROLES)
    await expect(check([world.unit.id, team().id])).resolves.toBeUndefined()
    await expect(check([team().id, party.committeeId])).rejects.toMatchObject({ code: 'forbidden' })
    await expect(check([newId()])).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('对象里有谁', () => {
  test('翻页翻得到每个人，不重不漏，和逐个判断一致，离开的不算', async () => {
    await People.updateOne({ _id: team().workers[3] }, { $set: { left: true, leftOn: '2026-01-01' } })
    const all = await People.find({ left: { $ne: true } }).lean<PersonRecord[]>()
    const places = [
      party.committeeId,
      party.branches[0]?.id ?? '',
      world.unit.id,
      world.department.id,
      ...world.teams.map(({ id }) => id),
    ]
    const audience = fc.record(
      {
        organizationIds: fc.uniqueArray(fc.constantFrom(...places, newId()), { minLength: 1, maxLength: 4 }),
        posts: fc.uniqueArray(fc.constantFrom('起重工', '钢筋工', '没有这个岗位'), { maxLength: 2 }),
      },
      { requiredKeys: ['organizationIds'] },
    )
    await fc.assert(
      fc.asyncProperty(audience, fc.integer({ min: 1, max: 7 }), async (one, limit) => {
        const meant = all.filter((person) => reaches(one, person)).map(({ _id }) => _id)
        const listed = await everybody(one, limit)
        expect([...listed].sort()).toEqual(meant.sort())
        expect(await countAudience(one)).toBe(meant.length)
      }),
      { numRuns: 40 },
    )
    await People.updateOne({ _id: team().workers[3] }, { $unset: { left: 1, leftOn: 1 } })
  })

  test('别处来的翻页标记退回', async () => {
    const list = (cursor: string) => listAudience({ organizationIds: [world.unit.id] }, { cursor })
    for (const cursor of ['x', '0.!', '0.e30'])
      await expect(list(cursor)).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

test('单位管理员建班组、任班组长，马上管得到班组；顶层只有顶层的管理员能建', async () => {
  const admin = service.as(world.administrator)
  const made = await admin.post('/organizations', { name: '测量班', kind: 'team', parentId: world.department.id })
  expect(made.status).toBe(200)
  const { leader } = team(1)
  const office = { personId: leader, role: 'teamLeader', from: '2026-06-11' }
  expect((await admin.post(`/organizations/${made.body.id}/appointments`, office)).status).toBe(200)
  const allowed = async (id: string, client = admin) => (await client.get(`/organizations/${id}`)).body.allowed
  expect(await allowed(world.unit.id)).toContain('createTop')
  expect(await allowed(world.department.id)).not.toContain('createTop')
  expect(await allowed(world.unit.id, service.as(world.officer))).toEqual([])
  const wrong = await admin.post('/organizations', { name: '班中班', kind: 'team', parentId: made.body.id })
  expect(wrong.status).toBe(422)
})

describe('编入班组', () => {
  const put = (client: TestClient, personId: string, teamId: string | null) =>
    client.put(`/people/${personId}/team`, { teamId, reason: '工序调整' })
  const recordOf = (id: string) => People.findById(id).lean<PersonRecord>()
  const worker = () => team(0).workers[2] ?? ''

  test('先登录；格式要对；职工和班组长不行；管不到的人和班组当作没有', async () => {
    expect((await put(service.as(), both, team().id)).status).toBe(401)
    expect((await put(service.as(world.officer), both, 'x')).status).toBe(400)
    expect((await put(service.as(team().leader), worker(), team(1).id)).status).toBe(403)
    expect((await put(service.as(world.officer), party.branches[0]?.secretary ?? '', team().id)).status).toBe(404)
    expect((await put(service.as(world.officer), both, party.branches[0]?.id ?? '')).status).toBe(404)
    expect((await put(service.as(party.administrator), party.branches[0]?.secretary ?? '', team().id)).status).toBe(404)
  })

  test('党员换班组：名册还在支部；看得到改了什么；换到同一个班组退回', async () => {
    const officer = service.as(world.officer)
    expect((await put(officer, both, team().id)).status).toBe(200)
    expect(await recordOf(both)).toMatchObject({
      teamId: team().id,
      teamPath: team().path,
      path: party.branches[0]?.path,
    })
    expect((await put(officer, both, team().id)).status).toBe(409)
    const { items } = (await service.as(party.administrator).get(`/people/${both}/history`)).body
    expect(items[0]).toMatchObject({
      reason: '工序调整',
      fields: [{ label: '班组', from: '起重班', to: '桥面工班' }],
    })
    expect((await service.as(party.administrator).get(`/people/${both}`)).body).toMatchObject({
      teamName: '桥面工班',
      allowed: expect.arrayContaining(['assignTeam']),
    })
    expect((await put(officer, both, null)).status).toBe(200)
    expect((await recordOf(both))?.teamId).toBeUndefined()
    expect((await put(service.as(world.officer), both, team(1).id)).status).toBe(404)
    await inTransaction(async () => {
      const person = await recordOf(both)
      if (person) await setTeam(systemWork(service.deps), person, await getOrganization(team(1).id), '恢复')
    })
  })

  test('职工换班组：名册跟着走，班组长的职务结束；不能只从名册里拿掉', async () => {
    const officer = service.as(world.officer)
    expect((await put(officer, worker(), null)).status).toBe(409)
    const leader = team(0).leader
    expect((await put(officer, leader, team(1).id)).status).toBe(200)
    expect(await recordOf(leader)).toMatchObject({ organizationId: team(1).id, teamId: team(1).id, path: team(1).path })
    expect(await Appointments.findOne({ personId: leader, role: 'teamLeader' }).lean()).toMatchObject({
      to: '2026-06-11',
    })
    expect((await put(officer, leader, team(0).id)).status).toBe(200)
  })

  test('名册按班组筛得出党员和职工，按部门也算上只按班组在的党员', async () => {
    const rows = async (query: string) =>
      (await service.as(world.officer).get(`/people?limit=100&${query}`)).body.items as {
        name: string
        teamName: string
      }[]
    const byTeam = await rows(`teamId=${team(1).id}`)
    expect(byTeam.map(({ name }) => name).sort()).toEqual(
      ['党员起重工', '职工2丁', '职工2丙', '职工2乙', '职工2甲'].sort(),
    )
    expect(byTeam.every(({ teamName }) => teamName === '起重班')).toBe(true)
    const within = await rows(`within=${world.department.id}`)
    expect(within.map(({ name }) => name)).toContain('党员起重工')
    expect(within).toHaveLength(9)
  })
})

test('班组移到别的部门下：名册里的人和只按班组在的党员都跟着走', async () => {
  const work = systemWork(service.deps)
  await inTransaction(() => moveOrganization(work, team(1).id, world.unit.id))
  const path = `${world.unit.path}${team(1).id}/`
  const rows = await People.find({ teamId: team(1).id }).lean<PersonRecord[]>()
  expect(rows).toHaveLength(5)
  expect(new Set(rows.map(({ teamPath }) => teamPath))).toEqual(new Set([path]))
  const member = rows.find(({ _id }) => _id === both)
  expect(member?.path).toBe(party.branches[0]?.path)
  expect(await countAudience({ organizationIds: [world.department.id] })).toBe(4)
})

test('写班组时，班组在哪里以组织为准；撤销导入恢复的班组也在它现在的位置', async () => {
  const work = systemWork(service.deps)
  const record = () => People.findById(both).lean<PersonRecord>()
  const batchId = newId()
  await inTransaction(() =>
    updatePeople(work, [{ id: both, fields: {}, team: { id: team(0).id, path: '/别处/' } }], '名册导入', batchId),
  )
  expect(await record()).toMatchObject({ teamId: team(0).id, teamPath: team(0).path })
  await inTransaction(() => moveOrganization(work, team(1).id, world.department.id))
  await inTransaction(() => removeBatchPeople(work, batchId))
  expect(await record()).toMatchObject({ teamId: team(1).id, teamPath: team(1).path })
})
