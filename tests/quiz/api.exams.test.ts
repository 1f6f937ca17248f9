import { Exams } from '@cloud/modules/quiz/exams/collection'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestClient, type TestService } from '../support/service'
import { addBank, SECRET } from './quizWorld'

let service: TestService
let world: World
let bankId: string
let questionIds: string[]
let secretary: TestClient
let member: TestClient
const branch = () => {
  const [first] = world.branches
  if (!first) throw new Error('no branch')
  return first
}

const drawn = (rows: object[] = [{ count: 10, points: 2 }]) => ({ kind: 'drawn', bankIds: [bankId], rows })
const draft = (more: object = {}) => ({
  organizationId: branch().id,
  title: '安全月考试',
  audience: { organizationIds: [branch().id] },
  paper: drawn(),
  ...more,
})

beforeAll(async () => {
  service = await startTestService()
  world = await buildWorld(service.deps, { branches: 2 })
  ;({ bankId, questionIds } = await addBank(service, branch(), 40))
  secretary = service.as(branch().secretary)
  member = service.as(branch().members[5])
})
afterAll(() => service.stop())

describe('新建考试', () => {
  test('401、400、403', async () => {
    expect((await service.as().post('/quiz/exams', draft())).status).toBe(401)
    const faults: [object, string][] = [
      [{ title: ' ' }, 'title'],
      [{ audience: { organizationIds: [] } }, 'audience.organizationIds'],
      [{ paper: drawn([]) }, 'paper.rows'],
      [{ paper: drawn([{ count: 201, points: 1 }]) }, 'paper.rows.0.count'],
      [
        {
          paper: drawn([
            { count: 150, points: 1 },
            { count: 51, points: 1 },
          ]),
        },
        'paper.rows',
      ],
      [{ paper: { kind: 'fixed', questions: [] } }, 'paper.questions'],
      [{ minutes: 0 }, 'minutes'],
      [{ passPercent: 101 }, 'passPercent'],
    ]
    for (const [more, field] of faults) {
      const refused = await secretary.post('/quiz/exams', draft(more))
      expect([refused.status, refused.body.error.violations[0].field]).toEqual([400, field])
    }
    expect((await member.post('/quiz/exams', draft())).status).toBe(403)
    const other = service.as(world.branches[1]?.secretary)
    expect((await other.post('/quiz/exams', draft())).status).toBe(404)
    const foreign = draft({ audience: { organizationIds: [world.committeeId] } })
    expect((await secretary.post('/quiz/exams', foreign)).status).toBe(403)
    const bank = draft({ paper: { kind: 'drawn', bankIds: ['f'.repeat(24)], rows: [{ count: 1, points: 1 }] } })
    expect((await secretary.post('/quiz/exams', bank)).status).toBe(403)
  })

  test('只填标题、对象和要抽的题，其余按单位的默认', async () => {
    const proposal = await secretary.get('/quiz/exams/proposal')
    expect(proposal.body).toMatchObject({ organizationId: branch().id, title: '6月考试', minutes: 60, attempts: 2 })
    const { id } = (await secretary.post('/quiz/exams', draft())).body
    const { body } = await secretary.get(`/quiz/exams/${id}`)
    expect(body).toMatchObject({
      title: '安全月考试',
      phase: 'draft',
      opensAt: '2026-06-11T02:00:00.000Z',
      closesAt: '2026-06-18T10:00:00.000Z',
      minutes: 60,
      attempts: 2,
      passPercent: 60,
      partial: 'none',
      reveal: 'submitted',
      certificate: false,
      people: 9,
      done: 0,
      check: { questions: 10, points: 20, shortage: null, fitting: [40] },
      audienceNames: [branch().name],
      allowed: ['edit', 'publish', 'delete', 'sample', 'copy'],
    })
    expect(body.check.tags).toContainEqual({ tag: '动火', count: 13 })
    expect((await member.get(`/quiz/own-exams/${id}`)).status).toBe(404)
    expect((await secretary.delete(`/quiz/exams/${id}`)).status).toBe(200)
    expect((await secretary.get(`/quiz/exams/${id}`)).status).toBe(404)
  })

  test('题库不够时说清缺什么，也发布不了', async () => {
    const paper = drawn([{ kind: 'case', tag: '动火', count: 4, points: 5 }])
    const check = await secretary.post('/quiz/exams/check', { paper })
    expect(check.body).toMatchObject({ questions: 4, points: 20, fitting: [1] })
    expect(check.body.shortage).toBe('“案例题 · 动火”要 4 道，题库里能用的只有 1 道，还差 3 道')
    const { id } = (await secretary.post('/quiz/exams', draft({ paper }))).body
    const refused = await secretary.post(`/quiz/exams/${id}/publish`)
    expect([refused.status, refused.body.error.message]).toEqual([422, check.body.shortage])
  })

  test('时间不对的说清原因', async () => {
    const refused = await secretary.post(
      '/quiz/exams',
      draft({ opensAt: '2026-06-12T00:00:00Z', closesAt: '2026-06-12T00:30:00Z' }),
    )
    expect([refused.status, refused.body.error.violations[0].field]).toEqual([422, 'closesAt'])
    const past = draft({ opensAt: '2026-06-01T00:00:00Z', closesAt: '2026-06-02T00:00:00Z' })
    const { id } = (await secretary.post('/quiz/exams', past)).body
    expect((await secretary.post(`/quiz/exams/${id}/publish`)).body.error.message).toBe('结束时间已经过了')
  })
})

