import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import { insertAppointments, insertOrganizations } from '@cloud/modules/organizations/index'
import { insertPeople } from '@cloud/modules/people/index'
import { type PlainDate, plainDate } from '@shared/core/plainDate'
import { memberName, systemWork } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { buildDemand, doneOn, dutyModules, saveDemands } from './demands'

let service: TestService
const committeeId = newId()
const generals = [newId(), newId()] as const
let superior = ''
let generalSecretary = ''
/** Branch 1 and 2 stand below the first general branch, 3 and 4 below the second; 5 directly below the committee, without a plan. */
const branches = Array.from({ length: 5 }, () => newId())
const secretaries: string[] = []

const office = (organizationId: string, path: string, personId: string) => ({
  organizationId,
  path,
  personId,
  role: 'secretary' as const,
  from: plainDate('2025-01-01'),
})

async function addSecretary(organizationId: string, path: string, name: string): Promise<string> {
  const work = systemWork(service.deps)
  const [id = ''] = await insertPeople(work, [{ organizationId, path, fields: { name, membership: 'full' } }])
  await insertAppointments(work, [office(organizationId, path, id)])
  return id
}

const quarter = (b: number, more = {}) =>
  buildDemand(branches[b] ?? '', `quarter:b${b}:2026-Q2`, {
    rule: 'demands.quarter',
    title: '第二季度支部党员大会',
    ...more,
  })
const monthly = (b: number, month: string, more = {}) =>
  buildDemand(branches[b] ?? '', `month:b${b}:${month}`, {
    rule: 'demands.month',
    title: `${Number(month.slice(5))} 月主题党日`,
    period: month,
    opensOn: `${month}-01`,
    dueOn: `${month}-25`,
    ...more,
  })

beforeAll(async () => {
  service = await startTestService({ modules: dutyModules })
  await inTransaction(async () => {
    const [committee, first, second, ...rest] = await insertOrganizations(systemWork(service.deps), [
      { id: committeeId, name: '示范路桥党委', kind: 'partyCommittee', parentId: null },
      { id: generals[0], name: '第一党总支', kind: 'generalBranch', parentId: committeeId },
      { id: generals[1], name: '第二党总支', kind: 'generalBranch', parentId: committeeId },
      ...branches.map((id, b) => ({
        id,
        name: `第${b + 1}党支部`,
        kind: 'branch' as const,
        parentId: b < 4 ? (generals[b < 2 ? 0 : 1] ?? null) : committeeId,
      })),
    ])
    superior = await addSecretary(committeeId, committee?.path ?? '', '党委书记甲')
    generalSecretary = await addSecretary(generals[0], first?.path ?? '', '总支书记甲')
    await addSecretary(generals[1], second?.path ?? '', '总支书记乙')
    for (const [b, { _id, path }] of rest.entries()) secretaries.push(await addSecretary(_id, path, memberName(b)))
  })
  await saveDemands(service.deps, [
    quarter(0),
    monthly(0, '2026-05', {
      missing: {
        what: '5月22日 周五的会议还没有记录',
        by: '记录人',
        page: '/modules/meetings/pages/detail/index?id=1',
      },
    }),
    monthly(0, '2026-02'),
    monthly(1, '2026-05', doneOn(plainDate('2026-05-20'))),
    monthly(1, '2026-06', { opensOn: '2026-06-01', dueOn: '2026-06-15' }),
    monthly(2, '2026-05', doneOn(plainDate('2026-05-21'))),
    monthly(2, '2026-12'),
    quarter(3, { dueOn: '2026-06-12', title: '=HYPERLINK("x")' }),
    monthly(3, '2025-11', { dueOn: '2025-11-25' }),
    monthly(2, '2025-11', { dueOn: '2025-11-25', ...doneOn(plainDate('2025-11-20')) }),
  ])
  await service.drain()
})
afterAll(() => service.stop())

