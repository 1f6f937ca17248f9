import { Banks, Questions, QuestionVersions } from '@cloud/modules/quiz/banks/collection'
import { buildWorld, type World } from '../support/factories'
import { writeRoster } from '../support/rosters/writeRoster'
import { startTestService, type TestClient, type TestService } from '../support/service'
import { allRows, carryOut, settled } from './importFlow'
import { bankSheet, HEAD, judgement, single, uploadQuestions } from './questionFiles'

let service: TestService
let world: World
let secretary: TestClient
let bankId: string

beforeEach(async () => {
  service = await startTestService({ now: new Date().toISOString() })
  world = await buildWorld(service.deps, { branches: 2, members: 4 })
  secretary = service.as(world.branches[0]?.secretary)
  const organizationId = world.branches[0]?.id
  bankId = (await secretary.post('/quiz/banks', { organizationId, title: '支部题库' })).body.id
})
afterEach(() => service.stop())

const into = () => ({ bankId })
const put = (id: string, row: number, body: unknown) => secretary.put(`/imports/${id}/rows/${row}`, body)
const stemsIn = async (id = bankId) =>
  (await Questions.find({ bankId: id }).sort({ order: 1 }).lean()).map(({ content }) => content.stem)

describe('谁可以导入题目', () => {
  test('没登录 401，缺题库 400，一般党员 403，别人的题库 404，自带的题库 403', async () => {
    const post = (client: TestClient, query: string, file = bankSheet(single('题'))) =>
      client.post(`/imports/questions?fileName=a.xlsx${query}`, file, { key: null })
    expect((await post(service.as(), `&bankId=${bankId}`)).status).toBe(401)
    expect((await post(secretary, '')).status).toBe(400)
    expect((await post(secretary, '&title=新题库')).status).toBe(400)
    expect((await post(service.as(world.branches[0]?.members[3]), `&bankId=${bankId}`)).status).toBe(403)
    expect((await post(service.as(world.branches[1]?.secretary), `&bankId=${bankId}`)).status).toBe(404)
    expect((await post(secretary, `&title=新&organizationId=${world.branches[1]?.id}`)).status).toBe(404)
    await Banks.updateOne({ _id: bankId }, { $set: { organizationId: '', path: '/' } })
    expect((await post(secretary, `&bankId=${bankId}`)).status).toBe(403)
  })
  test('批次别的支部看不到，上级看得到；名册批次不归书记看', async () => {
    const batch = await uploadQuestions(secretary, bankSheet(single('发现险情应当')), into())
    const other = service.as(world.branches[1]?.secretary)
    expect((await other.get(`/imports/${batch.id}`)).status).toBe(404)
    expect((await other.get('/imports')).body.items).toEqual([])
    expect((await other.post(`/imports/${batch.id}/commit`, undefined, { key: null })).status).toBe(404)
    expect((await service.as(world.administrator).get('/imports?kind=questions')).body.items).toHaveLength(1)
  })
})

