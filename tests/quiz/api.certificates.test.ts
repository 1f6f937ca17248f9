import { People } from '@cloud/modules/people/collection'
import { Certificates } from '@cloud/modules/quiz/certificates/collection'
import { collectDue } from '@cloud/modules/quiz/exams/attempts/collectDue'
import { Attempts } from '@cloud/modules/quiz/exams/collection'
import { Deliveries } from '@cloud/modules/reminders/collection'
import { isCertificateCode, plainCertificateCode } from '@shared/modules/quiz/certificates/code'
import { readPdf } from '../support/readPdf'
import { startTestService, type TestClient, type TestService } from '../support/service'
import { addBank, buildQuizBranch, numberOf, type Question, type QuizBranch, rightAnswerTo } from './quizWorld'

let service: TestService
let quiz: QuizBranch
let secretary: TestClient
const member = (i: number) => quiz.member(i)
/** An exam of two of the first questions of the bank; passed with all of them. */
const publish = (more: object = {}, from = 0) =>
  quiz.publish(2, { attempts: 2, passPercent: 100, certificate: true, ...more }, from)

beforeAll(async () => {
  service = await startTestService()
  quiz = await buildQuizBranch(service)
  ;({ secretary } = quiz)
})
afterAll(() => service.stop())

const certificateOf = async (who: string, examId: string) =>
  (await service.as(who).get('/quiz/own-certificates')).body.items.find(
    (one: { examId: string }) => one.examId === examId,
  )
const verify = (code: string, who: string = quiz.world.branches[1]?.members[4] ?? '') =>
  service.as(who).get(`/quiz/certificates/${encodeURIComponent(code)}`)
const nameOf = async (who: string) => (await People.findById(who).lean())?.name

/** Says that a question of the exam is wrong. @returns the appeal. */
async function appealed(who: string, attemptId: string, place: number) {
  await service.as(who).post(`/quiz/attempts/${attemptId}/appeals`, { place })
  const [appeal] = (await secretary.get('/quiz/appeals')).body.items
  return (await secretary.get(`/quiz/appeals/${appeal.id}`)).body
}
/** The same, and has it decided. */
async function rule(who: string, attemptId: string, place: number, ruling: object) {
  const appeal = await appealed(who, attemptId, place)
  const decided = await secretary.post(`/quiz/appeals/${appeal.id}/accept`, { ruling, why: '题目没说清' })
  expect(decided.status).toBe(200)
  await service.drain()
}
/** What somebody was told of questions put right, one after the other. */
const toldOf = async (who: string) =>
  (
    await Deliveries.find({ recipientId: who, subject: { $regex: '^quiz\\.rescored:' } })
      .sort({ _id: 1 })
      .lean()
  ).map(({ text: { note, why } }) => ({ note, why }))

