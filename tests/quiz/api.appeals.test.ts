import { Attempts } from '@cloud/modules/quiz/exams/collection'
import { Deliveries } from '@cloud/modules/reminders/collection'
import { startTestService, type TestClient, type TestService } from '../support/service'
import { buildQuizBranch, numberOf, type Question, type QuizBranch, SECRET } from './quizWorld'

let service: TestService
let quiz: QuizBranch
let secretary: TestClient
const member = (i: number) => quiz.member(i)
const publish = (count: number, more: object = {}, from = 0) => quiz.publish(count, { attempts: 1, ...more }, from)

beforeAll(async () => {
  service = await startTestService()
  quiz = await buildQuizBranch(service)
  ;({ secretary } = quiz)
})
afterAll(() => service.stop())

const appeal = (who: string, attemptId: string, place: number, reason?: string) =>
  service.as(who).post(`/quiz/attempts/${attemptId}/appeals`, { place, ...(reason && { reason }) })
const openAppeals = async () => (await secretary.get('/quiz/appeals')).body.items
const resultOf = async (attemptId: string) => {
  const row = await Attempts.findById(attemptId).lean()
  return row && { score: row.score, full: row.full, passed: row.passed, changes: row.changes.length }
}
/** What somebody was told of rulings; of the exam itself everybody was told when it was published. */
const noticesTo = (who: string) =>
  Deliveries.find({ recipientId: who, subject: { $regex: '^quiz\\.(rescored|appealRejected):' } }).lean()

describe('说题目有问题', () => {
  test('401、404、400、409；公布答案以后才能说，说几次都算一次，不列姓名', async () => {
    const examId = await publish(5, { reveal: 'closed' })
    const { id, placeOf } = await quiz.take(member(0), examId, 1)
    expect((await service.as().post(`/quiz/attempts/${id}/appeals`, { place: 0 })).status).toBe(401)
    expect((await appeal(member(1), id, 0)).status).toBe(404)
    expect((await appeal(member(0), id, 0, '没有这样的')).status).toBe(400)
    expect((await appeal(member(0), id, 5)).status).toBe(400)
    expect((await appeal(member(0), id, placeOf(1))).status).toBe(409)
    await secretary.put(`/quiz/exams/${examId}/end`, { reason: '都考完了' })
    expect((await appeal(member(0), id, placeOf(1))).status).toBe(200)
    expect((await appeal(member(0), id, placeOf(1), 'key')).status).toBe(200)
    expect((await appeal(member(0), id, placeOf(1))).status).toBe(200)
    const review = await service.as(member(0)).get(`/quiz/attempts/${id}/review`)
    const question = review.body.questions.find((one: Question) => numberOf(one) === 1)
    expect(question.appeal).toEqual({ state: 'open' })

    const [row] = await openAppeals()
    expect(row).toMatchObject({ title: '第1题选一项', voices: 1, state: 'open', examTitle: '安全月考试' })
    expect((await service.as(member(0)).get('/quiz/appeals')).status).toBe(403)
    const other = service.as(quiz.world.branches[1]?.secretary)
    expect((await other.get('/quiz/appeals')).body.items).toEqual([])
    expect((await other.get(`/quiz/appeals/${row.id}`)).status).toBe(404)
    const shown = await secretary.get(`/quiz/appeals/${row.id}`)
    expect(shown.body).toMatchObject({
      reasons: [{ reason: 'key', count: 1 }],
      attempts: 1,
      given: [],
      ownBank: true,
      allowed: ['decide'],
    })
    expect(JSON.stringify(shown.body)).not.toContain(member(0))

    expect((await secretary.post(`/quiz/appeals/${row.id}/reject`, {})).status).toBe(400)
    expect((await other.post(`/quiz/appeals/${row.id}/reject`, { why: '没错' })).status).toBe(404)
    expect((await secretary.post(`/quiz/appeals/${row.id}/reject`, { why: '规定就是这样写的' })).status).toBe(200)
    expect((await secretary.post(`/quiz/appeals/${row.id}/reject`, { why: '规定就是这样写的' })).status).toBe(200)
    await service.drain()
    await service.drain()
    const told = await noticesTo(member(0))
    expect(told.map(({ text }) => text.why)).toEqual(['规定就是这样写的'])
    expect(await resultOf(id)).toMatchObject({ score: 800, changes: 0 })
    const after = (await service.as(member(0)).get(`/quiz/attempts/${id}/review`)).body.questions
    expect(after.find((one: Question) => numberOf(one) === 1).appeal).toEqual({
      state: 'rejected',
      why: '规定就是这样写的',
    })
    const late = { ruling: { kind: 'allRight' }, why: '再想想' }
    expect((await secretary.post(`/quiz/appeals/${row.id}/accept`, late)).status).toBe(409)
  })
})

