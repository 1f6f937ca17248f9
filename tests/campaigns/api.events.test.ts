import { currentCode, currentToken } from '@cloud/core/checkIn/rollingCode'
import { rebuildParticipations } from '@cloud/modules/meetings/index'
import { installProduct } from '../learning/learningWorld'
import { startTestService, type TestService } from '../support/service'
import { buildUnionWorld, type UnionWorld } from '../support/unionWorld'

let service: TestService
let world: UnionWorld
let campaignId: string
let nodeId: string

const as = (personId?: string) => service.as(personId)
const team = (i = 0) => world.teams[i]!
const now = () => service.clock.now()
const token = () => currentToken(service.deps, nodeId, now())
const code = () => currentCode(service.deps, nodeId, now())
const checkIn = (who: string | undefined, body: Record<string, unknown>) => as(who).post('/campaigns/check-in', body)
const node = (path: string) => `/campaigns/${campaignId}/nodes/${nodeId}/${path}`
const hours = async (who: string) => (await as(who).get('/meetings/archive')).body

beforeAll(async () => {
  service = await startTestService({ now: '2026-12-01T01:00:00.000Z' })
  world = await buildUnionWorld(service.deps, { teams: 2, workers: 8 })
  await installProduct(service.deps)
  const audience = { organizationIds: [world.department.id] }
  const draft = { templateId: 'lawWeek', theme: '学法守法', audience, from: '2026-12-01', to: '2026-12-07' }
  campaignId = (await as(world.officer).post('/campaigns', draft)).body.id
  const { nodes } = (await as(world.officer).get(`/campaigns/${campaignId}`)).body
  const event = nodes.find((one: { kind: string }) => one.kind === 'event')
  nodeId = event.id
  const longer = { ...event, refId: undefined, startTime: '08:00', endTime: '10:00' }
  expect((await as(world.officer).put(`/campaigns/${campaignId}/nodes/${nodeId}`, longer)).status).toBe(200)
  await as(world.officer).post(`/campaigns/${campaignId}/open`)
}, 60_000)
afterAll(() => service.stop())

test('没到时间签不了；屏幕只有主办的人能开', async () => {
  expect((await checkIn(undefined, { token: token() })).status).toBe(401)
  expect((await checkIn(team().workers[2], { code: '12' })).status).toBe(400)
  expect((await as(team().leader).get(node('screen'))).status).toBe(403)
  const early = await checkIn(team().workers[2], { token: token() })
  expect(early.status).toBe(422)
  expect(early.body.error.message).toContain('60 分钟')
  service.clock.set('2026-12-05T00:10:00.000Z')
  const screen = (await as(world.officer).get(node('screen'))).body
  expect(screen).toMatchObject({ open: true, code: code(), present: 0 })
})

test('扫码、六位码各一次；再签不多算；不在对象里的签不了', async () => {
  const [, , scanned = '', typed = ''] = team().workers
  expect((await checkIn(scanned, { token: token() })).body).toMatchObject({ message: '签到成功', repeated: false })
  expect((await checkIn(scanned, { token: token() })).body).toMatchObject({ repeated: true })
  expect((await checkIn(typed, { code: code() })).body).toMatchObject({ nodeId, message: '签到成功' })
  expect((await checkIn(world.chair, { token: token() })).status).toBe(403)
  const old = token()
  service.clock.set('2026-12-05T00:12:00.000Z')
  expect((await checkIn(team().workers[4], { token: old })).status).toBe(400)
  expect((await checkIn(team().workers[4], { nodeId, code: '000000' })).status).toBe(400)
})

test('没信号时扫的码事后补传，按当时算；手机钟差太多的等人核对，认可了才算', async () => {
  const shown = token()
  const scannedAt = '2026-12-05T00:12:05.000Z'
  service.clock.set('2026-12-05T06:00:00.000Z')
  const [, , , , honest = '', odd = ''] = team().workers
  expect((await checkIn(honest, { token: shown, scannedAt })).body).toMatchObject({ at: scannedAt, waits: false })
  const wrongClock = { token: shown, scannedAt: '2026-12-05T03:00:00.000Z' }
  expect((await checkIn(odd, wrongClock)).body).toMatchObject({ waits: true })
  expect((await checkIn(odd, wrongClock)).body).toMatchObject({ waits: true })
  const { arrivals, present } = (await as(world.officer).get(node('screen'))).body
  expect(present).toBe(3)
  expect(arrivals).toMatchObject([{ personId: odd }])
  const verdict = { personId: odd, accept: true, reason: '现场看到了' }
  expect((await as(team().leader).post(node('arrivals'), verdict)).status).toBe(403)
  expect((await as(world.officer).post(node('arrivals'), verdict)).status).toBe(200)
  expect((await as(world.officer).post(node('arrivals'), verdict)).status).toBe(409)
})

test('本组组长可以代签，别组的不行；说一声来不了', async () => {
  const person = team().workers[6] ?? ''
  const body = { personId: person, reason: '手机没电' }
  expect((await as(team(1).leader).post(node('proxy'), body)).status).toBe(403)
  expect((await as(team().leader).post(node('proxy'), body)).body).toMatchObject({ message: '签到成功' })
  expect((await as(team().workers[7]).post(node('leave'), { reason: '夜班' })).status).toBe(200)
  expect((await as(world.officer).get(node('screen'))).body).toMatchObject({ present: 5, away: 1 })
})

test('没信号时的代签后到，按当时算；手机钟早过了头的按送到时算', async () => {
  const vouch = async (i: number, doneAt: string) => {
    const body = { personId: team(1).workers[i], reason: '没带手机', doneAt }
    return (await as(team(1).leader).post(node('proxy'), body)).body.at
  }
  expect(await vouch(3, '2026-12-05T01:30:00.000Z')).toBe('2026-12-05T01:30:00.000Z')
  expect(await vouch(4, '2026-12-04T01:30:00.000Z')).toBe('2026-12-05T06:00:00.000Z')
  expect(await vouch(5, '2026-12-06T01:30:00.000Z')).toBe('2026-12-05T06:00:00.000Z')
  expect((await as(world.officer).get(node('screen'))).body).toMatchObject({ present: 8, away: 1 })
})

test('到场记在同一份参与记录里，学时只算一次；重建会议的记录不丢', async () => {
  await service.drain()
  const person = team().workers[2] ?? ''
  expect(await hours(person)).toMatchObject({ hours: 2, sources: [{ source: 'event', hours: 2, times: 1 }], items: [] })
  await rebuildParticipations()
  expect(await hours(person)).toMatchObject({ hours: 2 })
  expect((await hours(team().workers[7] ?? '')).hours).toBe(0)
  const { total } = (await as(world.officer).get(`/campaigns/${campaignId}/board`)).body
  expect(total.nodes.find((one: { nodeId: string }) => one.nodeId === nodeId)).toMatchObject({ done: 8 })
})

test('取消以后签不了', async () => {
  service.clock.set('2026-12-05T00:20:00.000Z')
  expect((await as(world.officer).post(node('cancel'), { reason: '大雾' })).status).toBe(200)
  const late = await checkIn(team(1).workers[2], { token: token() })
  expect(late.body.error.message).toContain('已经取消')
})
