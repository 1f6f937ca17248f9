import { Attempts, Papers } from '@cloud/modules/quiz/exams/collection'
import { buildWorld, type World } from '../support/factories'
import { type Answer, startTestService, type TestClient, type TestService } from '../support/service'
import { addBank, rightAnswerTo, SECRET } from './quizWorld'

let service: TestService
let world: World
let bankId: string
let secretary: TestClient
const branch = () => {
  const [first] = world.branches
  if (!first) throw new Error('no branch')
  return first
}

beforeAll(async () => {
  service = await startTestService()
  world = await buildWorld(service.deps, { branches: 2, members: 16 })
  ;({ bankId } = await addBank(service, branch(), 60))
  secretary = service.as(branch().secretary)
})
afterAll(() => service.stop())

async function publish(more: object = {}): Promise<string> {
  const { body } = await secretary.post('/quiz/exams', {
    organizationId: branch().id,
    title: '安全月考试',
    audience: { organizationIds: [branch().id] },
    paper: { kind: 'drawn', bankIds: [bankId], rows: [{ count: 10, points: 2 }] },
    minutes: 30,
    closesAt: new Date(service.clock.now() + 30 * 86_400_000).toISOString(),
    ...more,
  })
  const published = await secretary.post(`/quiz/exams/${body.id}/publish`)
  expect([published.status, published.body]).toEqual([200, { ok: true }])
  return body.id
}

let next = 0
/** Another member of the branch each time. */
const someone = (): TestClient => service.as(branch().members[3 + (next++ % 12)])
const nowIso = (): string => new Date(service.clock.now()).toISOString()

// biome-ignore lint/suspicious/noExplicitAny: questions as the service shows them
type Question = any
const answersTo = (sheet: Answer, places: readonly number[], seq = 1) =>
  sheet.body.questions
    .filter(({ place }: Question) => places.includes(place))
    .map(({ place, asked }: Question) => ({ place, seq, answer: rightAnswerTo(asked), doneAt: nowIso() }))
const ALL = Array.from({ length: 10 }, (_, i) => i)

describe('开始答题', () => {
  test('401、404、403、成功；再点一次接着答，两部手机同时开始也只有一份', async () => {
    const examId = await publish()
    const path = `/quiz/own-exams/${examId}/attempts`
    expect((await service.as().post(path)).status).toBe(401)
    expect((await service.as(world.branches[1]?.members[5]).post(path)).status).toBe(404)
    const who = someone()
    const [one, two] = await Promise.all([who.post(path), who.post(path)])
    expect([one.status, two.status]).toEqual([200, 200])
    expect(one.body.id).toBe(two.body.id)
    expect(one.body).toMatchObject({ number: 1, state: 'open', title: '安全月考试', answers: [] })
    expect(one.body.questions).toHaveLength(10)
    expect(Date.parse(one.body.dueAt) - Date.parse(one.body.startedAt)).toBe(30 * 60_000)
    expect(one.body.now).toBe(nowIso())
    expect((await who.post(path)).body).toEqual(one.body)
    expect(JSON.stringify(one.body)).not.toContain(SECRET)
    const other = await someone().post(path)
    expect(other.body.questions).not.toEqual(one.body.questions)
    expect(await Papers.countDocuments({ examId })).toBe(2)
  })

  test('题里的图片随卷给出地址，交卷后的讲评里也是', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
      'base64',
    )
    const picture = (await secretary.post('/files?fileName=a.png', png)).body.id
    const content = {
      kind: 'single',
      stem: '图里缺了什么？',
      picture,
      options: [{ text: '护栏' }, { text: '安全网' }],
      key: [0],
      explanation: '',
    }
    const { body } = await secretary.post(`/quiz/banks/${bankId}/questions`, { content, tags: ['看图'] })
    const examId = await publish({
      paper: { kind: 'fixed', questions: [{ questionId: body.id, points: 1 }] },
      reveal: 'submitted',
    })
    const who = someone()
    const sheet = await who.post(`/quiz/own-exams/${examId}/attempts`)
    const { picture: url } = sheet.body.questions[0].asked
    expect((await fetch(`${service.url}${url}`)).status).toBe(200)
    await who.post(`/quiz/attempts/${sheet.body.id}/submit`, { answers: [] })
    const review = await who.get(`/quiz/attempts/${sheet.body.id}/review`)
    expect(review.body.questions[0].asked.picture).toBe(url)
    await secretary.post(`/quiz/questions/${body.id}/review`, { decision: 'retire', reason: '只在这里用' })
  })

  test('没到时间、结束了、次数用完都说清原因', async () => {
    const later = await publish({ opensAt: new Date(service.clock.now() + 3_600_000).toISOString() })
    const early = await someone().post(`/quiz/own-exams/${later}/attempts`)
    expect([early.status, early.body.error.message]).toEqual([422, '考试还没有开始'])
    const examId = await publish({ attempts: 1 })
    const who = someone()
    const sheet = await who.post(`/quiz/own-exams/${examId}/attempts`)
    await who.post(`/quiz/attempts/${sheet.body.id}/submit`, { answers: [] })
    const again = await who.post(`/quiz/own-exams/${examId}/attempts`)
    expect([again.status, again.body.error.message]).toEqual([422, '只能考 1 次，已经考完'])
  })
})