describe('颁发', () => {
  test('合格就有一张；交几次都是这一张，没合格的、不发证的没有', async () => {
    const examId = await publish()
    const who = service.as(member(0))
    const attempt = await quiz.take(member(0), examId)
    for (let i = 0; i < 3; i += 1) await who.post(`/quiz/attempts/${attempt.id}/submit`, { answers: attempt.answers })
    await quiz.take(member(1), examId, 0)
    const without = await publish({ certificate: false })
    await quiz.take(member(0), without)

    const { body } = await who.get('/quiz/own-certificates')
    expect(body).toEqual({
      items: [
        {
          id: expect.any(String),
          examId,
          code: expect.stringMatching(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/),
          name: await nameOf(member(0)),
          examTitle: '安全月考试',
          organizationName: expect.any(String),
          issuedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
          state: 'valid',
          ...{ score: 400, full: 400, passPercent: 100 },
        },
      ],
      next: null,
    })
    expect(isCertificateCode(plainCertificateCode(body.items[0].code))).toBe(true)
    expect((await service.as(member(1)).get('/quiz/own-certificates')).body.items).toEqual([])
    expect(await Certificates.countDocuments({ examId })).toBe(1)
    expect((await who.get(`/quiz/own-exams/${examId}`)).body.certificateId).toBe(body.items[0].id)
    expect((await who.get(`/quiz/attempts/${attempt.id}/review`)).body.certificateId).toBe(body.items[0].id)
    expect((await service.as(member(1)).get(`/quiz/own-exams/${examId}`)).body).not.toHaveProperty('certificateId')
    expect((await secretary.get(`/quiz/exams/${examId}`)).body).toMatchObject({ done: 2, certificates: 1 })
    expect((await secretary.get(`/quiz/exams/${without}`)).body).toMatchObject({ done: 1, certificates: 0 })
  })

  test('两部手机同时交卷，只有一张', async () => {
    const examId = await publish()
    const people = [member(2), member(3), member(4), member(5)]
    const begun = await Promise.all(people.map((who) => quiz.begin(who, examId)))
    const answers = await Promise.all(
      begun.flatMap(({ id, answers: sent }, i) =>
        [1, 2, 3].map(() => service.as(people[i]).post(`/quiz/attempts/${id}/submit`, { answers: sent })),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200))
    const issued = await Certificates.find({ examId }).lean()
    expect(issued.map(({ personId }) => personId).sort()).toEqual([...people].sort())
    expect(new Set(issued.map(({ code }) => code)).size).toBe(4)
  })

  test('再考一次考得更好或更差，还是原来那张', async () => {
    const examId = await publish({ passPercent: 50 })
    await quiz.take(member(6), examId, 0)
    const first = await certificateOf(member(6), examId)
    expect(first).toMatchObject({ score: 200, full: 400, state: 'valid' })
    service.clock.advance({ days: 2 })
    await quiz.take(member(6), examId)
    expect(await certificateOf(member(6), examId)).toEqual({ ...first, score: 400 })
  })

  test('到时间系统收卷，合格的也有', async () => {
    const examId = await publish({ minutes: 10 })
    const { id, answers } = await quiz.begin(member(7), examId)
    await service.as(member(7)).put(`/quiz/attempts/${id}/answers`, { answers }, { key: null })
    service.clock.advance({ minutes: 20 })
    await collectDue(service.deps)
    expect(await certificateOf(member(7), examId)).toMatchObject({ state: 'valid' })
  })
})