describe('发布以后', () => {
  test('不能再改；看样卷、推迟、提前结束、取消、照着再建', async () => {
    const { id } = (await secretary.post('/quiz/exams', draft({ note: '带好安全帽' }))).body
    expect((await member.post(`/quiz/exams/${id}/publish`)).status).toBe(403)
    expect((await secretary.post(`/quiz/exams/${id}/publish`)).status).toBe(200)
    expect((await secretary.post(`/quiz/exams/${id}/publish`)).status).toBe(200)
    const { organizationId: _, ...edit } = draft()
    expect((await secretary.put(`/quiz/exams/${id}`, edit)).status).toBe(403)
    expect((await secretary.delete(`/quiz/exams/${id}`)).status).toBe(403)

    const sample = await secretary.get(`/quiz/exams/${id}/sample?seed=3`)
    expect(sample.body.questions).toHaveLength(10)
    expect(JSON.stringify(sample.body)).not.toContain(SECRET)
    expect((await secretary.get(`/quiz/exams/${id}/sample?seed=3`)).body).toEqual(sample.body)
    expect((await secretary.get(`/quiz/exams/${id}/sample?seed=4`)).body).not.toEqual(sample.body)

    const later = { closesAt: '2026-06-20T10:00:00Z', reason: '工期紧' }
    expect((await secretary.put(`/quiz/exams/${id}/end`, later)).status).toBe(200)
    expect((await member.get(`/quiz/own-exams/${id}`)).body.closesAt).toBe('2026-06-20T10:00:00.000Z')
    expect((await secretary.put(`/quiz/exams/${id}/end`, { reason: '都考完了' })).status).toBe(200)
    expect((await member.get(`/quiz/own-exams/${id}`)).body).toMatchObject({
      phase: 'closed',
      blocked: ['考试已经结束'],
    })

    const copied = (await secretary.post(`/quiz/exams/${id}/copy`)).body.id
    expect((await secretary.get(`/quiz/exams/${copied}`)).body).toMatchObject({ phase: 'draft', note: '带好安全帽' })
    expect((await secretary.post(`/quiz/exams/${copied}/publish`)).status).toBe(200)

    const { id: second } = (await secretary.post('/quiz/exams', draft())).body
    expect((await secretary.post(`/quiz/exams/${second}/cancel`, { reason: '不办了' })).status).toBe(403)
    await secretary.post(`/quiz/exams/${second}/publish`)
    expect((await secretary.post(`/quiz/exams/${second}/cancel`, { reason: '不办了' })).status).toBe(200)
    const own = await member.get(`/quiz/own-exams/${second}`)
    expect(own.body).toMatchObject({ phase: 'cancelled', blocked: ['考试已取消：不办了'] })
  })

  test('固定试卷在发布时定下题目的版本；选了停用的题发布不了', async () => {
    const questions = questionIds.slice(0, 5).map((questionId) => ({ questionId, points: 4 }))
    const { id } = (await secretary.post('/quiz/exams', draft({ paper: { kind: 'fixed', questions } }))).body
    const shown = await secretary.get(`/quiz/exams/${id}`)
    expect(shown.body).toMatchObject({ reveal: 'closed', check: { questions: 5, points: 20, shortage: null } })
    expect(shown.body.paper.questions[0]).toMatchObject({ title: '第0题选一项', kind: 'single', usable: true })
    expect(JSON.stringify(shown.body)).not.toContain(SECRET)
    expect((await secretary.get(`/quiz/exams/${id}/sample`)).body.questions).toHaveLength(5)
    expect((await secretary.post(`/quiz/exams/${id}/publish`)).status).toBe(200)
    const stored = await Exams.findById(id).lean()
    expect(stored?.paper.kind === 'fixed' && stored.paper.questions.map((one) => one.version)).toEqual([1, 1, 1, 1, 1])
    const gone = { kind: 'fixed', questions: [{ questionId: 'f'.repeat(24), points: 1 }] }
    const { id: other } = (await secretary.post('/quiz/exams', draft({ paper: gone }))).body
    expect((await secretary.post(`/quiz/exams/${other}/publish`)).body.error.message).toContain('已停用或待复核')
  })

  test('选好的题按选的顺序出，每人一样；没说按顺序的按题型排，每人不一样', async () => {
    const questions = [9, 1, 8, 0, 5, 2].map((n) => ({ questionId: questionIds[n], points: 3 }))
    const make = async (more: object) => {
      const { id } = (await secretary.post('/quiz/exams', draft({ paper: { kind: 'fixed', questions, ...more } }))).body
      expect((await secretary.get(`/quiz/exams/${id}`)).body.paper.ordered).toBe('ordered' in more)
      const copied = (await secretary.post(`/quiz/exams/${id}/copy`)).body.id
      await secretary.post(`/quiz/exams/${copied}/publish`)
      const stems = async (seed: number) => {
        const { body } = await secretary.get(`/quiz/exams/${copied}/sample?seed=${seed}`)
        return body.questions.map(({ asked }: { asked: { stem: string } }) => Number(/第(\d+)题/.exec(asked.stem)?.[1]))
      }
      return Promise.all([1, 2, 3, 4].map(stems))
    }
    for (const order of await make({ ordered: true })) expect(order).toEqual([9, 1, 8, 0, 5, 2])
    const mixed = await make({})
    expect(new Set(mixed.map((order) => order.join())).size).toBeGreaterThan(1)
    for (const order of mixed) expect(order.slice(-2)).toEqual([8, 9])
  })

  test('列表：管理范围内的，按阶段和标题找，一页一页', async () => {
    const all = await secretary.get('/quiz/exams?limit=2')
    expect(all.body.items).toHaveLength(2)
    expect((await secretary.get(`/quiz/exams?limit=2&cursor=${all.body.next}`)).body.items).toHaveLength(2)
    for (const phase of ['draft', 'waiting', 'open', 'closed', 'cancelled']) {
      const { body } = await secretary.get(`/quiz/exams?phase=${phase}`)
      expect(body.items.every((one: { phase: string }) => one.phase === phase)).toBe(true)
    }
    expect((await secretary.get('/quiz/exams?search=没有这样的')).body.items).toEqual([])
    expect((await service.as(world.branches[1]?.secretary).get('/quiz/exams')).body.items).toEqual([])
    const above = (await service.as(world.superior).get('/quiz/exams')).body.items
    expect(above.length).toBeGreaterThan(3)
    expect((await member.get('/quiz/exams')).status).toBe(403)
  })

  test('要我参加的：只有发布了的、对象里有我的', async () => {
    const mine = (await member.get('/quiz/own-exams')).body.items
    expect(mine.length).toBeGreaterThan(0)
    expect(mine.every((one: { phase: string }) => one.phase !== 'draft')).toBe(true)
    const over = (await member.get('/quiz/own-exams?over=yes')).body.items
    expect(over.map((one: { phase: string }) => one.phase)).toContain('closed')
    const elsewhere = service.as(world.branches[1]?.members[5])
    expect((await elsewhere.get('/quiz/own-exams')).body.items).toEqual([])
    expect((await elsewhere.get(`/quiz/own-exams/${mine[0].id}`)).status).toBe(404)
  })
})
