import { AuditEntries } from '@cloud/core/audit'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import { insertPeople } from '@cloud/modules/people/index'
import { type AttemptRecord, Attempts } from '@cloud/modules/quiz/exams/collection'
import * as XLSX from '@e965/xlsx'
import { plainDate } from '@shared/core/plainDate'
import { buildWorld, systemWork, type World } from '../support/factories'
import { startTestService, type TestClient, type TestService } from '../support/service'
import { buildUnionWorld, type UnionWorld } from '../support/unionWorld'
import { addBank } from './quizWorld'

let service: TestService
let world: UnionWorld
let party: World
let bankId: string
let examId: string
const CROWD = 2_000

const officer = () => service.as(world.officer)
const worker = (i: number, team = 0): string => world.teams[team]?.workers[i] ?? ''
const draft = (more: object = {}) => ({
  organizationId: world.union.id,
  title: '安全月考试',
  audience: { organizationIds: [world.department.id] },
  paper: { kind: 'drawn', bankIds: [bankId], rows: [{ kind: 'single', count: 5, points: 2 }] },
  attempts: 2,
  ...more,
})
async function publish(client: TestClient, more: object = {}): Promise<string> {
  const { body } = await client.post('/quiz/exams', draft(more))
  expect((await client.post(`/quiz/exams/${body.id}/publish`)).status).toBe(200)
  return body.id
}
const begin = async (who: string, exam = examId): Promise<string> =>
  (await service.as(who).post(`/quiz/own-exams/${exam}/attempts`)).body.id
const handIn = async (who: string, exam = examId): Promise<void> => {
  const id = await begin(who, exam)
  expect((await service.as(who).post(`/quiz/attempts/${id}/submit`, { answers: [] })).status).toBe(200)
}
const read = (query = '', client = officer(), exam = examId) => client.get(`/quiz/exams/${exam}/people${query}`)

beforeAll(async () => {
  service = await startTestService({ now: '2026-06-11T01:00:00.000Z' })
  world = await buildUnionWorld(service.deps, { teams: 2, workers: 5 })
  party = await buildWorld(service.deps, { branches: 2 })
  ;({ bankId } = await addBank(service, world.unit, 20))
  examId = await publish(officer())
  await handIn(worker(2))
  await handIn(worker(3))
  await begin(worker(3))
  await begin(worker(4, 1))
}, 120_000)
afterAll(() => service.stop())

