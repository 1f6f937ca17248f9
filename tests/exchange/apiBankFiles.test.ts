import { Banks, Questions } from '@cloud/modules/quiz/banks/collection'
import { installProductBanks, productId } from '@cloud/modules/quiz/banks/product'
import * as XLSX from '@e965/xlsx'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { carryOut } from './importFlow'
import { uploadQuestions } from './questionFiles'

let service: TestService
let world: World

beforeAll(async () => {
  service = await startTestService({ now: new Date().toISOString() })
  world = await buildWorld(service.deps, { branches: 2, members: 4 })
  await installProductBanks(service.deps)
})
afterAll(() => service.stop())

const secretary = () => service.as(world.branches[0]?.secretary)
const own = productId('bank:siteWork')
const contentsOf = async (bankId: string) =>
  (await Questions.find({ bankId }).sort({ order: 1 }).lean()).map(
    ({ content, tags, difficulty, code, chapter, source }) => ({ content, tags, difficulty, code, chapter, source }),
  )
const download = async (bankId: string, format: string): Promise<Buffer> => {
  const { status, body } = await secretary().get(`/quiz/banks/${bankId}/export?format=${format}`)
  if (status !== 200) throw new Error(`export: ${status}`)
  return body
}

test('没登录 401，没有这种格式 400，一般党员 403，别人的题库 404', async () => {
  const path = `/quiz/banks/${own}/export?format=`
  expect((await service.as().get(`${path}xlsx`)).status).toBe(401)
  expect((await secretary().get(`${path}pdf`)).status).toBe(400)
  expect((await service.as(world.branches[0]?.members[3]).get(`${path}xlsx`)).status).toBe(403)
  const other = { organizationId: world.branches[1]?.id, title: '二支部题库' }
  const { body } = await service.as(world.branches[1]?.secretary).post('/quiz/banks', other)
  expect((await secretary().get(`/quiz/banks/${body.id}/export?format=xlsx`)).status).toBe(404)
})

test.each(['xlsx', 'gift', 'json'])('自带题库导出成 %s，再导入成新题库，一题不差', async (format) => {
  const organizationId = world.branches[0]?.id ?? ''
  const title = `再导入 ${format}`
  const batch = await uploadQuestions(
    secretary(),
    await download(own, format),
    { organizationId, title },
    `题库.${format}`,
  )
  expect(batch).toMatchObject({ state: 'review', counts: { needsDecision: 0, leftOut: 0, known: 0 } })
  const done = await carryOut(secretary(), batch.id, 'commit')
  expect(await contentsOf(done.bank.id)).toEqual(await contentsOf(own))
})

test('导出的表格里没有会执行的公式，再导入还是原来的字', async () => {
  const organizationId = world.branches[0]?.id ?? ''
  const { body } = await secretary().post('/quiz/banks', { organizationId, title: '公式' })
  const formula = '=HYPERLINK("http://x.example","点我")'
  const content = {
    kind: 'single',
    stem: formula,
    options: ['+1', '-2', '@x'].map((text) => ({ text })),
    key: [1],
    explanation: '=1+1',
  }
  expect((await secretary().post(`/quiz/banks/${body.id}/questions`, { content, tags: ['=tag'] })).status).toBe(200)
  const bytes = await download(body.id, 'xlsx')
  const sheet = XLSX.read(bytes).Sheets['题库'] ?? {}
  const cells = Object.entries(sheet).flatMap(([key, cell]) => (key.startsWith('!') ? [] : [cell as XLSX.CellObject]))
  expect(cells.some((cell) => cell.f !== undefined || /^[=+\-@]/.test(String(cell.v)))).toBe(false)
  const batch = await uploadQuestions(secretary(), bytes, { organizationId, title: '公式二' })
  const done = await carryOut(secretary(), batch.id, 'commit')
  expect(await contentsOf(done.bank.id)).toEqual(await contentsOf(body.id))
})

test('有配图的题：导出时说明，再导入等人处理', async () => {
  const bank = await Banks.findOne({ title: '公式' }).lean()
  await Questions.updateMany({ bankId: bank?._id ?? '' }, { $set: { 'content.picture': 'a'.repeat(24) } })
  for (const format of ['xlsx', 'gift', 'json']) {
    const file = await download(bank?._id ?? '', format)
    const target = { organizationId: world.branches[0]?.id ?? '', title: '图' }
    const batch = await uploadQuestions(secretary(), file, target, `a.${format}`)
    expect(batch.counts).toMatchObject({ needsDecision: 1 })
  }
})
