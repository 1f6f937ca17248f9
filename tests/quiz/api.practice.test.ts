import { randomUUID } from 'node:crypto'
import { Changes } from '@cloud/core/change'
import { Questions } from '@cloud/modules/quiz/banks/collection'
import { Cards, PracticeAnswers } from '@cloud/modules/quiz/practice/collection'
import { buildWorld, type World } from '../support/factories'
import { buildBank, SECRET } from '../support/questionBank'
import { startTestService, type TestService } from '../support/service'

let service: TestService
let world: World
let own: Awaited<ReturnType<typeof buildBank>>
let above: Awaited<ReturnType<typeof buildBank>>
let foreign: Awaited<ReturnType<typeof buildBank>>

beforeAll(async () => {
  service = await startTestService({ now: '2026-06-11T01:00:00.000Z' })
  world = await buildWorld(service.deps, { branches: 2, members: 9 })
  const place = (n: number) => ({ organizationId: branch(n).id, path: branch(n).path })
  own = await buildBank(service.deps, place(0), 10)
  above = await buildBank(
    service.deps,
    { organizationId: world.committeeId, path: `/${world.committeeId}/` },
    10,
    () => ({
      tags: ['会议'],
    }),
  )
  foreign = await buildBank(service.deps, place(1), 3)
})
afterAll(() => service.stop())

const branch = (n = 0) => world.branches[n] as World['branches'][number]
const as = (personId?: string) => service.as(personId)
const member = (i: number) => branch().members[i] ?? ''

interface Item {
  questionId: string
  version: number
  askedOn: string
  why?: string
  asked: { kind: string; options: { text: string }[]; parts: { options: { text: string }[] }[] }
  result?: { right: boolean }
}

const place = (options: { text: string }[], begins: string[]) =>
  options.flatMap(({ text }, i) => (begins.some((begin) => text.startsWith(begin)) ? [i] : []))

/** The right answer as the person sees the options, or a wrong one. */
function answerTo({ asked }: Item, right: boolean) {
  const choose = (options: { text: string }[], all: string[]) => place(options, right ? all : ['丙'])
  switch (asked.kind) {
    case 'single':
      return choose(asked.options, ['乙'])
    case 'multiple':
      return choose(asked.options, ['乙', '丙'])
    case 'judgement':
      return place(asked.options, [right ? '错' : '正'])
    case 'blank':
      return [right ? ' ３０ ' : '不知道']
    default:
      return { parts: [choose(asked.parts[0]?.options ?? [], ['乙']), [right ? `${SECRET}报告` : '不报告']] }
  }
}

const newAnswer = (item: Item, right: boolean, more: object = {}) => ({
  id: randomUUID().replace(/-/g, ''),
  questionId: item.questionId,
  version: item.version,
  askedOn: item.askedOn,
  mode: 'daily',
  answer: answerTo(item, right),
  doneAt: new Date(service.clock.now()).toISOString(),
  ...more,
})
const send = (who: string, body: object) => as(who).post('/quiz/practice/answers', body)
const dailyOf = async (who: string): Promise<Item[]> => (await as(who).get('/quiz/practice/daily')).body.items
const nowOf = async (who: string) => (await as(who).get('/quiz/practice/now')).body
const GETS = ['now', 'daily', 'due', 'round', 'banks', 'book', 'answers?ids=0123456789abcdef']

describe('练习的规矩', () => {
  test('未登录 401，写错 400，别的支部的题 404', async () => {
    for (const path of GETS) expect((await as().get(`/quiz/practice/${path}`)).status).toBe(401)
    const [item] = await dailyOf(member(3))
    const body = newAnswer(item as Item, true)
    expect((await as().post('/quiz/practice/answers', body)).status).toBe(401)
    for (const wrong of [
      { id: '短' },
      { mode: 'exam' },
      { version: 0 },
      { answer: [99] },
      { answer: ['字'.repeat(101)] },
    ])
      expect((await send(member(3), { ...body, ...wrong })).status).toBe(400)
    expect((await send(member(3), { ...body, version: 9 })).status).toBe(400)
    expect((await send(member(3), { ...body, questionId: foreign.questionIds[0] })).status).toBe(404)
    expect((await as(member(3)).get('/quiz/practice/round?count=21')).status).toBe(400)
  })

  test('能练本单位和上级的题库，别的支部的看不到', async () => {
    const { items } = (await as(member(3)).get('/quiz/practice/banks')).body
    expect(items.map((one: { id: string }) => one.id).sort()).toEqual([own.bankId, above.bankId].sort())
    expect(items).toContainEqual(expect.objectContaining({ id: own.bankId, questions: 10, done: 0 }))
    const round = (await as(member(3)).get(`/quiz/practice/round?bankId=${foreign.bankId}`)).body
    expect(round).toEqual({ items: [], fitting: 0 })
  })

  test('没交之前，任何回复里都没有答案和解析', async () => {
    await send(member(4), newAnswer((await dailyOf(member(4)))[0] as Item, false, { mode: 'free' }))
    service.clock.set('2026-06-12T01:00:00.000Z')
    for (const path of GETS) {
      const { status, body } = await as(member(4)).get(`/quiz/practice/${path}`)
      expect(status).toBe(200)
      const text = JSON.stringify(body)
      for (const word of [SECRET, '"key"', '"accepted"', '"explanation"', '"source"']) expect(text).not.toContain(word)
    }
    service.clock.set('2026-06-11T01:00:00.000Z')
  })
})

