import { Banks, Questions, QuestionVersions } from '@cloud/modules/quiz/banks/collection'
import { indexesOf } from '@cloud/modules/quiz/banks/drawing'
import { installProductBanks, productId } from '@cloud/modules/quiz/banks/product'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
let world: World

beforeAll(async () => {
  service = await startTestService({ now: '2026-06-11T01:00:00.000Z' })
  world = await buildWorld(service.deps, { branches: 2, members: 6 })
  // Two processes that start at once.
  await Promise.all([installProductBanks(service.deps), installProductBanks(service.deps)])
})
afterAll(() => service.stop())

const as = (personId?: string) => service.as(personId)
const branch = (n = 0) => world.branches[n] as World['branches'][number]
const secretary = (n = 0) => branch(n).secretary
const choice = (stem: string, options = ['甲', '乙', '丙', '丁'], key = [1]) => ({
  content: { kind: 'single', stem, options: options.map((text) => ({ text })), key, explanation: '因为规定这样要求' },
  tags: ['用电'],
})
let bankId = ''

describe('自带题库', () => {
  test('装两遍、两个进程一起装，题都只有一份，每道有第一版', async () => {
    await installProductBanks(service.deps)
    const bank = await Banks.findById(productId('bank:safetyLaw')).lean()
    const count = await Questions.countDocuments({ bankId: bank?._id ?? '' })
    expect(count).toBeGreaterThanOrEqual(240)
    expect(bank?.revision).toBe(1)
    expect(await QuestionVersions.countDocuments({})).toBe(await Questions.countDocuments({}))
  })

  test('人人可用，谁也改不了', async () => {
    const list = await as(secretary()).get('/quiz/banks')
    const own = list.body.items.find((one: { id: string }) => one.id === productId('bank:siteWork'))
    expect(own).toMatchObject({ organizationName: '系统自带', allowed: [], active: true })
    const added = await as(world.administrator).post(`/quiz/banks/${own.id}/questions`, choice('能不能加'))
    expect(added.status).toBe(403)
  })
})