describe('改判', () => {
  test('改判后不合格就撤销，编号不变；又合格了，还是这一张', async () => {
    const examId = await publish({}, 2)
    const right = await quiz.take(member(0), examId)
    const wrong = await quiz.take(member(1), examId, 2)
    const before = await certificateOf(member(0), examId)
    expect(before.state).toBe('valid')
    expect(await certificateOf(member(1), examId)).toBeUndefined()

    // From now on the option behind the key is right: who had it wrong passes, who had it right no longer does.
    const review = (await service.as(member(1)).get(`/quiz/attempts/${wrong.id}/review`)).body.questions
    const chosen = review.find((one: Question) => numberOf(one) === 2)
    const chosenText = chosen.asked.options[chosen.answer[0]].text
    await service.as(member(1)).post(`/quiz/attempts/${wrong.id}/appeals`, { place: wrong.placeOf(2) })
    const [appeal] = (await secretary.get('/quiz/appeals')).body.items
    const { question } = (await secretary.get(`/quiz/appeals/${appeal.id}`)).body
    const key = [question.asked.options.findIndex(({ text }: { text: string }) => text === chosenText)]
    await secretary.post(`/quiz/appeals/${appeal.id}/accept`, {
      ruling: { kind: 'corrected', parts: [{ key }] },
      why: '新规定第8条',
    })
    await service.drain()

    expect(await certificateOf(member(0), examId)).toEqual({
      ...before,
      ...{ state: 'withdrawn', withdrawnBecause: 'rescored', score: 200 },
    })
    expect((await verify(before.code)).body).toMatchObject({ code: before.code, state: 'withdrawn' })
    const after = await certificateOf(member(1), examId)
    expect(after).toMatchObject({ state: 'valid', score: 400 })
    expect(after.code).not.toBe(before.code)
    expect((await secretary.get(`/quiz/exams/${examId}`)).body.certificates).toBe(1)
    await service.drain()
    expect(await toldOf(member(0))).toEqual([
      { note: '成绩重新算过，证书已撤销', why: '改判后没有达到及格线，证书已撤销。第2题选一项 · 新规定第8条' },
    ])
    expect(await toldOf(member(1))).toEqual([
      { note: '成绩重新算过，证书已发', why: '改判后合格，证书已发，在“我的证书”里。第2题选一项 · 新规定第8条' },
    ])

    // Answered as it is right now.
    const again = await service.as(member(0)).post(`/quiz/own-exams/${examId}/attempts`)
    const answers = again.body.questions.map((one: Question) => {
      const places = one.asked.options.flatMap(({ text }: { text: string }, i: number) =>
        text === chosenText ? [i] : [],
      )
      const answer = numberOf(one) === 2 ? places : rightAnswerTo(one.asked)
      return { place: one.place, seq: 1, answer, doneAt: new Date(service.clock.now()).toISOString() }
    })
    await service.as(member(0)).post(`/quiz/attempts/${again.body.id}/submit`, { answers })
    expect(await certificateOf(member(0), examId)).toEqual({ ...before, score: 400 })
    expect(await Certificates.countDocuments({ examId })).toBe(2)
    expect(await Attempts.countDocuments({ examId, counts: true, passed: true })).toBe(2)
    await service.runJobs()
    expect((await certificateOf(member(1), examId)).code).toBe(after.code)
    expect(right.id).not.toBe(wrong.id)
  })

  test('改判撤销、再改判又合格：同一条通知里说证书怎样；成绩变了证书没变的不提证书', async () => {
    await Deliveries.deleteMany({})
    quiz.questionIds.push(...(await addBank(service, quiz.branch, 5)).questionIds)
    const examId = await publish({ passPercent: 50, attempts: 1 }, quiz.questionIds.length - 5)
    const half = await quiz.take(member(8), examId, 1)
    await quiz.take(member(2), examId)
    expect(await certificateOf(member(8), examId)).toMatchObject({ state: 'valid' })
    const { question } = await appealed(member(8), half.id, half.placeOf(0))
    // Question 0 has another key from now on: whoever had it right loses its points.
    const key = [question.asked.options.findIndex(({ text }: { text: string }) => text === '第0题的选项2')]
    await rule(member(8), half.id, half.placeOf(0), { kind: 'corrected', parts: [{ key }] })
    expect((await toldOf(member(8))).map(({ note }) => note)).toEqual(['成绩重新算过，证书已撤销'])
    expect((await toldOf(member(2))).map(({ note }) => note)).toEqual(['考试成绩重新算过'])
    service.clock.advance({ minutes: 1 })
    await rule(member(8), half.id, half.placeOf(1), { kind: 'allRight' })
    expect(await certificateOf(member(8), examId)).toMatchObject({ state: 'valid' })
    expect((await toldOf(member(8))).map(({ note }) => note)).toEqual([
      '成绩重新算过，证书已撤销',
      '成绩重新算过，证书恢复有效',
    ])
  })

  test('题目作废后才合格的，补发一张', async () => {
    const examId = await publish({}, 10)
    const attempt = await quiz.take(member(2), examId, 10)
    expect(await certificateOf(member(2), examId)).toBeUndefined()
    await rule(member(2), attempt.id, attempt.placeOf(10), { kind: 'withdrawn' })
    expect(await certificateOf(member(2), examId)).toMatchObject({ state: 'valid', score: 200, full: 200 })
  })

  test('考试取消了，证书撤销；取消之后改判也不再发', async () => {
    const examId = await publish({}, 13)
    await quiz.take(member(3), examId)
    const late = await quiz.take(member(4), examId, 13)
    expect((await secretary.post(`/quiz/exams/${examId}/cancel`, { reason: '题目泄露' })).status).toBe(200)
    expect(await certificateOf(member(3), examId)).toMatchObject({ state: 'withdrawn', withdrawnBecause: 'cancelled' })
    expect((await secretary.get(`/quiz/exams/${examId}`)).body.certificates).toBe(0)
    await service.drain()
    const told = { subject: `quiz.exam:${examId}`, rung: /:cancelled$/, recipientId: member(3) }
    expect(await Deliveries.findOne(told).lean()).toMatchObject({ text: { note: '不用考了，证书撤销' } })
    await rule(member(4), late.id, late.placeOf(13), { kind: 'allRight' })
    expect(await certificateOf(member(4), examId)).toBeUndefined()
  })
})