describe('从上传到进题库', () => {
  test('可以导入的、待处理的、重复的各有多少；修一行，导入，撤销', async () => {
    const batch = await uploadQuestions(
      secretary,
      bankSheet(
        single('1. 发现险情应当'),
        single('2. 发现险情应当', 'A', 'A.报告|B.不管|C.走开'),
        single('3. 发现险情应当', 'A', 'A.停工|B.开工'),
        single('4. 三个选项答 D', 'D'),
        judgement('5. 进洞要登记'),
        single('6. 没有选项', 'A', ''),
      ),
      into(),
    )
    expect(batch).toMatchObject({
      kind: 'questions',
      state: 'review',
      bank: { id: bankId, title: '支部题库' },
      counts: { ready: 3, needsDecision: 2, leftOut: 1, known: 0 },
      importable: 3,
    })
    const rows = await allRows(secretary, batch.id)
    expect(rows[1]).toMatchObject({ state: 'leftOut', because: '与第 2 行是同一道题' })
    const todo = await allRows(secretary, batch.id, 'todo')
    expect(todo.map((row) => row.issues[0].reason)).toEqual(['答案是 D，但只有 3 个选项', '没有选项'])
    expect((await put(batch.id, todo[0].row, { cells: { answer: 'c' } })).body.row).toMatchObject({ state: 'ready' })
    expect((await put(batch.id, todo[1].row, { decision: 'leaveOut' })).body.row).toMatchObject({ state: 'leftOut' })

    const done = await carryOut(secretary, batch.id, 'commit')
    expect(done).toMatchObject({ state: 'done', written: { questions: 4 } })
    expect(await stemsIn()).toEqual(['发现险情应当', '发现险情应当', '三个选项答 D', '进洞要登记'])
    const [first] = await Questions.find({ bankId }).sort({ order: 1 }).lean()
    expect(first).toMatchObject({ chapter: '隐患', state: 'active', batchId: batch.id, content: { key: [1] } })

    const again = await uploadQuestions(
      secretary,
      bankSheet(single('发现险情应当'), single('发现险情应当', 'A')),
      into(),
    )
    // 一行和题库里的一样，另一行答案不同：前者不用再加，后者等人定。
    expect(again.counts).toMatchObject({ known: 1, needsDecision: 1 })
    const same = await uploadQuestions(secretary, bankSheet(single('发现险情应当')), into())
    expect(same).toMatchObject({ counts: { known: 1 }, importable: 0 })
    expect((await allRows(secretary, same.id))[0].because).toBe('题库里已有，第 1 题')

    const undone = await carryOut(secretary, batch.id, 'undo')
    expect(undone).toMatchObject({ state: 'undone', allowed: ['view'] })
    expect(await stemsIn()).toEqual([])
    expect(await QuestionVersions.countDocuments({})).toBe(0)
  })

  test('两行矛盾：去掉一行，另一行放行', async () => {
    const batch = await uploadQuestions(secretary, bankSheet(single('矛盾的题', 'A'), single('矛盾的题', 'B')), into())
    expect((await allRows(secretary, batch.id)).map((row) => row.issues[0].reason)).toEqual([
      '与第 3 行是同一道题，答案却不同；留对的一行',
      '与第 2 行是同一道题，答案却不同；留对的一行',
    ])
    const { body } = await put(batch.id, 3, { decision: 'leaveOut' })
    expect(body).toMatchObject({ changedRows: 2, row: { state: 'leftOut' } })
    expect((await secretary.get(`/imports/${batch.id}`)).body).toMatchObject({ importable: 1 })
  })

  test('同样写法的一起定', async () => {
    const batch = await uploadQuestions(
      secretary,
      bankSheet(judgement('甲', 'A'), judgement('乙', 'A'), judgement('丙', 'B')),
      into(),
    )
    expect(batch.counts.needsDecision).toBe(3)
    await secretary.post(`/imports/${batch.id}/answers`, { row: 2, field: 'answer', value: '正确' }, { key: null })
    expect(await settled(secretary, batch.id)).toMatchObject({ importable: 2, counts: { needsDecision: 1 } })
  })

  test('新建一个题库：导入时才建，撤销时跟着去掉', async () => {
    const organizationId = world.branches[0]?.id ?? ''
    const target = { organizationId, title: '六月题库' }
    const batch = await uploadQuestions(secretary, bankSheet(single('发现险情应当')), target)
    expect(batch.bank).toEqual({ id: null, title: '六月题库' })
    expect(await Banks.countDocuments({ title: '六月题库' })).toBe(0)
    const done = await carryOut(secretary, batch.id, 'commit')
    expect(await stemsIn(done.bank.id)).toEqual(['发现险情应当'])
    await carryOut(secretary, batch.id, 'undo')
    expect(await Banks.countDocuments({ title: '六月题库' })).toBe(0)
  })

  test('导入以后改过的题，不让整批撤销', async () => {
    const batch = await uploadQuestions(secretary, bankSheet(single('发现险情应当')), into())
    await carryOut(secretary, batch.id, 'commit')
    await Questions.updateOne({ batchId: batch.id }, { $set: { version: 2 } })
    const { status, body } = await secretary.post(`/imports/${batch.id}/undo`, undefined, { key: null })
    expect(status).toBe(422)
    expect(body.error.violations[0].message).toContain('导入后又改过')
  })

  test('核对之后题库里加了同一道：不写入，重新核对', async () => {
    const batch = await uploadQuestions(secretary, bankSheet(single('发现险情应当'), judgement('进洞要登记')), into())
    const first = await uploadQuestions(secretary, bankSheet(single('发现险情应当')), into())
    await carryOut(secretary, first.id, 'commit')
    const back = await carryOut(secretary, batch.id, 'commit')
    expect(back).toMatchObject({ state: 'review', importable: 1, counts: { known: 1 } })
    expect(back.message).toContain('题库有了变化')
  })

  test.each([
    ['题.gift', '::1::发现险情应当{=报告 ~不管}\n\n::2::进洞要登记{T}\n'],
    ['题.txt', '1. 发现险情应当\nA.报告\nB.不管\n答案：A\n2. 进洞要登记（√）'],
    [
      '题.json',
      JSON.stringify([
        { question: '发现险情应当', options: ['报告', '不管'], answer: 'A' },
        { question: '进洞要登记', answer: true },
      ]),
    ],
    ['题.csv', '题干,选项,答案\n发现险情应当,报告|不管,A\n进洞要登记,,对\n'],
  ])('%s', async (fileName, text) => {
    const batch = await uploadQuestions(secretary, Buffer.from(text), into(), fileName)
    expect(batch).toMatchObject({ state: 'review', importable: 2 })
    await carryOut(secretary, batch.id, 'commit')
    expect(await stemsIn()).toEqual([expect.stringContaining('发现险情应当'), expect.stringContaining('进洞要登记')])
  })

  test.each([
    ['空表', bankSheet(), /没有题目/],
    [
      '没有表头',
      writeRoster([
        {
          name: '表',
          rows: [
            ['品名', '数量'],
            ['笔', '3'],
          ],
        },
      ]),
      /没有找到表头/,
    ],
    ['坏的 JSON', Buffer.from('{"questions": ['), /JSON/],
    [
      '太多行',
      Buffer.from(['题干,答案', ...Array.from({ length: 20_001 }, (_, i) => `第${i}条,对`)].join('\n')),
      /20,000/,
    ],
  ])('读不了的文件：%s', async (name, file, message) => {
    const batch = await uploadQuestions(secretary, file, into(), name === '坏的 JSON' ? 'a.json' : 'a.xlsx')
    expect(batch).toMatchObject({ state: 'failed' })
    expect(batch.message).toMatch(message)
    expect(await Questions.countDocuments({ bankId })).toBe(0)
  })

  test('10 MB 的一格、一千个选项、脚本：各有说法，别的行照读', async () => {
    const huge = writeRoster([
      {
        name: '题库',
        rows: [
          HEAD,
          single('长'.repeat(30_000)),
          single('很多', 'A', Array.from({ length: 1_000 }, (_, i) => `项${i}`).join('|')),
          single('<script>alert(1)</script>题'),
          single('好题'),
        ],
      },
    ])
    const batch = await uploadQuestions(secretary, huge, into())
    const todo = await allRows(secretary, batch.id, 'todo')
    expect(todo.map((row) => row.issues[0].reason)).toEqual([
      '太长，不像一道题里的内容',
      '选项有 1000 个，最多 10 个',
      '里有网页脚本一类的代码，不导入；确实要写请改成文字',
    ])
    expect(batch.importable).toBe(1)
  })

  test('问题行导出，改好可以再传', async () => {
    const batch = await uploadQuestions(secretary, bankSheet(single('三个选项答 D', 'D')), into())
    const file = await secretary.get(`/imports/${batch.id}/problems`)
    expect(file.status).toBe(200)
  })
})