describe('保存作答', () => {
  test('一题一存，旧的不盖新的，重开后都在；别人的答卷像不存在一样', async () => {
    const examId = await publish()
    const who = someone()
    const sheet = await who.post(`/quiz/own-exams/${examId}/attempts`)
    const path = `/quiz/attempts/${sheet.body.id}`
    const save = (answers: unknown[]) => who.put(`${path}/answers`, { answers }, { key: null })
    const one = (place: number, seq: number, answer: unknown) => ({ place, seq, answer, doneAt: nowIso() })

    expect((await service.as().put(`${path}/answers`, { answers: [one(0, 1, [0])] })).status).toBe(401)
    for (const bad of [
      [],
      [one(-1, 1, [0])],
      [one(0, 0, [0])],
      [one(0, 1, [10])],
      [one(0, 1, 'A')],
      [one(0, 1, [0, 'x'])],
    ])
      expect([bad, (await save(bad)).status]).toEqual([bad, 400])
    expect((await save([one(10, 1, [0])])).status).toBe(400)
    expect((await someone().put(`${path}/answers`, { answers: [one(0, 1, [0])] })).status).toBe(404)

    const newer = [{ place: 0, seq: 2, answer: [1] }]
    expect((await save([one(0, 2, [1])])).body).toEqual({ state: 'open', refused: [], newer: [] })
    expect((await save([one(0, 1, [3])])).body).toEqual({ state: 'open', refused: [], newer })
    expect((await save([one(0, 1, [3]), one(1, 1, [2]), one(2, 5, null)])).body).toEqual({
      state: 'open',
      refused: [],
      newer,
    })
    const again = await who.get(path)
    expect(again.body.answers).toEqual([
      { place: 0, seq: 2, answer: [1] },
      { place: 1, seq: 1, answer: [2] },
      { place: 2, seq: 5, answer: null },
    ])
    expect(again.body.questions).toEqual(sheet.body.questions)
  })

  test('任意顺序、任意重复送来，留下的都是每题最后一次', async () => {
    const examId = await publish()
    const who = someone()
    const { id } = (await who.post(`/quiz/own-exams/${examId}/attempts`)).body
    const all = [0, 1, 2].flatMap((place) =>
      [1, 2, 3, 4].map((seq) => ({ place, seq, answer: [(seq + place) % 4], doneAt: nowIso() })),
    )
    const orders = [...all, ...all].map((one, i) => ({ one, order: (i * 7) % 13 })).sort((a, b) => a.order - b.order)
    await Promise.all(orders.map(({ one }) => who.put(`/quiz/attempts/${id}/answers`, { answers: [one] })))
    expect((await who.get(`/quiz/attempts/${id}`)).body.answers).toEqual(
      [0, 1, 2].map((place) => ({ place, seq: 4, answer: [(4 + place) % 4] })),
    )
  })
})