describe('交卷名单', () => {
  test('401、403、404、400', async () => {
    expect((await read('', service.as())).status).toBe(401)
    expect((await read('', service.as(worker(2)))).status).toBe(403)
    expect((await read('', service.as(party.superior))).status).toBe(404)
    expect((await read('?state=late')).status).toBe(400)
    expect((await read('?cursor=abc')).status).toBe(400)
    expect((await officer().get(`/quiz/exams/${examId}/people/export?columns=nothing`)).status).toBe(400)
  })

  test('每人一行，先按组织再按姓名：未开始、答题中、已交卷；再考一次的还是已交卷', async () => {
    const { items, next } = (await read()).body
    expect([items.length, next]).toEqual([10, null])
    const stateOf = (id: string) => items.find((one: { id: string }) => one.id === id)
    expect(stateOf(worker(2))).toMatchObject({
      state: 'done',
      attempts: 1,
      teamName: '桥面工班',
      outcome: { score: 0, full: 1000, passed: false, submittedAt: '2026-06-11T01:00:00.000Z' },
    })
    expect(stateOf(worker(3))).toMatchObject({ state: 'done', attempts: 2 })
    expect(stateOf(worker(4, 1))).toMatchObject({ state: 'open', attempts: 1 })
    expect(stateOf(worker(2, 1))).toMatchObject({ state: 'none', attempts: 0 })
    expect(stateOf(worker(2, 1))).not.toHaveProperty('outcome')
    const places = items.map((one: { organizationName: string }) => one.organizationName)
    expect(new Set(places.slice(0, 5)).size).toBe(1)
  })

  test('按状态、组织、姓名找；一页一页不多不少', async () => {
    const names = async (query: string) => (await read(query)).body.items.map(({ id }: { id: string }) => id).sort()
    expect(await names('?state=done')).toEqual([worker(2), worker(3)].sort())
    expect(await names('?state=open')).toEqual([worker(4, 1)])
    expect(await names('?state=none')).toHaveLength(7)
    expect(await names(`?organizationId=${world.teams[1]?.id}`)).toHaveLength(5)
    expect(await names(`?organizationId=${world.teams[1]?.id}&state=open`)).toEqual([worker(4, 1)])
    expect(await names(`?teamId=${world.teams[0]?.id}&state=done`)).toEqual([worker(2), worker(3)].sort())
    expect(await names(`?organizationId=${party.branches[0]?.id}`)).toEqual([])
    const [first] = (await read()).body.items
    expect(await names(`?search=${encodeURIComponent(first.name)}`)).toContain(first.id)
    expect(await names('?search=没有这个人')).toEqual([])
    for (const filter of ['', '&state=none']) {
      const seen: string[] = []
      for (let cursor = ''; ; ) {
        const query = `?limit=3${filter}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
        const page = (await read(query)).body
        seen.push(...page.items.map(({ id }: { id: string }) => id))
        if (!page.next) break
        cursor = page.next
      }
      expect(new Set(seen).size).toBe(filter ? 7 : 10)
      expect(seen).toHaveLength(filter ? 7 : 10)
    }
  })

  test('可选的组织和班组只有对象里的', async () => {
    const { body } = await officer().get(`/quiz/exams/${examId}/places`)
    expect(body.organizations.map(({ id }: { id: string }) => id).sort()).toEqual(
      world.teams.map(({ id }) => id).sort(),
    )
    expect(body.teams.map(({ name }: { name: string }) => name)).toEqual(['桥面工班', '起重班'])
    expect(body.more).toBe(false)
  })

  test('对象超出自己管的组织：只看得到自己管的人', async () => {
    const [own, other] = party.branches
    if (!own || !other) throw new Error('no branches')
    const above = { id: party.committeeId, path: `${own.path.split('/').slice(0, -2).join('/')}/` }
    const { bankId: theirs } = await addBank(service, above, 10)
    const paper = { kind: 'drawn', bankIds: [theirs], rows: [{ kind: 'single', count: 2, points: 2 }] }
    const audience = { organizationIds: [own.id, other.id] }
    const wide = await publish(service.as(party.superior), { organizationId: own.id, audience, paper })
    const mine = (await read('?limit=100', service.as(own.secretary), wide)).body.items
    expect(mine.length).toBeGreaterThan(3)
    expect(mine.every((one: { organizationName: string }) => one.organizationName === own.name)).toBe(true)
    const all = (await read('?limit=100', service.as(party.superior), wide)).body.items
    expect(all.length).toBeGreaterThan(mine.length)
    const outside = `?organizationId=${other.id}`
    expect((await read(outside, service.as(own.secretary), wide)).body.items).toEqual([])
    expect((await read('', service.as(other.secretary), wide)).status).toBe(404)
    const places = (await service.as(own.secretary).get(`/quiz/exams/${wide}/places`)).body
    expect(places).toMatchObject({ organizations: [{ id: own.id, name: own.name }], more: false })
  })

  test('导出的和页面上一样，留下操作记录', async () => {
    const file = await officer().get(`/quiz/exams/${examId}/people/export?state=done&columns=name,state,score`)
    expect(file.headers.get('content-type')).toMatch(/spreadsheetml/)
    const sheet = XLSX.read(file.body).Sheets['交卷名单']
    const rows = XLSX.utils.sheet_to_json<string[]>(sheet ?? {}, { header: 1 })
    expect(rows[0]).toEqual(['姓名', '状态', '得分'])
    expect(rows.slice(1).map((row) => row.slice(1))).toEqual([
      ['已交卷', '0 / 10'],
      ['已交卷', '0 / 10'],
    ])
    expect(await AuditEntries.findOne({ action: 'quiz.exportExaminees', subjectId: examId }).lean()).toMatchObject({
      summary: '导出考试“安全月考试”的交卷名单 2 人，列：name、state、score',
    })
  })

  test('两千人：一页很快，只看没交的也很快', async () => {
    const team = world.teams[0]
    if (!team) throw new Error('no team')
    const place = { organizationId: team.id, path: team.path, enteredOn: plainDate('2025-01-01') }
    const people = Array.from({ length: CROWD }, (_, i) => ({
      ...place,
      fields: { name: `工人${i}`, membership: 'none' as const },
    }))
    const ids: string[] = []
    for (let i = 0; i < CROWD; i += 500)
      ids.push(...(await inTransaction(() => insertPeople(systemWork(service.deps), people.slice(i, i + 500)))))
    const at = new Date(service.clock.now())
    const attempts = ids.slice(0, CROWD - 10).map(
      (personId): AttemptRecord => ({
        ...{ _id: newId(), examId, personId, organizationId: team.id, path: team.path, number: 1, count: 5 },
        ...{ state: 'submitted', startedAt: at, dueAt: at, answers: {}, late: [], submittedAt: at, changes: [] },
        ...{ submittedBy: 'person', shares: [], score: 1000, full: 1000, passed: true, counts: true },
      }),
    )
    await Attempts.insertMany(attempts, { lean: true })
    const timesOf = async (query: string): Promise<number[]> => {
      const times: number[] = []
      for (let i = 0; i < 5; i += 1) {
        const started = performance.now()
        expect((await read(query)).status).toBe(200)
        times.push(performance.now() - started)
      }
      return times.sort((a, b) => a - b)
    }
    const [first, , page = 0] = await timesOf('?limit=100')
    const [, , none = 0] = await timesOf('?limit=100&state=none')
    console.log(`名单 ${Math.round(page)} 毫秒（最快 ${Math.round(first ?? 0)}），没交的 ${Math.round(none)} 毫秒`)
    expect((await read('?limit=100&state=none')).body.items).toHaveLength(17)
    expect(page).toBeLessThan(200)
    expect(none).toBeLessThan(1_000)
  }, 120_000)
})