describe('今日五题', () => {
  test('同一天怎么打开都是这五道，次序和选项都不变；各人不同', async () => {
    const [first, again] = await Promise.all([dailyOf(member(5)), dailyOf(member(5))])
    expect(first).toHaveLength(5)
    expect(again).toEqual(first)
    const others = await Promise.all([6, 7, 8].map((i) => dailyOf(member(i))))
    expect(new Set([first, ...others].map((items) => items.map((one) => one.questionId).join())).size).toBeGreaterThan(
      1,
    )
  })

  test('答一道批一道，答案只随这一道返回；五道答完', async () => {
    const who = member(5)
    const items = await dailyOf(who)
    for (const [i, item] of items.entries()) {
      const { body } = await send(who, newAnswer(item, i > 0))
      expect(body.right).toBe(i > 0)
      expect(body.review.explanation).toContain(SECRET)
      const seen = await dailyOf(who)
      expect(seen.map((one) => one.result !== undefined)).toEqual(items.map((_, n) => n <= i))
      expect(seen.map((one) => one.questionId)).toEqual(items.map((one) => one.questionId))
    }
    expect((await nowOf(who)).daily).toEqual({ total: 5, answered: 5 })
  })

  test('第二天先考前一天答错的', async () => {
    service.clock.set('2026-06-12T01:00:00.000Z')
    const who = member(5)
    const [first, ...rest] = await dailyOf(who)
    expect(first).toMatchObject({ why: 'wrong', wrong: 1 })
    expect(rest.every(({ why }) => why === 'other')).toBe(true)
    service.clock.set('2026-06-11T01:00:00.000Z')
  })

  test('当天停用的题让出位置，答过的留着', async () => {
    const who = member(6)
    const before = await dailyOf(who)
    await send(who, newAnswer(before[0] as Item, true))
    const gone = before.slice(0, 2).map(({ questionId }) => questionId)
    await setState(gone, 'flagged')
    const after = await dailyOf(who)
    expect(after).toHaveLength(5)
    expect(after[0]).toMatchObject({ questionId: gone[0], result: { right: true } })
    expect(after.map(({ questionId }) => questionId)).not.toContain(gone[1])
    await setState(gone, 'active')
    expect((await dailyOf(who)).map(({ questionId }) => questionId)).toEqual(before.map((one) => one.questionId))
  })
})

/** As reviewing does it: the state, and the revision of its bank. */
async function setState(ids: readonly string[], state: 'active' | 'flagged' | 'retired') {
  const { Banks } = await import('@cloud/modules/quiz/banks/collection')
  await Questions.updateMany({ _id: { $in: [...ids] } }, { $set: { state } })
  await Banks.updateMany({}, { $inc: { revision: 1 } })
}