describe('同一个人的两部手机', () => {
  const begin = async () => {
    const who = someone()
    const examId = await publish({
      paper: { kind: 'drawn', bankIds: [bankId], rows: [{ kind: 'single', count: 4, points: 2 }] },
    })
    const { id } = (await who.post(`/quiz/own-exams/${examId}/attempts`)).body
    const path = `/quiz/attempts/${id}`
    return {
      who,
      id,
      path,
      save: async (...answers: object[]) => (await who.put(`${path}/answers`, { answers }, { key: null })).body,
      stored: async () => (await Attempts.findById(id).lean())?.answers,
    }
  }
  const at = (seconds: number): string => new Date(service.clock.now() + seconds * 1_000).toISOString()
  const kept = (newer: object[] = []) => ({ state: 'open', refused: [], newer })

  test('数到同一个数：后答的算，先到后到都一样，重复送来不变；另一部手机随回话得知', async () => {
    const first = { seq: 1, answer: [0], doneAt: at(-20) }
    const second = { seq: 1, answer: [1], doneAt: at(-10) }
    const { save, stored } = await begin()
    const on = (place: number, one: object) => ({ place, ...one })
    // In the order in which they were given, and the other way round.
    expect(await save(on(0, first))).toEqual(kept())
    expect(await save(on(0, second))).toEqual(kept())
    expect(await save(on(1, second))).toEqual(kept())
    expect(await save(on(1, first))).toEqual(kept([{ place: 1, seq: 1, answer: [1] }]))
    // Each again, several at once.
    expect(await save(on(0, first), on(1, second))).toEqual(kept([{ place: 0, seq: 1, answer: [1] }]))
    expect(await save(on(0, second), on(1, first))).toEqual(kept([{ place: 1, seq: 1, answer: [1] }]))
    expect(await stored()).toEqual({ 0: second, 1: second })
    // Both have said the same: there is nothing to tell.
    expect(await save(on(0, { ...first, answer: [1] }))).toEqual(kept())
    // Whoever has been told counts on from there.
    expect(await save(on(1, { seq: 2, answer: [3], doneAt: at(-15) }))).toEqual(kept())
    expect((await stored())?.['1']).toMatchObject({ seq: 2, answer: [3] })
  })

  test('两部手机同时送，任意顺序：不丢、不重，留下的是后答的', async () => {
    const { save, stored } = await begin()
    const given = [0, 1, 2, 3].flatMap((place) =>
      [0, 1].flatMap((device) =>
        [1, 2, 3].map((seq) => ({ place, seq, answer: [(place + device) % 4], doneAt: at(-60 + seq * 10 + device) })),
      ),
    )
    const orders = [...given, ...given]
      .map((one, i) => ({ one, order: (i * 7) % 13 }))
      .sort((a, b) => a.order - b.order)
    await Promise.all(orders.map(({ one }) => save(one)))
    expect(await stored()).toEqual(
      Object.fromEntries(
        [0, 1, 2, 3].map((place) => [place, { seq: 3, answer: [(place + 1) % 4], doneAt: at(-60 + 31) }]),
      ),
    )
  })

  test('交卷带着先答的：算后答的，并且说出来', async () => {
    const { who, path, save, stored } = await begin()
    const later = { seq: 1, answer: [1], doneAt: at(-10) }
    await save({ place: 0, ...later })
    const answers = [0, 1].map((place) => ({ place, seq: 1, answer: [2], doneAt: at(-20) }))
    const handIn = await who.post(`${path}/submit`, { answers })
    expect(handIn.body).toMatchObject({ state: 'submitted', newer: [{ place: 0, seq: 1, answer: [1] }] })
    expect(await stored()).toMatchObject({ 0: later, 1: { answer: [2] } })
  })

  test('到时收卷以后两部手机先后送来：都留下记录，后答的算', async () => {
    const { id, save, stored } = await begin()
    const [first, second] = [at(60), at(120)].map((doneAt, i) => ({ place: 0, seq: 1, answer: [i], doneAt }))
    if (!first || !second) throw new Error('no answers')
    service.clock.advance({ minutes: 40 })
    await service.runJobs()
    expect(await save(first)).toMatchObject({ state: 'submitted', refused: [], newer: [] })
    expect(await save(second)).toMatchObject({ state: 'submitted', refused: [], newer: [] })
    expect(await save(first)).toMatchObject({ refused: [], newer: [{ place: 0, seq: 1, answer: [1] }] })
    expect(await stored()).toMatchObject({ 0: { answer: [1], doneAt: second.doneAt } })
    expect((await Attempts.findById(id).lean())?.late.map(({ doneAt }) => doneAt)).toEqual([
      first.doneAt,
      second.doneAt,
    ])
  })
})

