import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { startWechatStub, type WechatStub } from '../support/wechat/startWechatStub'

let service: TestService
let stub: WechatStub
let world: World
let secretary: string
let branchId: string
const NOW = '2026-06-04T01:00:00.000Z'

const wechat = { appId: 'wx0123456789abcdef', secret: 'secret-0123456789', token: 'push-token' }

beforeAll(async () => {
  stub = await startWechatStub(wechat)
  service = await startTestService({
    now: NOW,
    env: {
      WECHAT_APP_ID: wechat.appId,
      WECHAT_SECRET: wechat.secret,
      WECHAT_API_BASE: stub.url,
      WECHAT_STATE: 'developer',
    },
  })
  world = await buildWorld(service.deps, { branches: 2, members: 9, groups: 2 })
  const [branch] = world.branches
  if (!branch) throw new Error('no branch')
  secretary = branch.secretary
  branchId = branch.id
})
afterAll(async () => {
  await service.stop()
  await stub.stop()
})
beforeEach(() => service.clock.set(NOW))

const member = (i: number): string => world.branches[0]?.members[i] ?? ''
const stranger = (): string => world.branches[1]?.members[4] ?? ''
const as = (personId: string) => service.as(personId)

async function arrange(kind = 'branchMeeting', edit: Record<string, unknown> = {}) {
  const proposal = await as(secretary).get(`/meetings/proposal?organizationId=${branchId}&kind=${kind}`)
  expect(proposal.status).toBe(200)
  const { period: _p, organizationName: _o, why: _w, source: _s, sources: _t, people: _l, ...draft } = proposal.body
  return as(secretary).post('/meetings', { ...draft, ...edit })
}

async function announce(edit: Record<string, unknown> = {}, kind = 'branchMeeting'): Promise<string> {
  const created = await arrange(kind, edit)
  expect(created).toMatchObject({ status: 200 })
  const id = created.body.id as string
  expect(await as(secretary).post(`/meetings/${id}/notify`)).toMatchObject({ status: 200, body: { ok: true } })
  return id
}

const codeOf = async (id: string) => (await as(secretary).get(`/meetings/${id}/screen`)).body.code as string
const attend = async (id: string, personId: string) =>
  as(personId).post('/meetings/check-in', { meetingId: id, code: await codeOf(id) })