describe('查看和验证', () => {
  test('401、400、404，一次一页；别人的像不存在一样', async () => {
    const examId = await publish({ title: '第二次考试' }, 0)
    await quiz.take(member(0), examId)
    const own = await certificateOf(member(0), examId)
    const path = `/quiz/own-certificates/${own.id}`
    expect((await service.as().get('/quiz/own-certificates')).status).toBe(401)
    expect((await service.as().get(path)).status).toBe(401)
    expect((await service.as(member(0)).get('/quiz/own-certificates/x')).status).toBe(400)
    for (const other of [member(1), quiz.branch.secretary, quiz.world.administrator])
      expect((await service.as(other).get(path)).status).toBe(404)
    const shown = await service.as(member(0)).get(path)
    expect(shown.body).toEqual({ ...own, rows: expect.any(Array) })
    expect(shown.body.rows.length).toBeGreaterThan(20)

    const first = (await service.as(member(0)).get('/quiz/own-certificates?limit=1')).body
    expect(first.items).toEqual([own])
    const rest = (await service.as(member(0)).get(`/quiz/own-certificates?cursor=${first.next}`)).body
    expect(rest.items.length).toBeGreaterThan(0)
    expect(rest.items.map(({ id }: { id: string }) => id)).not.toContain(own.id)
  })

  test('登录的人都能凭编号验证，只看到证书上有的', async () => {
    const examId = await publish({ title: '第三次考试' }, 0)
    await quiz.take(member(1), examId)
    const { code, issuedOn, organizationName } = await certificateOf(member(1), examId)
    expect((await service.as().get(`/quiz/certificates/${code}`)).status).toBe(401)
    for (const typed of [code, code.toLowerCase(), code.replaceAll('-', '')]) {
      const { status, body } = await verify(typed)
      expect([status, body]).toEqual([
        200,
        { code, name: await nameOf(member(1)), examTitle: '第三次考试', organizationName, issuedOn, state: 'valid' },
      ])
    }
  })

  test('抄错的编号说抄错了，没有的说没有，一直试会停下', async () => {
    const guesser = quiz.world.branches[1]?.members[5] ?? ''
    const wrong = await verify('ABCD-EFGH-JKM8', guesser)
    expect([wrong.status, wrong.body.error.message]).toEqual([400, expect.stringContaining('核对')])
    const none = await verify('ABCD-EFGH-JKM7', guesser)
    expect([none.status, none.body.error.message]).toEqual([404, '没有这个编号的证书，请和证书上的核对一遍'])
    const statuses: number[] = []
    for (let i = 0; i < 61; i += 1) statuses.push((await verify('ABCD-EFGH-JKM7', guesser)).status)
    expect(statuses.at(-1)).toBe(429)
    expect(statuses.filter((status) => status === 404)).toHaveLength(59)
    // A genuine code is no way around it, and nobody else is held up.
    const [known] = await Certificates.find().limit(1).lean()
    expect((await verify(known?.code ?? '', guesser)).status).toBe(429)
    expect((await verify(known?.code ?? '', member(2))).status).toBe(200)
  })
})

describe('下载', () => {
  test('401、404；自己的打得开，字都对；撤销以后不能再下载', async () => {
    const examId = await publish({ title: '第四次考试' }, 0)
    await quiz.take(member(2), examId)
    const { id, code, name, organizationName, issuedOn } = await certificateOf(member(2), examId)
    const path = `/quiz/own-certificates/${id}/pdf`
    expect((await service.as().get(path)).status).toBe(401)
    for (const other of [member(1), quiz.branch.secretary]) expect((await service.as(other).get(path)).status).toBe(404)
    const answer = await service.as(member(2)).get(path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain(`考试合格证书 ${code}.pdf`)
    const { text, pages } = readPdf(answer.body)
    expect(pages).toBe(1)
    const [year, month, day] = issuedOn.split('-').map(Number)
    for (const word of [name, '第四次考试', organizationName, code, `${year}年${month}月${day}日`, '得分 4，满分 4'])
      expect(text).toContain(word)

    await secretary.post(`/quiz/exams/${examId}/cancel`, { reason: '题目泄露' })
    const refused = await service.as(member(2)).get(path)
    expect([refused.status, refused.body.error.message]).toEqual([409, '证书已撤销，不能下载：这次考试已取消'])
  })
})