describe('交卷', () => {
  test('带着没送到的答案一起交，判分，交几次都算一次，讲评有答案和出处', async () => {
    const examId = await publish()
    const who = someone()
    const sheet = await who.post(`/quiz/own-exams/${examId}/attempts`)
    const path = `/quiz/attempts/${sheet.body.id}`
    expect((await who.get(`${path}/review`)).status).toBe(409)
    await who.put(`${path}/answers`, { answers: answersTo(sheet, [0, 1, 2, 3]) })
    const handIn = { answers: answersTo(sheet, [4, 5, 6], 2) }
    const [first, second] = await Promise.all([who.post(`${path}/submit`, handIn), who.post(`${path}/submit`, handIn)])
    expect(first.status).toBe(200)
    expect(first.body).toMatchObject({
      state: 'submitted',
      refused: [],
      outcome: { score: 1_400, full: 2_000, passed: true, submittedBy: 'person' },
    })
    expect(second.body.outcome).toEqual(first.body.outcome)
    service.clock.advance({ minutes: 1 })
    expect((await who.post(`${path}/submit`, { answers: answersTo(sheet, ALL, 9) })).body.outcome).toEqual(
      first.body.outcome,
    )
    const after = await who.get(path)
    expect(after.body).toMatchObject({ state: 'submitted', questions: [], answers: [] })

    const review = await who.get(`${path}/review`)
    expect(review.body).toMatchObject({ outcome: first.body.outcome, passPercent: 60, changes: [] })
    expect(review.body.questions).toHaveLength(10)
    for (const question of review.body.questions) {
      expect(question.share).toBe(question.place < 7 ? 1_000 : 0)
      expect(question.explanation).toContain(SECRET)
      expect(question.source).toMatchObject({ document: '安全生产法', version: '2021-09-01', ended: false })
      if (question.asked.kind === 'case') expect(question.parts).toHaveLength(2)
      else if (question.asked.kind !== 'blank') expect(question.key).toEqual(rightAnswerTo(question.asked))
      if (question.place >= 7) expect(question.answer).toBeNull()
    }
    expect((await who.get(`/quiz/own-exams/${examId}`)).body.mine).toMatchObject([
      { number: 1, outcome: first.body.outcome },
    ])
  })

  test('考几次按最好的一次', async () => {
    const examId = await publish({ attempts: 3 })
    const who = someone()
    for (const places of [[0], ALL.slice(0, 8), [0, 1]]) {
      const sheet = await who.post(`/quiz/own-exams/${examId}/attempts`)
      await who.post(`/quiz/attempts/${sheet.body.id}/submit`, { answers: answersTo(sheet, places) })
    }
    const rows = await Attempts.find({ examId }).sort({ number: 1 }).lean()
    expect(rows.map(({ number, score, counts }) => [number, score, counts])).toEqual([
      [1, 200, false],
      [2, 1_600, true],
      [3, 400, false],
    ])
    expect((await secretary.get(`/quiz/exams/${examId}`)).body.done).toBe(1)
  })

  test('答案要等考试结束才公布的，先只看分数', async () => {
    const examId = await publish({
      reveal: 'closed',
      closesAt: new Date(service.clock.now() + 3_600_000).toISOString(),
    })
    const who = someone()
    const sheet = await who.post(`/quiz/own-exams/${examId}/attempts`)
    const path = `/quiz/attempts/${sheet.body.id}`
    await who.post(`${path}/submit`, { answers: answersTo(sheet, ALL) })
    const before = await who.get(`${path}/review`)
    expect(before.body).toMatchObject({ outcome: { score: 2_000 }, revealedAt: expect.any(String) })
    expect(JSON.stringify(before.body)).not.toContain(SECRET)
    service.clock.advance({ hours: 1 })
    expect((await who.get(`${path}/review`)).body.questions).toHaveLength(10)
  })
})