describe('采纳', () => {
  test('更正答案：所有考过的重新算分，做两遍和一遍一样，改了分的人和提出的人各知道一次，痕迹看得到', async () => {
    const examId = await publish(5, { passPercent: 90 })
    // Two had the key as it was, one had the option behind it, which is right from now on.
    const [asIs, also, mended] = [
      await quiz.take(member(1), examId),
      await quiz.take(member(2), examId),
      await quiz.take(member(3), examId, 2),
    ]
    for (const who of [member(0), member(8)]) await quiz.take(who, examId)
    const elsewhere = await publish(5)
    const same = await quiz.take(member(4), elsewhere, 3)
    await appeal(member(3), mended.id, mended.placeOf(2), 'key')
    const { id: appealId } = (await openAppeals()).find(({ title }: Question) => title === '第2题选一项')
    const accept = (parts: unknown[]) =>
      secretary.post(`/quiz/appeals/${appealId}/accept`, { ruling: { kind: 'corrected', parts }, why: '新规定第8条' })
    expect((await accept([])).status).toBe(400)
    expect((await accept([{ key: [9] }])).status).toBe(400)
    expect((await accept([{ key: [2] }])).body.error.message).toContain('和原来的答案一样')
    expect((await accept([{ accepted: [['三']] }])).status).toBe(400)
    const before = await Attempts.findById(mended.id).lean()
    const place = mended.placeOf(2)
    const shown = (await service.as(member(3)).get(`/quiz/attempts/${mended.id}/review`)).body.questions
    const chosenText = shown.find((one: Question) => one.place === place)
    const chosen = chosenText.asked.options[chosenText.answer[0]].text
    const { question, given } = (await secretary.get(`/quiz/appeals/${appealId}`)).body
    expect(given).toMatchObject([
      {
        answers: [
          { count: 4, right: true },
          { count: 1, right: false },
        ],
        empty: 0,
      },
    ])
    const key = [question.asked.options.findIndex(({ text }: { text: string }) => text === chosen)]

    expect((await accept([{ key }])).status).toBe(200)
    expect((await accept([{ key }])).status).toBe(200)
    await service.drain()
    await service.drain()
    expect(await resultOf(mended.id)).toEqual({ score: 1_000, full: 1_000, passed: true, changes: 1 })
    for (const { id } of [asIs, also])
      expect(await resultOf(id)).toEqual({ score: 800, full: 1_000, passed: false, changes: 1 })
    // The same question in another exam of the place is graded alike.
    expect(await resultOf(same.id)).toEqual({ score: 600, full: 1_000, passed: true, changes: 1 })
    expect(before?.score).toBe(800)

    for (const who of [member(1), member(2), member(3), member(4)]) {
      const told = await noticesTo(who)
      expect(told.map(({ text }) => text.title)).toEqual(['“安全月考试”有一道题改判：更正答案'])
    }
    const decided = await secretary.get(`/quiz/appeals/${appealId}`)
    expect(decided.body).toMatchObject({
      state: 'accepted',
      decision: { kind: 'corrected', why: '新规定第8条', changed: 5, nowPassed: 1, nowFailed: 4 },
      allowed: [],
    })
    const review = (await service.as(member(1)).get(`/quiz/attempts/${asIs.id}/review`)).body
    expect(review.changes).toMatchObject([{ why: 'appeal', from: 1_000, to: 800 }])
    const now = review.questions.find((one: Question) => numberOf(one) === 2)
    expect([now.ruling, now.share, now.asked.options[now.key[0]].text]).toEqual(['corrected', 0, chosen])
    expect((await appeal(member(1), asIs.id, asIs.placeOf(2))).status).toBe(409)

    // The question itself is right from now on, as a new version.
    const stored = (await secretary.get(`/quiz/questions/${quiz.questionIds[2]}`)).body
    expect(stored).toMatchObject({ version: 2, state: 'active' })
    expect(stored.content.options[stored.content.key[0]].text).toBe(chosen)
    // Whoever hands in afterwards is graded by the ruling at once, and nobody's result changes without one.
    const late = await quiz.take(member(5), elsewhere)
    expect(await resultOf(late.id)).toMatchObject({ score: 800, changes: 0 })
    await service.runJobs()
    expect(await resultOf(mended.id)).toMatchObject({ score: 1_000, changes: 1 })
    const audit = await service.as(quiz.world.administrator).get('/audit?limit=100')
    expect(JSON.stringify(audit.body)).toContain('采纳异议，更正答案（新规定第8条）')
  })

  test('作废：满分跟着少，改分记录里看得到；人人算对；提出的人没改分也知道', async () => {
    const examId = await publish(2, { passPercent: 100 }, 3)
    const [wrong, right] = [await quiz.take(member(6), examId, 3), await quiz.take(member(7), examId)]
    await appeal(member(7), right.id, right.placeOf(3), 'unclear')
    const [row] = await openAppeals()
    const decide = (id: string, kind: string) =>
      secretary.post(`/quiz/appeals/${id}/accept`, { ruling: { kind }, why: '题目没说清' })
    await decide(row.id, 'withdrawn')
    await service.drain()
    expect(await resultOf(wrong.id)).toEqual({ score: 200, full: 200, passed: true, changes: 1 })
    expect(await resultOf(right.id)).toEqual({ score: 200, full: 200, passed: true, changes: 1 })
    const review = (await service.as(member(6)).get(`/quiz/attempts/${wrong.id}/review`)).body
    expect(review.changes).toMatchObject([{ from: 200, to: 200, fullFrom: 400, fullTo: 200 }])
    expect((await secretary.get(`/quiz/questions/${quiz.questionIds[3]}`)).body.state).toBe('flagged')

    await appeal(member(7), right.id, right.placeOf(4))
    const [next] = await openAppeals()
    await decide(next.id, 'allRight')
    await service.drain()
    expect(await resultOf(right.id)).toMatchObject({ score: 200, changes: 1 })
    expect((await noticesTo(member(7))).map(({ text }) => text.title).sort()).toEqual([
      '“安全月考试”有一道题改判：人人算对',
      '“安全月考试”有一道题改判：作废，不计分',
    ])
    expect(await noticesTo(member(6))).toHaveLength(1)
  })

  test('上级的裁定管到下面所有的考试，下级不能再改', async () => {
    const examId = await publish(1, { passPercent: 100 }, 10)
    const taken = await quiz.take(member(8), examId, 10)
    await appeal(member(8), taken.id, 0)
    const [row] = await openAppeals()
    const above = service.as(quiz.world.superior)
    const accept = (who: TestClient, id: string, kind: string) =>
      who.post(`/quiz/appeals/${id}/accept`, { ruling: { kind }, why: '两个都对' })
    expect((await accept(above, row.id, 'allRight')).status).toBe(200)
    expect((await accept(above, row.id, 'withdrawn')).status).toBe(409)
    await service.drain()
    expect(await resultOf(taken.id)).toMatchObject({ score: 200, passed: true })
    expect((await appeal(member(8), taken.id, 0)).status).toBe(200)
    expect(await openAppeals()).toEqual([])
  })

  test('说有问题时什么答案也看不到', async () => {
    const examId = await publish(5, { reveal: 'closed' }, 11)
    const { body } = await service.as(member(0)).post(`/quiz/own-exams/${examId}/attempts`)
    const refused = await appeal(member(0), body.id, 0)
    expect([refused.status, JSON.stringify(refused.body).includes(SECRET)]).toEqual([409, false])
  })
})
