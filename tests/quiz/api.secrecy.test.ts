import { modules } from '@cloud/modules'
import type { Endpoint } from '@shared/core/contract'
import { sampleOf } from '../platform/sampleOf'
import { buildWorld, type World } from '../support/factories'
import { type Answer, startTestService, type TestService } from '../support/service'
import { addBank, SECRET } from './quizWorld'

/**
 * Before somebody has handed in, no reply of any module holds a key, an accepted wording or an explanation: every endpoint of every
 * contract is called by a member with an open attempt, and what comes back is searched for words that stand nowhere else.
 */
let service: TestService
let world: World
let examId: string
let sheet: Answer
const branch = () => {
  const [first] = world.branches
  if (!first) throw new Error('no branch')
  return first
}
const member = () => service.as(branch().members[5])

beforeAll(async () => {
  service = await startTestService()
  world = await buildWorld(service.deps)
  const { bankId } = await addBank(service, branch(), 40)
  const secretary = service.as(branch().secretary)
  const exam = await secretary.post('/quiz/exams', {
    organizationId: branch().id,
    title: '安全月考试',
    audience: { organizationIds: [branch().id] },
    paper: { kind: 'drawn', bankIds: [bankId], rows: [{ count: 40, points: 1 }] },
  })
  examId = exam.body.id
  expect((await secretary.post(`/quiz/exams/${examId}/publish`)).status).toBe(200)
  await service.drain()
  await service.runJobs()
  sheet = await member().post(`/quiz/own-exams/${examId}/attempts`)
}, 60_000)
afterAll(() => service.stop())

/** Names of fields that only somebody who has handed in may be sent. */
const KEY_FIELDS = /"(key|accepted|explanation|share|ruling)":/

function mustTellNothing(what: string, { body, status }: Answer, fields = true): void {
  const text = Buffer.isBuffer(body) ? body.toString('latin1') : JSON.stringify(body)
  expect([what, status < 500, text.includes(SECRET)]).toEqual([what, true, false])
  if (fields) expect([what, KEY_FIELDS.exec(text)?.[0]]).toEqual([what, undefined])
}

const endpoints = modules.flatMap((module) =>
  Object.entries(module.contract?.endpoints ?? {}).map(([name, endpoint]) => ({
    module: module.name,
    name: `${module.name}.${name}`,
    endpoint: endpoint as Endpoint,
  })),
)

/** Called last, since they hand in or show what came of it; until then they refuse. */
const AFTERWARDS = ['quiz.submitAttempt', 'accounts.signOut', 'accounts.endSession', 'accounts.endOtherSessions']

test('开始、接着答、保存：卷面上什么也看不出来', async () => {
  expect(sheet.body.questions).toHaveLength(40)
  const path = `/quiz/attempts/${sheet.body.id}`
  const answers = [{ place: 0, seq: 1, answer: [0], doneAt: new Date(service.clock.now()).toISOString() }]
  mustTellNothing('start', sheet)
  mustTellNothing('resume', await member().get(path))
  mustTellNothing('save', await member().put(`${path}/answers`, { answers }))
  mustTellNothing('save a wrong one', await member().put(`${path}/answers`, { answers: [{ place: 99 }] }))
  const review = await member().get(`${path}/review`)
  expect(review.status).toBe(409)
  mustTellNothing('review too early', review)
})

test.each(endpoints.filter(({ name }) => !AFTERWARDS.includes(name)))(
  '交卷之前：$name',
  async ({ module, name, endpoint }) => {
    const ids: Record<string, string | undefined> = {
      organizationId: branch().id,
      personId: branch().members[5],
      examId,
      attemptId: sheet.body.id,
      within: branch().id,
      secret: 'A'.repeat(43),
    }
    const known = (field: string): unknown =>
      field === 'cursor'
        ? undefined
        : (ids[field] ?? (/(^id|Id|picture|copyOf|check)$/.test(field) ? 'f'.repeat(24) : undefined))
    const sampled = (schema: Endpoint['params']) =>
      (schema ? sampleOf(schema, known) : {}) as Record<string, string | undefined>
    const params = sampled(endpoint.params)
    const path = endpoint.path.replace(/:(\w+)/g, (_, field: string) => encodeURIComponent(String(params[field])))
    const asked = Object.entries(sampled(endpoint.query)).filter(([, value]) => value !== undefined)
    const query = new URLSearchParams(asked.map(([field, value]) => [field, String(value)]))
    const client = member()
    if (endpoint.method === 'GET') {
      mustTellNothing(name, await client.get(`${path}?${query}`), module === 'quiz')
      mustTellNothing(name, await client.get(path), module === 'quiz')
      return
    }
    const body = endpoint.uploadBytes ? new Uint8Array([1]) : endpoint.body && sampled(endpoint.body)
    const method = endpoint.method.toLowerCase() as 'post' | 'put' | 'delete'
    mustTellNothing(name, await client[method](`${path}?${query}`, body), module === 'quiz')
  },
)

test('交卷的回答里也只有得分', async () => {
  const path = `/quiz/attempts/${sheet.body.id}`
  mustTellNothing('submit', await member().post(`${path}/submit`, { answers: [] }))
  mustTellNothing('resume after', await member().get(path))
  mustTellNothing('the exam', await member().get(`/quiz/own-exams/${examId}`))
  expect(JSON.stringify((await member().get(`${path}/review`)).body)).toContain(SECRET)
})