describe('时间到了', () => {
  const start = async (more: object = {}) => {
    const examId = await publish(more)
    const who = someone()
    const sheet = await who.post(`/quiz/own-exams/${examId}/attempts`)
    return { examId, who, sheet, path: `/quiz/attempts/${sheet.body.id}` }
  }

  test('系统收已经送达的；没有信号时按时答的，晚些送到照样算，工作人员看得到', async () => {
    const { examId, who, sheet, path } = await start()
    await who.put(`${path}/answers`, { answers: answersTo(sheet, [0, 1]) })
    const inTime = answersTo(sheet, [2, 3, 4])
    service.clock.advance({ minutes: 30, seconds: 30 })
    expect((await who.put(`${path}/answers`, { answers: answersTo(sheet, [5]) })).body).toEqual({
      state: 'open',
      refused: [],
      newer: [],
    })
    service.clock.advance({ minutes: 10 })
    expect(await service.runJobs()).toEqual(expect.arrayContaining([expect.stringContaining('quiz.collect')]))
    const row = () => Attempts.findById(sheet.body.id).lean()
    expect(await row()).toMatchObject({ state: 'submitted', submittedBy: 'time', score: 600, counts: true })

    service.clock.advance({ hours: 3 })
    const late = await who.put(`${path}/answers`, { answers: [...inTime, ...answersTo(sheet, [6])] })
    expect(late.body).toEqual({ state: 'submitted', refused: [{ place: 6, problem: 'afterTime' }], newer: [] })
    expect((await who.put(`${path}/answers`, { answers: inTime })).body.refused).toEqual([])
    const handedIn = await who.post(`${path}/submit`, { answers: inTime })
    expect(handedIn.body.outcome).toMatchObject({ score: 1_200, passed: true, submittedBy: 'person' })
    expect((await who.get(`/quiz/own-exams/${examId}`)).body.arrivalHours).toBe(72)
    expect((await who.get(`${path}/review`)).body.late).toEqual([
      { place: 2 },
      { place: 3 },
      { place: 4 },
      { place: 6, problem: 'afterTime' },
    ])
    const stored = await row()
    expect(stored?.changes).toMatchObject([
      { why: 'late', from: 600, to: 1_200, passedBefore: false, passedAfter: true },
    ])
    expect(stored?.late.map(({ place, problem }) => [place, problem])).toEqual([
      [2, undefined],
      [3, undefined],
      [4, undefined],
      [6, 'afterTime'],
    ])
  })

  test('看过答案以后送来的不算', async () => {
    const { who, sheet, path } = await start()
    const inTime = answersTo(sheet, ALL)
    service.clock.advance({ minutes: 45 })
    await service.runJobs()
    expect((await who.get(`${path}/review`)).body.outcome.score).toBe(0)
    const late = await who.put(`${path}/answers`, { answers: inTime })
    expect(late.body.refused.map(({ problem }: Question) => problem)).toEqual(ALL.map(() => 'reviewed'))
    expect((await who.post(`${path}/submit`, { answers: inTime })).body.outcome.score).toBe(0)
  })

  test('比单位容许的更晚才送到的不算', async () => {
    const { who, sheet, path } = await start()
    const inTime = answersTo(sheet, [0])
    service.clock.advance({ hours: 73 })
    expect((await who.put(`${path}/answers`, { answers: inTime })).body.refused).toEqual([
      { place: 0, problem: 'overdue' },
    ])
  })

  test('提前结束考试，没交的跟着到时间', async () => {
    const { examId, who, sheet, path } = await start()
    await who.put(`${path}/answers`, { answers: answersTo(sheet, [0, 1, 2]) })
    service.clock.advance({ minutes: 5 })
    await secretary.put(`/quiz/exams/${examId}/end`, { reason: '都考完了' })
    service.clock.advance({ minutes: 10 })
    await service.runJobs()
    expect(await Attempts.findById(sheet.body.id).lean()).toMatchObject({ state: 'submitted', score: 600 })
  })

  test('没有收的旧答卷，再开始一次时先收', async () => {
    const { examId, who, sheet, path } = await start()
    await who.put(`${path}/answers`, { answers: answersTo(sheet, [0]) })
    service.clock.advance({ minutes: 40 })
    const second = await who.post(`/quiz/own-exams/${examId}/attempts`)
    expect(second.body).toMatchObject({ number: 2, state: 'open' })
    expect(await Attempts.findById(sheet.body.id).lean()).toMatchObject({ state: 'submitted', score: 200 })
  })
})