describe('安排会议', () => {
  test('没登录 401 → 填错 400 → 不是支委 403 → 外支部看不到 404 → 成功，一个字不用打', async () => {
    const url = `/meetings/proposal?organizationId=${branchId}&kind=themeDay`
    expect((await service.as().get(url)).status).toBe(401)
    expect((await as(secretary).get(`/meetings/proposal?organizationId=${branchId}&kind=party`)).status).toBe(400)
    expect((await as(secretary).get(`${url}&period=2026-Q2`)).status).toBe(400)
    expect((await as(member(5)).get(url)).status).toBe(403)
    expect((await as(stranger()).get(url)).status).toBe(404)
    const proposal = await as(secretary).get(url)
    expect(proposal.body).toMatchObject({
      title: '6月主题党日',
      on: '2026-06-05',
      place: '党员活动室',
      chairId: secretary,
      recorderId: world.branches[0]?.commissioner,
      source: { document: '中国共产党党员教育管理工作条例', article: '第16条' },
    })
    expect(proposal.body.people).toHaveLength(9)
    const created = await arrange('themeDay')
    expect(created.status).toBe(200)
    expect(await arrange('themeDay')).toMatchObject({ status: 409 })
    const listed = await as(member(5)).get('/meetings?kind=themeDay')
    expect(listed.body).toMatchObject({
      items: [{ id: created.body.id, state: 'planned' }],
      next: null,
      canPlan: false,
    })
  })

  test('写错的安排：每一处都指出来，什么都没存', async () => {
    const before = (await as(secretary).get('/meetings')).body.items.length
    expect((await arrange('branchMeeting', { title: '' })).body.error.violations).toEqual([
      { field: 'title', message: '不能为空' },
    ])
    const wrong = await arrange('branchMeeting', { endTime: '09:00', recorderId: stranger(), on: '2028-01-01' })
    expect(wrong.status).toBe(400)
    expect(wrong.body.error.violations.map((v: { field: string }) => v.field)).toEqual(['on', 'endTime', 'recorderId'])
    expect((await arrange('lecture', { kind: 'groupMeeting' })).body.error.message).toContain('党小组')
    expect((await as(member(5)).post('/meetings', {})).status).toBe(400)
    expect((await as(secretary).get('/meetings')).body.items).toHaveLength(before)
  })

  test('同一个请求发两遍只有一次会议', async () => {
    const proposal = await as(secretary).get(`/meetings/proposal?organizationId=${branchId}&kind=lecture`)
    const { period: _p, organizationName: _o, why: _w, source: _s, sources: _t, people: _l, ...draft } = proposal.body
    const key = 'same-request-1'
    const [a, b] = await Promise.all([
      as(secretary).post('/meetings', draft, { key }),
      as(secretary).post('/meetings', draft, { key }),
    ])
    expect(a.body.id).toBe(b.body.id)
    expect((await as(secretary).get('/meetings?kind=lecture')).body.items).toHaveLength(1)
  })

  test('党小组会的名单只有本组', async () => {
    const groupId = world.branches[0]?.groups[1]
    const proposal = await as(secretary).get(
      `/meetings/proposal?organizationId=${branchId}&kind=groupMeeting&groupId=${groupId}`,
    )
    expect(proposal.body.people).toHaveLength(4)
  })

  test('改期要写原因，改了什么看得到；取消后不能再办', async () => {
    const id = await announce({ title: '临时大会', on: '2026-06-18' })
    expect((await as(secretary).put(`/meetings/${id}`, { on: '2026-06-19' })).status).toBe(400)
    expect((await as(member(4)).put(`/meetings/${id}`, { on: '2026-06-19', reason: '冲突' })).status).toBe(403)
    expect((await as(secretary).put(`/meetings/${id}`, { on: '2026-06-18', reason: '冲突' })).status).toBe(400)
    expect((await as(secretary).put(`/meetings/${id}`, { on: '2026-06-22', reason: '生产检查' })).status).toBe(200)
    const detail = await as(member(4)).get(`/meetings/${id}`)
    expect(detail.body).toMatchObject({
      on: '2026-06-22',
      state: 'notified',
      changes: [{ label: '日期', from: '2026-06-18', to: '2026-06-22', reason: '生产检查' }],
    })
    expect((await as(secretary).post(`/meetings/${id}/cancel`, { reason: '并入下次' })).status).toBe(200)
    const again = await as(secretary).post(`/meetings/${id}/cancel`, { reason: '并入下次' })
    expect(again).toMatchObject({ status: 422, body: { error: { message: '“取消”已经做过了' } } })
    expect((await as(secretary).post(`/meetings/${id}/leave`, { reason: '出差' })).body.error.message).toContain(
      '已经取消',
    )
  })

  test('通知已读', async () => {
    const id = await announce({ on: '2026-06-16', startTime: '09:00', endTime: '10:00' })
    expect((await as(stranger()).post(`/meetings/${id}/read`)).status).toBe(404)
    await as(member(3)).post(`/meetings/${id}/read`)
    await as(member(3)).post(`/meetings/${id}/read`)
    const detail = await as(member(3)).get(`/meetings/${id}`)
    expect(detail.body).toMatchObject({ readCount: 1, read: true })
  })
})