const board = async (query = '', who = superior) => (await service.as(who).get(`/duties/progress${query}`)).body
const namesIn = (body: { items: { name: string }[] }) => body.items.map((row) => row.name)

describe('上级的看板', () => {
  test('没有登录 401，成员 403，没有下级 404，别处的组织 404', async () => {
    expect((await service.as().get('/duties/progress')).status).toBe(401)
    const [branch = ''] = branches
    const member = await inTransaction(() =>
      insertPeople(systemWork(service.deps), [
        { organizationId: branch, path: `/x/${branch}/`, fields: { name: '党员壬', membership: 'full' } },
      ]),
    )
    expect((await service.as(member[0]).get('/duties/progress')).status).toBe(403)
    expect((await service.as(secretaries[0]).get('/duties/progress')).status).toBe(404)
    for (const path of ['progress', 'slipping', 'standing', 'progress/export'])
      expect((await service.as(generalSecretary).get(`/duties/${path}?organizationId=${generals[1]}`)).status).toBe(404)
  })
  test('合计、各类任务、需要帮助的在前，说得出原因和缺的事实', async () => {
    const body = await board()
    expect(body).toMatchObject({
      organizationId: committeeId,
      year: 2026,
      years: [2025, 2026, 2027],
      asOf: '2026-06-11T02:00:00.000Z',
      onTrack: 1,
      needHelp: 3,
      pressing: 3,
      withoutPlan: 1,
      total: 4,
      ring: { total: 8, done: 2, overdue: 2, slipping: 2, ahead: 2 },
    })
    expect(namesIn(body)).toEqual(['第1党支部', '第4党支部', '第2党支部', '第3党支部'])
    expect(body.items[0]).toMatchObject({
      under: '第一党总支',
      reasons: ['1 件已逾期', '早先错过 1 件'],
      firstDue: '2026-05-25',
      first: [
        { missing: { what: '5月22日 周五的会议还没有记录', by: '记录人', page: expect.stringContaining('detail') } },
      ],
    })
    expect(body.items[1].first[0].missing.page).toContain('/modules/duties/pages/plan/index?organizationId=')
    expect(body.items[3]).toMatchObject({ reasons: [], first: [], needHelp: 0 })
    expect(body.rules.map((one: { rule: string; pressing: number }) => [one.rule, one.pressing])).toEqual([
      ['demands.month', 2],
      ['demands.quarter', 1],
    ])
  })
  test('今日页上需要帮助的个数与看板一致', async () => {
    const { body } = await service.as(superior).get('/today')
    expect(body.superiors[0]).toMatchObject({ needHelp: 3, onTrack: 1 })
  })
  test('按下一级合计，再往下钻，路径上的上级都在', async () => {
    const next = await board('?level=next')
    expect(next.items).toEqual([
      expect.objectContaining({ name: '第一党总支', kind: 'generalBranch', organizations: 2, needHelp: 2 }),
      expect.objectContaining({ name: '第二党总支', organizations: 2, needHelp: 1 }),
    ])
    const below = await board(`?organizationId=${generals[0]}`)
    expect(below.above).toEqual([{ organizationId: committeeId, name: '示范路桥党委' }])
    expect(namesIn(below)).toEqual(['第1党支部', '第2党支部'])
    expect((await board('', generalSecretary)).above).toEqual([])
  })
  test.each([
    ['rule=demands.quarter', ['第4党支部', '第1党支部']],
    ['state=help', ['第1党支部', '第4党支部', '第2党支部']],
    ['state=overdue', ['第1党支部']],
    ['state=slipping', ['第4党支部', '第2党支部']],
    ['state=fine', ['第3党支部']],
    [`name=${encodeURIComponent('第2')}`, ['第2党支部']],
    ['level=next&state=fine', []],
  ])('筛选 %s', async (query, expected) => {
    const body = await board(`?${query}`)
    expect(namesIn(body)).toEqual(expected)
    expect(body.total).toBe(expected.length)
  })
  test('翻页不重不漏，标记不对要说清楚', async () => {
    const names: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const body: { items: { name: string }[]; next: string | null } = await board(
        `?limit=1${cursor && `&cursor=${cursor}`}`,
      )
      names.push(...namesIn(body))
      cursor = body.next
    }
    expect(names).toEqual(['第1党支部', '第4党支部', '第2党支部', '第3党支部'])
    expect((await service.as(superior).get('/duties/progress?cursor=abc')).status).toBe(400)
    expect((await service.as(superior).get('/duties/progress?state=best')).status).toBe(400)
  })
  test('去年：没办的都算，和当年互不相干', async () => {
    const body = await board('?year=2025')
    expect(body).toMatchObject({ year: 2025, needHelp: 1, onTrack: 1, ring: { total: 2, done: 1, overdue: 1 } })
    expect(namesIn(body)).toEqual(['第4党支部', '第3党支部'])
  })
})

