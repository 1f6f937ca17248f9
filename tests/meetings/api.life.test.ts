import { read, utils } from '@e965/xlsx'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
let world: World
let secretary: string
let commissioner: string
let branchId: string
let meetingId: string
const NOW = '2026-11-20T01:00:00.000Z'

beforeAll(async () => {
  service = await startTestService({ now: NOW })
  world = await buildWorld(service.deps, { branches: 2, groups: 2 })
  const [branch] = world.branches
  if (!branch) throw new Error('no branch')
  secretary = branch.secretary
  commissioner = branch.commissioner
  branchId = branch.id
})
afterAll(() => service.stop())

const as = (personId: string) => service.as(personId)
const member = (i: number): string => world.branches[0]?.members[i] ?? ''
const stranger = (): string => world.branches[1]?.secretary ?? ''

async function arrange(kind: string, on: string, more: Record<string, unknown> = {}) {
  const query = Object.entries({ organizationId: branchId, kind, ...more }).map(([name, value]) => `${name}=${value}`)
  const proposal = await as(secretary).get(`/meetings/proposal?${query.join('&')}`)
  const {
    period: _p,
    organizationName: _o,
    why: _w,
    source: _s,
    sources: _t,
    people: _l,
    groups: _g,
    ...draft
  } = proposal.body
  return as(secretary).post('/meetings', { ...draft, on, ...more })
}
const preparation = async (personId: string) => (await as(personId).get(`/meetings/${meetingId}/preparation`)).body
const titles = async (personId: string): Promise<string[]> => {
  await service.drain()
  return [...JSON.stringify((await as(personId).get('/today')).body).matchAll(/"title":"([^"]*)"/g)].map(
    (one) => one[1] ?? '',
  )
}

test('三种形式：党员大会、支委会、党小组会，应到的人跟着形式走', async () => {
  const people = async (more: Record<string, unknown>) => {
    const created = await arrange('lifeMeeting', '2026-12-20', more)
    expect(created.status).toBe(200)
    const detail = await as(secretary).get(`/meetings/${created.body.id}`)
    await as(secretary).post(`/meetings/${created.body.id}/cancel`, { reason: '试' })
    return detail.body.attendees.length
  }
  expect(await people({})).toBe(9)
  expect(await people({ form: 'committeeMeeting' })).toBe(3)
  expect(await people({ form: 'groupMeeting', groupId: world.branches[0]?.groups[1] })).toBe(4)
  expect((await arrange('lifeMeeting', '2026-12-20', { form: 'groupMeeting' })).status).toBe(400)
  expect((await arrange('branchMeeting', '2026-12-20', { form: 'committeeMeeting' })).status).toBe(400)
})

test('会前准备从记录里得出；主题由支委定', async () => {
  meetingId = (await arrange('lifeMeeting', '2026-12-10')).body.id
  await as(secretary).post(`/meetings/${meetingId}/notify`)
  const url = `/meetings/${meetingId}/preparation`
  expect((await service.as().get(url)).status).toBe(401)
  expect((await as(stranger()).get(url)).status).toBe(404)
  const before = await preparation(secretary)
  expect(before).toMatchObject({ applies: true, open: true, allowed: ['opinion', 'theme', 'note'] })
  expect(before.items.filter((one: { done: boolean }) => one.done)).toEqual([])
  expect((await as(member(5)).put(url, { theme: '改进作风' })).status).toBe(403)
  expect((await as(secretary).put(url, { theme: '' })).status).toBe(400)
  expect((await as(secretary).put(url, { theme: '改进作风，服务一线' })).status).toBe(200)
  await holdStudy('2026-11-21')
  service.clock.set('2026-11-23T01:00:00.000Z')
  const items = new Map((await preparation(member(5))).items.map((one: { id: string }) => [one.id, one]))
  expect(items.get('theme')).toMatchObject({ done: true, detail: '改进作风，服务一线' })
  expect(items.get('study')).toMatchObject({ done: true })
  expect(items.get('talks')).toMatchObject({ done: false })
  const other = (await arrange('committeeMeeting', '2026-12-02')).body.id
  expect((await as(secretary).get(`/meetings/${other}/preparation`)).body).toMatchObject({ applies: false, items: [] })
  expect((await as(secretary).put(`/meetings/${other}/preparation`, { theme: '试' })).status).toBe(409)
})