describe('签到', () => {
  const on = '2026-06-11'
  test('扫码、签到码、代签、请假各记一次；谁也不能重复', async () => {
    const id = await announce({ on, startTime: '14:30', endTime: '16:30', title: '签到大会' })
    expect((await attend(id, member(3))).body.error.message).toContain('会前 60 分钟开始签到')
    service.clock.set('2026-06-11T06:00:00.000Z')
    expect((await as(member(3)).get(`/meetings/${id}/screen`)).status).toBe(403)
    expect((await as(stranger()).get(`/meetings/${id}/screen`)).status).toBe(404)
    const screen = (await as(secretary).get(`/meetings/${id}/screen`)).body
    expect(screen).toMatchObject({ open: true, secondsLeft: 30, quorum: { needed: 4, missing: 4, reached: false } })
    expect(screen.matrix.length).toBe(screen.matrix[0].length)

    expect((await service.as().post('/meetings/check-in', { meetingId: id, code: screen.code })).status).toBe(401)
    expect((await as(member(3)).post('/meetings/check-in', { meetingId: id, code: '12' })).status).toBe(400)
    const wrong = screen.code === '000000' ? '000001' : '000000'
    const refused = await as(member(3)).post('/meetings/check-in', { meetingId: id, code: wrong })
    expect(refused.body.error.message).toBe('签到码不对或已经更换，请看会场屏幕上的新码')
    expect((await as(stranger()).post('/meetings/check-in', { meetingId: id, code: screen.code })).status).toBe(403)
    const first = await as(member(3)).post('/meetings/check-in', { meetingId: id, code: screen.code })
    expect(first).toMatchObject({ status: 200, body: { repeated: false, method: 'code', standing: 'voting' } })
    expect((await attend(id, member(3))).body).toMatchObject({ repeated: true, at: first.body.at })

    service.clock.set('2026-06-11T06:00:50.000Z')
    expect((await as(member(4)).post('/meetings/check-in', { code: screen.code })).status).toBe(200)
    service.clock.set('2026-06-11T06:01:40.000Z')
    expect((await as(member(5)).post('/meetings/check-in', { meetingId: id, code: screen.code })).status).toBe(400)

    const proxy = { personId: member(5), reason: '手机没电' }
    expect((await as(member(4)).post(`/meetings/${id}/proxy`, proxy)).status).toBe(403)
    expect((await as(secretary).post(`/meetings/${id}/proxy`, { personId: member(5), reason: '' })).status).toBe(400)
    expect((await as(secretary).post(`/meetings/${id}/proxy`, proxy)).body).toMatchObject({ method: 'proxy' })

    expect((await as(member(6)).post(`/meetings/${id}/leave`, { reason: '工地值班' })).body.status).toBe(
      'leaveRequested',
    )
    expect((await as(member(6)).post(`/meetings/${id}/leave`, { reason: '工地值班' })).body.status).toBe(
      'leaveRequested',
    )
    const decide = (personId: string, approve = true, reason?: string) =>
      as(secretary).post(`/meetings/${id}/leave/decide`, { personId, approve, ...(reason && { reason }) })
    expect((await decide(member(7))).body.error.message).toContain('没有请假')
    expect((await decide(member(6))).body.status).toBe('leave')
    expect((await decide(member(6))).body.status).toBe('leave')
    expect((await decide(member(7), true, '口头请假：住院')).body.status).toBe('leave')
    expect((await decide(member(3))).body.error.message).toContain('已经签到')

    const after = (await as(secretary).get(`/meetings/${id}/screen`)).body
    expect(after.counts).toMatchObject({ due: 9, present: 3, leave: 2, missing: 4, votingPresent: 3, votingDue: 8 })
    expect(after.quorum.message).toBe('还差 1 名正式党员签到，达到法定人数')
    expect(after.attendees[0]).toMatchObject({ personId: member(5), method: 'proxy', reason: '手机没电' })
    const seen = (await as(member(3)).get(`/meetings/${id}`)).body
    expect(seen.attendees.find((a: { personId: string }) => a.personId === member(6))).not.toHaveProperty('reason')
  })

  test('同时签到、连点、代签和本人撞上，都只算一次', async () => {
    const id = await announce({ on: '2026-06-12', startTime: '09:00', endTime: '10:00', title: '抢签大会' })
    service.clock.set('2026-06-12T00:30:00.000Z')
    const code = await codeOf(id)
    const own = () => as(member(3)).post('/meetings/check-in', { meetingId: id, code })
    const answers = await Promise.all([
      own(),
      own(),
      as(secretary).post(`/meetings/${id}/proxy`, { personId: member(3), reason: '忘带手机' }),
      ...[1, 2, 4, 5, 6, 7].map((i) => as(member(i)).post('/meetings/check-in', { meetingId: id, code })),
    ])
    expect(answers.map((a) => a.status)).toEqual(answers.map(() => 200))
    expect(answers.slice(0, 3).filter((a) => !a.body.repeated)).toHaveLength(1)
    const { counts, quorum } = (await as(secretary).get(`/meetings/${id}/screen`)).body
    expect(counts.present).toBe(7)
    expect(quorum).toMatchObject({ reached: true, message: '达到法定人数' })
  })

  test('没信号时扫的码，按当时的时间补传；编不出以后的时间', async () => {
    const id = await announce({ on: '2026-06-15', startTime: '14:30', endTime: '16:30', title: '离线大会' })
    service.clock.set('2026-06-15T06:20:00.000Z')
    const code = await codeOf(id)
    service.clock.set('2026-06-15T12:00:00.000Z')
    const send = (scannedAt: string, i = 3) =>
      as(member(i)).post('/meetings/check-in', { meetingId: id, code, scannedAt })
    expect((await send('2026-06-15T13:00:00.000Z', 4)).body).toMatchObject({ waits: true })
    expect((await send('2026-06-15T06:40:00.000Z', 5)).body).toMatchObject({ waits: true })
    expect((await send('2026-06-15T06:20:10.000Z')).body).toMatchObject({ at: '2026-06-15T06:20:10.000Z' })
    const { attendees } = (await as(secretary).get(`/meetings/${id}/screen`)).body
    expect(attendees[0]).toMatchObject({ personId: member(3), offline: true })
  })

  test('猜签到码的次数有限', async () => {
    const id = await announce({ on: '2026-06-17', startTime: '14:30', endTime: '16:30', title: '猜码大会' })
    service.clock.set('2026-06-17T06:20:00.000Z')
    const good = await codeOf(id)
    const statuses: number[] = []
    for (let i = 0; i < 12; i += 1) {
      const code = String(i).padStart(6, '0')
      if (code !== good) statuses.push((await as(member(7)).post('/meetings/check-in', { meetingId: id, code })).status)
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(400))
    expect(statuses.at(-1)).toBe(429)
  })
})

