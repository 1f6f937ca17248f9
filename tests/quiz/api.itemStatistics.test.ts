import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { addBank, rightAnswerTo } from './quizWorld'

let service: TestService
let world: World
let examId = ''
const QUESTIONS = 6

beforeAll(async () => {
  service = await startTestService()
  world = await buildWorld(service.deps, { branches: 2, members: 30 })
  const [branch] = world.branches
  if (!branch) throw new Error('no branch')
  const { bankId } = await addBank(service, branch, QUESTIONS)
  const secretary = service.as(branch.secretary)
  const { body } = await secretary.post('/quiz/exams', {
    organizationId: branch.id,
    title: '安全月考试',
    audience: { organizationIds: [branch.id] },
    paper: { kind: 'drawn', bankIds: [bankId], rows: [{ count: QUESTIONS, points: 1 }] },
    attempts: 2,
    closesAt: new Date(service.clock.now() + 30 * 86_400_000).toISOString(),
  })
  examId = body.id
  expect((await secretary.post(`/quiz/exams/${examId}/publish`)).status).toBe(200)
}, 60_000)
afterAll(() => service.stop())

const secretary = () => service.as(world.branches[0]?.secretary)
const statistics = async () => (await secretary().get(`/quiz/exams/${examId}/items`)).body

/** Takes the exam; the question that ends in `wrong` gets the first option that is not right. */
async function take(personId: string | undefined, wrongAt: (stem: string) => boolean): Promise<void> {
  const client = service.as(personId)
  const sheet = (await client.post(`/quiz/own-exams/${examId}/attempts`)).body
  const doneAt = new Date(service.clock.now()).toISOString()
  const answers = sheet.questions.map(
    ({ place, asked }: { place: number; asked: Parameters<typeof rightAnswerTo>[0] }) => {
      const right = rightAnswerTo(asked) as number[]
      const other = asked.options.findIndex((_, i) => !right.includes(i))
      return { place, seq: 1, answer: wrongAt(asked.stem) ? [other] : right, doneAt }
    },
  )
  expect((await client.post(`/quiz/attempts/${sheet.id}/submit`, { answers })).status).toBe(200)
}

test('谁能看：没登录 401，参加的人 403，别的支部的书记 404', async () => {
  const path = `/quiz/exams/${examId}/items`
  expect((await service.as().get(path)).status).toBe(401)
  expect((await service.as(world.branches[0]?.members[5]).get(path)).status).toBe(403)
  expect((await service.as(world.branches[1]?.secretary).get(path)).status).toBe(404)
})

test('不足 5 人不说；多了以后难度、区分度、选项次数都对，要看的在前；一人只算一次', async () => {
  const members = world.branches[0]?.members.slice(3) ?? []
  for (const personId of members.slice(0, 4)) await take(personId, () => false)
  expect(await statistics()).toMatchObject({ people: 4, least: 5, untold: QUESTIONS, items: [] })
  // The first question is missed by those who get everything else right, and got right by those who miss the rest.
  for (const personId of members.slice(4, 14)) await take(personId, (stem) => stem.startsWith('第0题'))
  for (const personId of members.slice(14, 24)) await take(personId, (stem) => !stem.startsWith('第0题'))
  const { people, untold, items } = await statistics()
  expect({ people, untold, items: items.length }).toEqual({ people: 24, untold: 0, items: QUESTIONS })
  expect(items[0]).toMatchObject({ stem: '第0题选一项', times: 24, right: 58 })
  expect(items[0].discrimination).toBeLessThan(0)
  expect(items[0].findings[0]).toMatch(/先核对答案/)
  const key = items[0].options.find(({ right }: { right: boolean }) => right)
  expect(key).toMatchObject({ place: 0, times: 14 })
  expect(items[0].options.reduce((sum: number, { times }: { times: number }) => sum + times, 0)).toBe(24)
  for (const item of items.slice(1)) expect(item.discrimination).toBeGreaterThan(0.3)
  // A second, worse attempt of somebody changes nothing.
  await take(members[0], () => true)
  expect((await statistics()).items).toEqual(items)
})