describe('作答只算一次', () => {
  test('同一个编号送几遍、换请求标识再送、两台手机同时送，都只有一条，批改一样', async () => {
    const who = member(7)
    const body = newAnswer((await dailyOf(who))[1] as Item, false)
    const answers = await Promise.all([send(who, body), send(who, body), send(who, body)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const later = await send(who, body)
    for (const { body: reply } of answers) expect(reply).toEqual(later.body)
    expect(await PracticeAnswers.countDocuments({ personId: who })).toBe(1)
    expect(await Cards.findById(`${who}:${body.questionId}`).lean()).toMatchObject({ wrong: 1, lapses: 0 })
    expect(await Changes.countDocuments({ fact: 'quiz.practice' })).toBe(0)
  })

  test('没有信号时做的，过几天送到也按做的那天排；手机时间快了不算到以后', async () => {
    const who = member(8)
    const items = await dailyOf(who)
    service.clock.set('2026-06-15T01:00:00.000Z')
    const kept = newAnswer(items[0] as Item, false, { doneAt: '2026-06-11T09:00:00.000Z' })
    expect((await send(who, kept)).body).toMatchObject({ right: false, next: { days: 0 } })
    expect(await Cards.findById(`${who}:${kept.questionId}`).lean()).toMatchObject({ lastOn: '2026-06-11' })
    const fast = newAnswer(items[1] as Item, false, { doneAt: '2027-01-01T00:00:00.000Z' })
    await send(who, fast)
    expect(await Cards.findById(`${who}:${fast.questionId}`).lean()).toMatchObject({ lastOn: '2026-06-15' })
    const results = (await as(who).get(`/quiz/practice/answers?ids=${kept.id},${fast.id}`)).body.items
    expect(results.map((one: { id: string }) => one.id).sort()).toEqual([kept.id, fast.id].sort())
    const peek = (await as(member(3)).get(`/quiz/practice/answers?ids=${kept.id}`)).body.items
    expect(peek).toEqual([])
    service.clock.set('2026-06-11T01:00:00.000Z')
  })
})

describe('错题本', () => {
  const who = () => member(3)
  const due = async (): Promise<Item[]> => (await as(who()).get('/quiz/practice/due')).body.items
  const book = async () => (await as(who()).get('/quiz/practice/book')).body.items

  test('答错的进错题本，到期才考；“不会”也算答错', async () => {
    const [first, second] = (await as(who()).get(`/quiz/practice/round?bankId=${own.bankId}&count=2`)).body.items
    await send(who(), newAnswer(first, false, { mode: 'free' }))
    await send(who(), newAnswer(second, false, { mode: 'free', answer: null }))
    expect(await due()).toEqual([])
    expect(await nowOf(who())).toMatchObject({ book: 2, due: { count: 0 } })
    service.clock.set('2026-06-12T01:00:00.000Z')
    expect(await due()).toHaveLength(2)
    expect((await nowOf(who())).due).toEqual({ count: 2, tags: [{ tag: '用电', count: 2 }], days: 1 })
  })

  test('停用和待复核的不考，卡片留着并说明原因；恢复后照样考', async () => {
    const ids = (await due()).map(({ questionId }) => questionId)
    await setState(ids.slice(0, 1), 'retired')
    await setState(ids.slice(1), 'flagged')
    expect(await due()).toEqual([])
    expect((await book()).map((row: { resting?: string }) => row.resting).sort()).toEqual([
      '题目已停用，不再考',
      '题目正在复核，暂时不考',
    ])
    await setState(ids, 'active')
    expect((await due()).map(({ questionId }) => questionId)).toEqual(ids)
  })

  test('改过的题按新版本考；连续三天答对离开错题本', async () => {
    const [item] = await due()
    const question = await Questions.findById(item?.questionId).lean()
    const edited = await as(branch().secretary).put(`/quiz/questions/${item?.questionId}`, {
      content: { ...question?.content, stem: `${question?.content.stem}（更正）` },
      tags: question?.tags,
      version: 1,
      reason: '题干写错了',
    })
    expect(edited.status).toBe(200)
    expect(
      (await send(who(), newAnswer(item as Item, false, { mode: 'review' }))).body.review.asked.stem,
    ).not.toContain('更正')
    let left = false
    for (let day = 13; !left && day < 30; day += 1) {
      service.clock.set(`2026-06-${day}T01:00:00.000Z`)
      const again = (await due()).find(({ questionId }) => questionId === item?.questionId)
      if (!again) continue
      expect(again.version).toBe(2)
      const { body } = await send(who(), newAnswer(again, true, { mode: 'review' }))
      left = body.left
      expect(body.next === undefined).toBe(left)
    }
    expect(left).toBe(true)
    expect((await book()).map((row: { questionId: string }) => row.questionId)).not.toContain(item?.questionId)
    expect(await Cards.findById(`${who()}:${item?.questionId}`).lean()).toMatchObject({ inBook: false, streak: 3 })
  })
})

test('自由练习：按题型、标签选，没做过的在前，换一组就是另一组', async () => {
  const who = member(2)
  const round = async (query: string) => (await as(who).get(`/quiz/practice/round?${query}`)).body
  expect((await round('kind=case')).items.every((one: Item) => one.asked.kind === 'case')).toBe(true)
  expect(await round(`tag=${encodeURIComponent('会议')}`)).toMatchObject({ fitting: 10 })
  const [first] = (await round('count=5&round=1')).items
  await send(who, newAnswer(first, true, { mode: 'free' }))
  const after = (await round('count=20&round=1')).items
  expect(after.at(-1).questionId).toBe(first.questionId)
  const orders = await Promise.all([1, 2, 3].map(async (n) => (await round(`round=${n}`)).items[0].questionId))
  expect(new Set(orders).size).toBeGreaterThan(1)
})

test('题里的图片随题给出地址；别人上传的图片不能用在题里', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  )
  const picture = (await as(branch().secretary).post('/files?fileName=a.png', png)).body.id
  const draft = {
    content: {
      kind: 'single',
      stem: '图里缺了什么？',
      picture,
      options: [{ text: '护栏' }, { text: '安全网' }],
      key: [0],
      explanation: '',
    },
    tags: ['看图'],
  }
  const add = (who: string, bankId: string) => as(who).post(`/quiz/banks/${bankId}/questions`, draft)
  expect((await add(branch(1).secretary, foreign.bankId)).status).toBe(400)
  const { body } = await add(branch().secretary, own.bankId)
  const shown = (await as(branch().secretary).get(`/quiz/questions/${body.id}`)).body
  expect(shown.pictures[picture]).toContain(picture)
  const round = (await as(member(1)).get(`/quiz/practice/round?tag=${encodeURIComponent('看图')}`)).body
  expect(round.items[0].asked.picture).toBe(shown.pictures[picture])
  expect((await fetch(`${service.url}${shown.pictures[picture]}`)).status).toBe(200)
})