describe('题库的规矩', () => {
  test('未登录 401，写错 400，一般党员 403，书记建自己支部的', async () => {
    const body = { organizationId: branch().id, title: '第一支部题库' }
    expect((await as().post('/quiz/banks', body)).status).toBe(401)
    expect((await as(secretary()).post('/quiz/banks', { ...body, title: ' ' })).status).toBe(400)
    expect((await as(branch().members[3]).post('/quiz/banks', body)).status).toBe(403)
    expect((await as(secretary(1)).post('/quiz/banks', body)).status).toBe(404)
    const made = await as(secretary()).post('/quiz/banks', body)
    expect(made.status).toBe(200)
    bankId = made.body.id
  })

  test('别的支部看不到，上级看得到', async () => {
    expect((await as(secretary(1)).get(`/quiz/banks/${bankId}`)).status).toBe(404)
    expect((await as(world.superior).get(`/quiz/banks/${bankId}`)).body).toMatchObject({ questions: 0 })
  })

  test('同一道题换了选项次序也只收一道，选项不同就是另一道', async () => {
    const add = (body: object) => as(secretary()).post(`/quiz/banks/${bankId}/questions`, body)
    expect((await add(choice('临时用电要用几级配电？'))).status).toBe(200)
    const again = await add(choice('临时用电要用几级配电？', ['丁', '丙', '乙', '甲'], [2]))
    expect(again.status).toBe(409)
    expect(again.body.error.message).toContain('第 1 题')
    expect((await add(choice('临时用电要用几级配电？', ['一', '二', '三', '四']))).status).toBe(200)
  })

  test('两个人同时加同一道题，只成一道', async () => {
    const add = () => as(secretary()).post(`/quiz/banks/${bankId}/questions`, choice('同时加的题'))
    const statuses = (await Promise.all([add(), add()])).map(({ status }) => status).sort()
    expect(statuses).toEqual([200, 409])
  })

  test('没法作答的题说清缺什么，题干里的脚本只是文字', async () => {
    const add = (body: object) => as(secretary()).post(`/quiz/banks/${bankId}/questions`, body)
    const beyond = await add(choice('答案超出', ['甲', '乙'], [3]))
    expect([beyond.status, beyond.body.error.message]).toEqual([400, '答案是 D，但只有 2 个选项'])
    expect((await add({ ...choice('空答案'), content: { ...choice('空答案').content, key: [] } })).status).toBe(400)
    const many = Array.from({ length: 1_000 }, (_, i) => `选项${i}`)
    expect((await add(choice('一千个选项', many))).status).toBe(400)
    const script = await add(choice('<script>alert(1)</script>'))
    const shown = await as(secretary()).get(`/quiz/questions/${script.body.id}`)
    expect(shown.body.content.stem).toBe('<script>alert(1)</script>')
  })

  test('引用的法规要在目录里，条文要有', async () => {
    const add = (document: string, version: string, article: string) =>
      as(secretary()).post(`/quiz/banks/${bankId}/questions`, {
        ...choice(`引用 ${document}${version}${article}`),
        source: { document, version, article },
      })
    expect((await add('安全生产法', '2021-09-01', '第120条')).status).toBe(400)
    expect((await add('安全生产法', '2014-12-01', '第28条')).status).toBe(400)
    expect((await add('安全生产法', '2021-09-01', '第28条')).status).toBe(200)
  })

  test('改题成为新版本，旧版本原样留着；拿着旧版本来改要先刷新', async () => {
    const { id } = (await as(secretary()).post(`/quiz/banks/${bankId}/questions`, choice('改之前'))).body
    const edit = (stem: string, version: number) =>
      as(secretary()).put(`/quiz/questions/${id}`, { ...choice(stem), version, reason: '说得更清楚' })
    expect((await edit('改之后', 1)).status).toBe(200)
    expect((await edit('又改', 1)).status).toBe(409)
    const shown = (await as(secretary()).get(`/quiz/questions/${id}`)).body
    expect(shown).toMatchObject({ version: 2, title: '改之后', versions: [{ version: 2 }, { version: 1 }] })
    const first = await QuestionVersions.findById(`${id}:1`).lean()
    expect(first?.content.stem).toBe('改之前')
  })

  test('按文字、题型、标签找，翻页不重不漏', async () => {
    const find = async (query: string) => (await as(secretary()).get(`/quiz/banks/${bankId}/questions?${query}`)).body
    expect((await find(`q=${encodeURIComponent('几级配电')}`)).items).toHaveLength(2)
    expect((await find(`q=${encodeURIComponent('.*')}`)).items).toHaveLength(0)
    expect((await find('kind=multiple')).items).toHaveLength(0)
    const levels = [1, 2, 3].map(async (level) => {
      const { items } = await find(`difficulty=${level}&limit=100`)
      expect(items.every((one: { difficulty: number }) => one.difficulty === level)).toBe(true)
      return items.length
    })
    const all = (await find('limit=100')).items.length
    expect((await Promise.all(levels)).reduce((sum, n) => sum + n, 0)).toBe(all)
    expect((await as(secretary()).get(`/quiz/banks/${bankId}/questions?difficulty=4`)).status).toBe(400)
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const page = await find(`limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.items.map((one: { id: string }) => one.id))
      if (!page.next) break
      cursor = page.next
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength((await as(secretary()).get(`/quiz/banks/${bankId}`)).body.questions)
  })
})

describe('法规换了版本', () => {
  const drawable = async (id: string) =>
    (await indexesOf([productId('bank:safetyLaw'), bankId]))
      .flatMap(({ questions }) => questions)
      .some((q) => q.id === id)

  test('只有顶层管理员能登记', async () => {
    const body = { document: '安全生产法', from: '2026-06-01' }
    expect((await as(secretary()).post('/quiz/legal-texts', body)).status).toBe(403)
    expect((await as(world.administrator).post('/quiz/legal-texts', { ...body, from: '2021-09-01' })).status).toBe(409)
  })

  test('旧版本一失效，引用它的题都标出来、不再抽到；别的题照用', async () => {
    const own = await Questions.findOne({ bankId, 'source.article': '第28条' }).lean()
    const shipped = await Questions.findOne({
      bankId: productId('bank:safetyLaw'),
      'source.document': '安全生产法',
    }).lean()
    const other = await Questions.findOne({ bankId: productId('bank:safetyLaw'), 'source.document': '工会法' }).lean()
    expect(await drawable(own?._id ?? '')).toBe(true)
    const future = { document: '安全生产法', from: '2026-06-20' }
    expect((await as(world.administrator).post('/quiz/legal-texts', future)).status).toBe(200)
    await service.drain()
    expect(await drawable(own?._id ?? '')).toBe(true)
    service.clock.set('2026-06-20T01:00:00.000Z')
    await service.runJobs()
    for (const question of [own, shipped]) {
      expect(await drawable(question?._id ?? '')).toBe(false)
      const now = await Questions.findById(question?._id).lean()
      expect(now).toMatchObject({ state: 'flagged', flaggedBecause: expect.stringContaining('2026-06-19') })
    }
    expect(await drawable(other?._id ?? '')).toBe(true)
    const catalogue = (await as(secretary()).get('/quiz/legal-texts')).body.items
    expect(catalogue).toContainEqual(
      expect.objectContaining({ document: '安全生产法', from: '2021-09-01', to: '2026-06-19', isOwn: false }),
    )
  })

  test('复核：仍引旧版不行，改引新版就回来；自带的题由顶层管理员复核', async () => {
    const own = await Questions.findOne({ bankId, 'source.article': '第28条' }).lean()
    const review = (who: string, id: string, source?: object) =>
      as(who).post(`/quiz/questions/${id}/review`, {
        decision: 'keep',
        reason: '对照过新法',
        ...(source && { source }),
      })
    expect((await review(secretary(), own?._id ?? '')).status).toBe(400)
    const source = { document: '安全生产法', version: '2026-06-20', article: '第28条' }
    expect((await review(secretary(), own?._id ?? '', source)).status).toBe(200)
    expect(await drawable(own?._id ?? '')).toBe(true)
    // The version that was asked before keeps the citation it was asked with.
    const [before, after] = await QuestionVersions.find({ questionId: own?._id ?? '' })
      .sort({ version: 1 })
      .lean()
    expect(before?.source?.version).toBe('2021-09-01')
    expect(after).toMatchObject({ version: 2, content: before?.content, source })
    const shipped = await Questions.findOne({ bankId: productId('bank:safetyLaw'), state: 'flagged' }).lean()
    expect((await review(secretary(), shipped?._id ?? '', source)).status).toBe(403)
    expect((await review(world.administrator, shipped?._id ?? '', source)).status).toBe(200)
    expect(await drawable(shipped?._id ?? '')).toBe(true)
    await installProductBanks(service.deps)
    expect(await drawable(shipped?._id ?? '')).toBe(true)
  })

  test('停用再恢复；停用的题库整个不抽', async () => {
    const { id } = (await as(secretary()).post(`/quiz/banks/${bankId}/questions`, choice('要停用的'))).body
    const review = (decision: string) =>
      as(secretary()).post(`/quiz/questions/${id}/review`, { decision, reason: '过时' })
    expect((await review('retire')).status).toBe(200)
    expect(await drawable(id)).toBe(false)
    expect((await as(secretary()).post(`/quiz/banks/${bankId}/questions`, choice('要停用的'))).status).toBe(200)
    expect((await review('keep')).status).toBe(409)
    const edit = (active: boolean) => as(secretary()).put(`/quiz/banks/${bankId}`, { title: '第一支部题库', active })
    expect((await edit(false)).status).toBe(200)
    expect(await indexesOf([bankId])).toEqual([])
    expect((await edit(true)).status).toBe(200)
    expect(await indexesOf([bankId])).toHaveLength(1)
  })
})
