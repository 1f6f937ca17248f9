import { CampaignSummaries } from '@cloud/modules/campaigns/collection'
import { writeDocx } from '@cloud/modules/campaigns/summary/writeDocx'
import { read } from '@e965/xlsx'
import { summaryText } from '@shared/modules/campaigns/summary'
import { installProduct } from '../learning/learningWorld'
import { startTestService, type TestService } from '../support/service'
import { buildUnionWorld, type UnionWorld } from '../support/unionWorld'
import { textsOf, unzip } from './readDocx'

let service: TestService
let world: UnionWorld
let campaignId: string

const as = (personId?: string) => service.as(personId)
const team = (i = 0) => world.teams[i]!

beforeAll(async () => {
  service = await startTestService({ now: '2026-12-01T01:00:00.000Z' })
  world = await buildUnionWorld(service.deps, { teams: 3, workers: 6 })
  await installProduct(service.deps)
  const draft = {
    templateId: 'lawWeek',
    theme: '学法守法，安全在我',
    audience: { organizationIds: [world.unit.id] },
    from: '2026-12-01',
    to: '2026-12-07',
  }
  campaignId = (await as(world.officer).post('/campaigns', draft)).body.id
  await as(world.officer).post(`/campaigns/${campaignId}/open`)
  const { nodes } = (await as(world.officer).get(`/campaigns/${campaignId}`)).body
  const push = nodes.find((node: { kind: string }) => node.kind === 'push')
  for (const worker of [...team().workers, ...team(1).workers.slice(0, 2)])
    await as(worker).post(`/campaigns/${campaignId}/nodes/${push.id}/read`)
  const event = nodes.find((node: { kind: string }) => node.kind === 'event')
  await as(world.officer).post(`/campaigns/${campaignId}/nodes/${event.id}/cancel`, { reason: '大风' })
}, 60_000)
afterAll(() => service.stop())

const summary = async (who: string) => as(who).get(`/campaigns/${campaignId}/summary`)

test('结束前没有总结；谁能结束', async () => {
  expect((await summary(world.officer)).status).toBe(404)
  expect((await as().post(`/campaigns/${campaignId}/close`)).status).toBe(401)
  expect((await as(team().leader).post(`/campaigns/${campaignId}/close`)).status).toBe(403)
})

test('最后一天过后自动结束，总结由事实得出；再运行不多写', async () => {
  service.clock.set('2026-12-07T23:00:00.000Z')
  await service.runJobs()
  await service.runJobs()
  const { body } = await summary(world.officer)
  expect(body).toMatchObject({ host: '示范路桥第一分公司', people: 21, reached: 8, groups: 4, closedOn: '2026-12-08' })
  const text = JSON.stringify(body.text)
  expect(text).toContain('共 21 人、4 个小组，自愿参加')
  expect(text).toContain('8 人至少参加过一个节点，占 38%')
  expect(text).toContain('“班前十分钟说法”（大风）')
  expect(await CampaignSummaries.countDocuments({})).toBe(1)
  expect((await as(world.officer).post(`/campaigns/${campaignId}/close`)).status).toBe(200)
  expect((await as(team().workers[3]).get(`/campaigns/${campaignId}/summary`)).status).toBe(403)
  expect((await summary(team().leader)).status).toBe(200)
})

test('结束后的事不改变总结', async () => {
  const before = await CampaignSummaries.findById(campaignId).lean()
  await service.drain()
  expect((await as(world.officer).post(`/campaigns/${campaignId}/nodes`, {})).status).toBe(400)
  expect(await CampaignSummaries.findById(campaignId).lean()).toEqual(before)
})

test('总结文件：文字、表格、Word 自己画的图，图里的数就是事实，没有人名', async () => {
  const { status, body, headers } = await as(world.officer).get(`/campaigns/${campaignId}/summary/file`)
  expect(status).toBe(200)
  expect(headers.get('content-disposition')).toContain('docx')
  const parts = unzip(body)
  const document = parts.get('word/document.xml')!.toString('utf8')
  expect(document).toContain('共 21 人、4 个小组，自愿参加')
  expect(document.match(/<w:tbl>/g)?.length).toBeGreaterThanOrEqual(2)
  const charts = [...parts.keys()].filter((name) => /^word\/charts\/chart\d+\.xml$/.test(name))
  expect(charts.length).toBeGreaterThanOrEqual(2)
  expect(document.match(/<c:chart /g)).toHaveLength(charts.length)
  const shares = textsOf(parts.get(charts.at(-1)!)!.toString('utf8'), 'c:v')
  expect(shares).toEqual(expect.arrayContaining(['桥面工班', '100', '33', '0']))
  const types = parts.get('[Content_Types].xml')!.toString('utf8')
  for (const name of charts) expect(types).toContain(`/${name}`)
  const books = [...parts.keys()].filter((name) => name.endsWith('.xlsx'))
  expect(books).toHaveLength(charts.length)
  expect(read(parts.get(books[0]!)!).SheetNames).toHaveLength(1)
  const { people } = { people: team().workers }
  for (const id of people) {
    const { name } = (await as(world.administrator).get(`/people/${id}`)).body
    expect(document).not.toContain(name)
  }
})

test('没有人参加、名称里有尖括号，也写得出来', async () => {
  const empty = {
    ...{ title: '<b>&"活动"', theme: '主题', host: '示范单位', audience: ['示范单位'], posts: [], nudges: 0 },
    ...{ from: '2026-12-01', to: '2026-12-07', closedOn: '2026-12-08', people: 0, reached: 0, groups: 0 },
    ...{ nodes: [], units: [], teams: [] },
  } as unknown as Parameters<typeof writeDocx>[0]
  expect(summaryText(empty)[0]?.lines.join('')).toContain('都没有举行')
  const document = unzip(Buffer.from(await writeDocx(empty)))
    .get('word/document.xml')!
    .toString('utf8')
  expect(document).toContain('&lt;b&gt;&amp;')
})

test('参加人数最少的节点，不算只是告知的', () => {
  const node = (kind: 'push' | 'event', title: string, done: number) => ({
    ...{ kind, title, done, asked: 40, understanding: null, cancelledBecause: null },
    ...{ on: '2026-12-01', until: '2026-12-07' },
  })
  const held = {
    ...{ title: '活动', theme: '主题', host: '示范单位', audience: ['示范单位'], posts: [], nudges: 0 },
    ...{ from: '2026-12-01', to: '2026-12-07', closedOn: '2026-12-08', people: 40, reached: 30, groups: 1 },
    ...{ units: [], teams: [], nodes: [node('push', '快结束了', 0), node('event', '应急演练', 30)] },
  } as unknown as Parameters<typeof summaryText>[0]
  const next = summaryText(held).at(-1)?.lines.join('')
  expect(next).toContain('“应急演练”（30 / 40 人）')
  expect(next).not.toContain('快结束了')
})