describe('记录一次，处处都有', () => {
  let id: string
  beforeEach(() => service.clock.set('2026-06-24T01:00:00.000Z'))
  const write = (personId: string, body: unknown) => as(personId).post(`/meetings/${id}/minutes`, body)
  const minutes = {
    values: { discussion: '同意支委会意见', resolution: '通过评优名单' },
    votes: { 1: { yes: 5, no: 0, abstain: 0 } },
  }
  const agenda = [
    { title: '二季度工作小结', kind: 'report' },
    { title: '评优推荐', kind: 'decide' },
  ]

  test('没到法定人数，表决的记录提交不了，所有原因一次说清', async () => {
    service.clock.set(NOW)
    id = await announce({
      on: '2026-06-23',
      startTime: '14:30',
      endTime: '16:30',
      title: '第二季度支部党员大会',
      agenda,
    })
    expect((await write(secretary, minutes)).body.error.message).toContain('最早 6月23日')
    service.clock.set('2026-06-23T06:00:00.000Z')
    for (const i of [0, 1, 3]) expect((await attend(id, member(i))).status).toBe(200)
    const early = await write(secretary, minutes)
    expect(early).toMatchObject({
      status: 422,
      body: { error: { message: '还差 1 名正式党员签到，达到法定人数，才能记录表决' } },
    })
    for (const i of [4, 5, 8]) expect((await attend(id, member(i))).status).toBe(200)
    await as(member(6)).post(`/meetings/${id}/leave`, { reason: '出差' })
    await as(secretary).post(`/meetings/${id}/leave/decide`, { personId: member(6), approve: true })
  })

  test('草稿存在服务端，换一台设备接着写', async () => {
    service.clock.set('2026-06-23T08:30:00.000Z')
    const recorder = world.branches[0]?.commissioner ?? ''
    expect((await as(member(3)).put(`/meetings/${id}/draft`, minutes)).status).toBe(403)
    expect((await as(recorder).put(`/meetings/${id}/draft`, { values: { discussion: '写到一半' } })).status).toBe(200)
    const { fields, savedAt } = (await as(secretary).get(`/meetings/${id}`)).body.minutes
    expect(fields.find((f: { id: string }) => f.id === 'discussion').value).toBe('写到一半')
    expect(savedAt).toBe('2026-06-23T08:30:00.000Z')
    const asked = fields.filter((field: { asked: boolean }) => field.asked)
    expect(asked).toHaveLength(3)
    expect(fields.length - asked.length).toBeGreaterThanOrEqual(20)
  })

  test('提交：最多写 3 项；缺的、多的票数都指出', async () => {
    service.clock.set('2026-06-23T08:31:00.000Z')
    const recorder = world.branches[0]?.commissioner ?? ''
    expect((await write(member(3), minutes)).status).toBe(403)
    const wrong = await write(recorder, { values: { present: '9' }, votes: { 1: { yes: 9, no: 0, abstain: 0 } } })
    expect(wrong.body.error.violations.map((v: { message: string }) => v.message)).toEqual([
      '议题 2 的票数合计 9，多于到会有表决权的 5 人，请核对票数',
      '“实到”由系统填写，有错请到它的来源更正',
      '请填写“讨论要点”',
      '请填写“决议”',
    ])
    const filed = await write(recorder, minutes)
    expect(filed).toMatchObject({ status: 200, body: { typedFields: 2 } })
    expect(filed.body.filledFields).toBeGreaterThanOrEqual(20)
    expect((await write(recorder, minutes)).body.error.message).toContain('等审核')
    expect((await as(member(7)).post('/meetings/check-in', { meetingId: id, code: '000000' })).status).toBe(400)
    expect((await as(secretary).post(`/meetings/${id}/proxy`, { personId: member(7), reason: '晚到' })).status).toBe(
      422,
    )
  })

  test('退回、重交、审核、归档；审核两次说得清楚', async () => {
    const recorder = world.branches[0]?.commissioner ?? ''
    expect((await as(recorder).post(`/meetings/${id}/approve`)).status).toBe(403)
    expect((await as(secretary).post(`/meetings/${id}/return`, { reason: '决议写全' })).status).toBe(200)
    expect((await as(secretary).post(`/meetings/${id}/approve`)).body.error.message).toContain('已经退回')
    expect((await as(recorder).get(`/meetings/${id}`)).body.minutes.fields[0]).toMatchObject({
      value: '同意支委会意见',
    })
    expect((await write(recorder, minutes)).status).toBe(200)
    const answers = await Promise.all([0, 1].map(() => as(secretary).post(`/meetings/${id}/approve`)))
    expect(answers.map((a) => a.status).sort()).toEqual([200, 422])
    expect(answers.find((a) => a.status === 422)?.body.error.message).toBe('“审核归档”已经做过了')
    expect((await as(secretary).post(`/meetings/${id}/return`, { reason: '再改' })).status).toBe(422)
    const detail = (await as(member(3)).get(`/meetings/${id}`)).body
    expect(detail.state).toBe('locked')
    expect(detail.steps.map((s: { state: string }) => s.state)).toEqual(['done', 'done', 'done', 'done'])
    const leaveOf = (body: { minutes: { fields: { id: string; value?: unknown }[] } }) =>
      body.minutes.fields.find((f) => f.id === 'leaveNames')?.value
    expect(leaveOf(detail)).toEqual(['党员庚1'])
    expect(leaveOf((await as(secretary).get(`/meetings/${id}`)).body)).toEqual(['党员庚1（出差）'])
    expect(detail.agenda[1]).toMatchObject({ votes: { yes: 5 }, neededYes: 5, passed: true })
  })

  test('回执：手册、档案、学时、出勤、全年计划都填好了，再抄 0 处', async () => {
    await service.drain()
    const receipt = (await as(secretary).get(`/meetings/${id}/receipt`)).body
    expect(receipt.retyped).toBe(0)
    expect(receipt.items.map((i: { id: string; amount: string }) => [i.id, i.amount])).toEqual([
      ['ledger', '1'],
      ['archives', '6'],
      ['hours', '12'],
      ['attendance', '9'],
      ['plan', '1 / 4'],
    ])
    expect(receipt.next).toMatchObject({ title: '6月支委会', dueOn: '2026-06-30' })
    const ledger = await as(member(3)).get(`/meetings/ledger?organizationId=${branchId}&year=2026`)
    expect(ledger.body.items).toMatchObject([{ id, number: 1, due: 9, present: 6, leave: 1, absent: 2, hours: 2 }])
    expect((await as(stranger()).get(`/meetings/ledger?organizationId=${branchId}&year=2026`)).status).toBe(404)
    const archive = (await as(member(3)).get('/meetings/archive')).body
    expect(archive).toMatchObject({ hours: 2, requiredHours: 32, present: 1, items: [{ meetingId: id, hours: 2 }] })
    expect((await as(secretary).get('/meetings/archive')).body.requiredHours).toBe(56)
    expect((await as(member(4)).get(`/meetings/archive?personId=${member(3)}`)).status).toBe(404)
    expect((await as(world.superior).get(`/meetings/archive?personId=${member(3)}`)).status).toBe(200)
  })

  test('更正一次缺席，档案、学时、出勤、手册都跟着变，原值还在', async () => {
    const correct = (personId: string, body: unknown) => as(personId).post(`/meetings/${id}/correct-attendance`, body)
    const body = { personId: member(7), status: 'present', reason: '当时在会场，手机没电' }
    expect((await correct(member(3), body)).status).toBe(403)
    expect((await correct(secretary, { ...body, reason: ' ' })).status).toBe(400)
    expect((await correct(secretary, body)).status).toBe(200)
    expect((await correct(secretary, body)).body.error.message).toContain('不用更正')
    await service.drain()
    expect((await as(member(7)).get('/meetings/archive')).body).toMatchObject({ hours: 2, present: 1, absent: 0 })
    const table = (await as(secretary).get(`/meetings/attendance?organizationId=${branchId}&year=2026`)).body
    expect(table.rows.find((r: { personId: string }) => r.personId === member(7))).toMatchObject({
      present: 1,
      hours: 2,
    })
    expect((await as(member(3)).get(`/meetings/attendance?organizationId=${branchId}&year=2026`)).status).toBe(404)
    const ledger = await as(secretary).get(`/meetings/ledger?organizationId=${branchId}&year=2026`)
    expect(ledger.body.items[0]).toMatchObject({ present: 7, absent: 1 })
    expect((await as(secretary).get(`/meetings/${id}`)).body.changes[0]).toMatchObject({
      label: '党员辛1到会情况',
      from: '缺席',
      to: '到会',
      reason: '当时在会场，手机没电',
    })
    const seenBy = async (personId: string) => (await as(personId).get(`/meetings/${id}`)).body.changes[0].reason
    expect(await seenBy(member(7))).toBe('当时在会场，手机没电')
    expect(await seenBy(member(4))).not.toContain('手机')
  })

  test('更正一项记录：追加，原文保留', async () => {
    const correct = (body: unknown) => as(secretary).post(`/meetings/${id}/correct`, body)
    expect((await correct({ field: 'present', value: '9', reason: '错' })).status).toBe(400)
    expect((await correct({ field: 'endTime', value: '13:00', reason: '错' })).status).toBe(400)
    expect((await correct({ field: 'on', value: '2026-12-31', reason: '错' })).status).toBe(400)
    expect((await correct({ field: 'resolution', value: '一、同意。\n二、下月再议。', reason: '漏记' })).status).toBe(
      200,
    )
    expect((await correct({ field: 'endTime', value: '17:30', reason: '实际散会时间' })).status).toBe(200)
    await service.drain()
    expect((await as(member(3)).get('/meetings/archive')).body.hours).toBe(3)
    expect((await as(secretary).get(`/meetings/${id}`)).body.changes[0]).toMatchObject({ from: '16:30', to: '17:30' })
  })

  test.each([
    ['记录', () => `/meetings/${id}/export`],
    ['手册', () => `/meetings/ledger/export?organizationId=${branchId}&year=2026`],
    ['出勤', () => `/meetings/attendance/export?organizationId=${branchId}&year=2026`],
  ])('导出%s（xlsx）', async (_, url) => {
    const { status, body, headers } = await as(secretary).get(url())
    expect(status).toBe(200)
    expect(headers.get('content-type')).toContain('spreadsheetml')
    expect(body.subarray(0, 2).toString()).toBe('PK')
  })

  test('小程序码：微信给的图片；没接微信时说得清楚', async () => {
    const code = await as(secretary).get(`/meetings/${id}/mini-code`)
    expect(code.status).toBe(200)
    expect(code.headers.get('content-type')).toContain('image/png')
    expect(code.body.length).toBeGreaterThan(100)
    expect((await as(member(3)).get(`/meetings/${id}/mini-code`)).status).toBe(403)
    const { wechat } = service.deps
    delete service.deps.wechat
    expect((await as(secretary).get(`/meetings/${id}/mini-code`)).body.error.message).toContain('还没有接通微信')
    if (wechat) service.deps.wechat = wechat
  })
})