test('意见：支委看到的没有姓名，本人看得到自己的，只有本人能撤回', async () => {
  const url = `/meetings/${meetingId}/opinions`
  expect((await as(member(5)).post(url, { text: ' ' })).status).toBe(400)
  const given = await as(member(5)).post(url, { text: '主题党日多安排到现场' })
  await as(member(6)).post(url, { text: '会议通知早两天发' })
  const seen = await preparation(secretary)
  expect(seen.opinions).toEqual([
    { id: '1', text: '主题党日多安排到现场', mine: false },
    { id: '2', text: '会议通知早两天发', mine: false },
  ])
  expect(JSON.stringify(seen)).not.toContain(member(5))
  expect((await preparation(member(5))).opinions).toMatchObject([{ mine: true }])
  expect((await preparation(member(7))).opinions).toEqual([])
  expect((await as(secretary).post(`${url}/withdraw`, { id: given.body.id })).status).toBe(404)
  expect((await as(member(5)).post(`${url}/withdraw`, { id: given.body.id })).status).toBe(200)
  expect((await preparation(secretary)).opinions).toHaveLength(1)
  expect((await as(stranger()).post(url, { text: '试' })).status).toBe(404)
})

test('谁提了意见，操作记录里也对不出来', async () => {
  const trail = await as(secretary).get('/audit?limit=100')
  expect(trail.status).toBe(200)
  const actions = trail.body.items.map((one: { action: string }) => one.action)
  expect(actions).toContain('meetings.theme')
  expect(actions.filter((action: string) => /opinion/i.test(action))).toEqual([])
})

test('个人检视：草稿和写好都只有本人看得到，写好以后任务自己完成', async () => {
  const url = `/meetings/${meetingId}/note`
  expect(await titles(member(5))).toContain('写2026年度组织生活会个人检视')
  expect((await as(member(5)).put(url, { text: '专有的检视', ready: false })).status).toBe(200)
  expect((await preparation(member(5))).note).toEqual({ text: '专有的检视' })
  expect((await as(member(5)).put(url, { text: '', ready: true })).status).toBe(400)
  expect((await as(member(5)).put(url, { text: '专有的检视', ready: true })).status).toBe(200)
  expect((await preparation(member(5))).note.readyOn).toBe('2026-11-23')
  expect(JSON.stringify(await preparation(secretary))).not.toContain('专有')
  expect((await preparation(secretary)).items.at(-1).detail).toBe('1 / 9 人写好了')
  expect(await titles(member(5))).not.toContain('写2026年度组织生活会个人检视')
  expect((await as(world.superior).put(url, { text: '试', ready: false })).status).toBe(403)
})