describe('接下来要误期的', () => {
  test('跨支部，最早的在前，翻页；可按类别看', async () => {
    const first = (await service.as(superior).get('/duties/slipping?limit=2')).body
    const second = (await service.as(superior).get(`/duties/slipping?limit=20&cursor=${first.next}`)).body
    const all = [...first.items, ...second.items]
    expect(all.map((item: { organization: string; dueOn: string }) => [item.organization, item.dueOn])).toEqual([
      ['第1党支部', '2026-05-25'],
      ['第4党支部', '2026-06-12'],
      ['第2党支部', '2026-06-15'],
      ['第1党支部', '2026-06-30'],
      ['第3党支部', '2026-12-25'],
    ])
    const quarters = (await service.as(superior).get('/duties/slipping?rule=demands.quarter')).body
    expect(quarters.items.map((item: { organization: string }) => item.organization)).toEqual([
      '第4党支部',
      '第1党支部',
    ])
  })
})

describe('一个组织的进度', () => {
  test('谁负责、环、每件缺什么由谁补', async () => {
    const { body } = await service.as(generalSecretary).get(`/duties/standing?organizationId=${branches[0]}`)
    expect(body).toMatchObject({
      name: '第1党支部',
      leaders: [{ name: '党员甲', role: '书记' }],
      ring: { total: 3, done: 0, overdue: 2 },
      more: 0,
    })
    expect(body.items).toHaveLength(1)
    expect(body.items[0]).toMatchObject({ title: '5 月主题党日', state: 'overdue', missing: { by: '记录人' } })
  })
})

test('导出与屏幕一致，公式只当文字', async () => {
  const { status, body, headers } = await service.as(superior).get('/duties/progress/export?state=help')
  expect(status).toBe(200)
  expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toContain('示范路桥党委2026年下级进度')
  const { read, utils } = await import('@e965/xlsx')
  const book = read(body)
  const sheet = book.Sheets[book.SheetNames[0] ?? '']
  const rows = utils.sheet_to_json<Record<string, string>>(sheet ?? {})
  expect(rows.map((row) => row['组织'])).toEqual(namesIn(await board('?state=help')))
  expect(rows[1]?.['最先要办的']).toBe(`'=HYPERLINK("x")`)
})

test('3 月 31 日以后，去年记录的更正仍然到达去年的计划', async () => {
  const late = monthly(3, '2025-11', { dueOn: '2025-11-25', ...doneOn(plainDate('2025-11-24')) })
  await saveDemands(service.deps, [late])
  await service.drain()
  expect(await board('?year=2025')).toMatchObject({ needHelp: 0, onTrack: 2, ring: { total: 2, done: 2, overdue: 0 } })
  const { body } = await service.as(superior).get(`/duties/plan?organizationId=${branches[3]}&year=2025`)
  expect(body.items[0]).toMatchObject({ state: 'done', doneOn: '2025-11-24' as PlainDate })
})