describe('整改清单', () => {
  let itemId: string
  const item = () => `/meetings/rectifications/${itemId}`
  const act = (personId: string, step: string, text = '到了两个班组') =>
    as(personId).post(`${item()}/act`, { step, text })

  test('会后才列；责任人须在名册里；期限须在今天以后', async () => {
    const url = `/meetings/${meetingId}/rectifications`
    const draft = { problem: '班组学习不经常', measure: '每月到班组一次', personId: member(5), dueOn: '2026-12-31' }
    expect((await as(secretary).post(url, draft)).status).toBe(409)
    service.clock.set('2026-12-11T01:00:00.000Z')
    expect(await titles(secretary)).toContain('列出2026年度组织生活会整改清单')
    expect((await as(member(5)).post(url, draft)).status).toBe(403)
    expect((await as(stranger()).post(url, draft)).status).toBe(404)
    expect((await as(secretary).post(url, { ...draft, dueOn: '2026-12-01' })).status).toBe(400)
    expect((await as(secretary).post(url, { ...draft, personId: stranger() })).status).toBe(400)
    const added = await as(secretary).post(url, draft)
    expect(added.status).toBe(200)
    itemId = added.body.id
    await as(secretary).post(url, { ...draft, problem: '通知发得晚', personId: secretary })
    expect(await titles(secretary)).not.toContain('列出2026年度组织生活会整改清单')
    expect(await titles(member(5))).toContain('整改：班组学习不经常')
  })

  test('责任人写进展、报核；别人核对销号；责任人不能销自己的', async () => {
    expect((await act(secretary, 'progress')).status).toBe(403)
    expect((await act(stranger(), 'progress')).status).toBe(404)
    expect((await act(member(5), 'progress')).status).toBe(200)
    expect((await act(secretary, 'close')).status).toBe(422)
    expect((await act(member(5), 'finish', '三个班组都去了')).status).toBe(200)
    expect(await titles(member(5))).not.toContain('整改：班组学习不经常')
    expect(await titles(secretary)).toContain('核对整改：班组学习不经常')
    expect((await act(member(5), 'close')).status).toBe(403)
    expect((await act(secretary, 'reopen', '缺记录')).status).toBe(200)
    expect(await titles(member(5))).toContain('整改：班组学习不经常')
    expect((await act(member(5), 'finish', '补了记录')).status).toBe(200)
    const both = await Promise.all([act(secretary, 'close', '已核对'), act(commissioner, 'close', '已核对')])
    expect(both.map((one) => one.status).sort()).toEqual([200, 422])
    const { body } = await as(member(6)).get(item())
    expect(body).toMatchObject({ state: 'closed', personName: expect.any(String), allowed: [] })
    expect(body.entries.map((one: { step: string }) => one.step)).toEqual([
      'open',
      'progress',
      'finish',
      'reopen',
      'finish',
      'close',
    ])
    expect((await as(stranger()).get(item())).status).toBe(404)
  })

  test('书记自己负责的，由别的支委核对', async () => {
    const list = await as(secretary).get(`/meetings/rectifications?organizationId=${branchId}&state=open`)
    itemId = list.body.items[0].id
    expect(list.body).toMatchObject({
      canAdd: false,
      items: [{ problem: '通知发得晚', meetingTitle: '2026年度组织生活会' }],
    })
    await act(secretary, 'finish', '已改')
    expect((await act(secretary, 'close')).status).toBe(403)
    expect(await titles(commissioner)).toContain('核对整改：通知发得晚')
    expect((await act(commissioner, 'reopen', '再看一个月')).status).toBe(200)
    const change = { dueOn: '2027-01-31', reason: '跨年再看' }
    expect((await as(member(6)).put(item(), change)).status).toBe(403)
    expect((await as(secretary).put(item(), { reason: '没改' })).status).toBe(400)
    expect((await as(secretary).put(item(), change)).status).toBe(200)
    const { body } = await as(secretary).get(item())
    expect(body).toMatchObject({ dueOn: '2027-01-31', latest: '期限 2026-12-31 → 2027-01-31；跨年再看' })
  })

  test('导出；别的支部看不到，上级看得到', async () => {
    const url = `/meetings/rectifications/export?organizationId=${branchId}&year=2026`
    const file = await as(world.superior).get(url)
    const rows = utils.sheet_to_json<string[]>(read(file.body).Sheets['整改清单'] ?? {}, { header: 1 })
    expect(rows).toHaveLength(2)
    expect(rows[1]?.slice(3, 5)).toEqual(['班组学习不经常', '每月到班组一次'])
    for (const other of [url, `/meetings/rectifications?organizationId=${branchId}`])
      expect((await as(stranger()).get(other)).status).toBe(404)
  })
})

async function holdStudy(on: string): Promise<void> {
  const id = (await arrange('lecture', on)).body.id
  await as(secretary).post(`/meetings/${id}/notify`)
  service.clock.set(`${on}T09:00:00.000Z`)
  const detail = (await as(secretary).get(`/meetings/${id}`)).body
  const filed = await as(detail.recorder.id).post(`/meetings/${id}/minutes`, { values: { discussion: '学习讨论' } })
  if (filed.status !== 200) throw new Error(JSON.stringify(filed.body))
}
