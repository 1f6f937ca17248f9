import { currentToken } from '@cloud/core/checkIn/rollingCode'
import { People } from '@cloud/modules/people/collection'
import { OFFLINE_DAYS } from '@shared/core/offline'
import mongoose from 'mongoose'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
let world: World
let secretary: string
let recorder: string
let branchId: string

beforeAll(async () => {
  service = await startTestService({ now: '2026-06-04T01:00:00.000Z' })
  world = await buildWorld(service.deps, { branches: 2, members: 9, groups: 0 })
  const [branch] = world.branches
  if (!branch) throw new Error('no branch')
  secretary = branch.secretary
  recorder = branch.commissioner
  branchId = branch.id
})
afterAll(() => service.stop())

const member = (i: number): string => world.branches[0]?.members[i] ?? ''
const as = (personId: string) => service.as(personId)
const START = '14:30'
const agenda = [{ title: '学习讨论', kind: 'study' }]

/** A meeting of that day, announced on the 4th. */
async function announce(on: string): Promise<string> {
  service.clock.set('2026-06-04T01:00:00.000Z')
  const proposal = await as(secretary).get(`/meetings/proposal?organizationId=${branchId}&kind=branchMeeting`)
  const { period: _p, organizationName: _o, why: _w, source: _s, sources: _t, people: _l, ...draft } = proposal.body
  const edit = { on, title: `${on} 大会`, startTime: START, endTime: '16:30', agenda }
  const { body } = await as(secretary).post('/meetings', { ...draft, ...edit })
  await as(secretary).post(`/meetings/${body.id}/notify`)
  return body.id
}

const codeAt = async (id: string, instant: string): Promise<string> => {
  service.clock.set(instant)
  return (await as(secretary).get(`/meetings/${id}/screen`)).body.code
}
const attendeesOf = async (id: string) => (await as(secretary).get(`/meetings/${id}`)).body.attendees
const rowOf = async (id: string, personId: string) =>
  (await attendeesOf(id)).find((row: { personId: string }) => row.personId === personId)
const fileMinutes = (id: string) =>
  as(recorder).post(`/meetings/${id}/minutes`, { values: { discussion: '学习讨论', resolution: '照办' } })

test('同一个编号，几天以后再发，还是同一件事', async () => {
  const id = await announce('2026-06-11')
  const key = 'leave-made-in-the-tunnel-1'
  const ask = () => as(member(3)).post(`/meetings/${id}/leave`, { reason: '井下' }, { key })
  expect((await ask()).body.status).toBe('leaveRequested')
  expect((await as(member(3)).post(`/meetings/${id}/leave/withdraw`)).body.status).toBe('waiting')
  service.clock.set('2026-06-10T01:00:00.000Z')
  const again = await ask()
  expect([again.status, again.headers.get('idempotent-replay')]).toEqual([200, 'true'])
  expect((await rowOf(id, member(3))).status).toBe('waiting')
  const answers = mongoose.connection.collection<{ _id: string; keptUntil: Date }>('answers')
  const kept = await answers.findOne({ _id: `${member(3)}:${key}` })
  const days = ((kept?.keptUntil.getTime() ?? 0) - Date.parse('2026-06-04T01:00:00.000Z')) / 86_400_000
  expect(days).toBeGreaterThan(OFFLINE_DAYS)
  const other = await as(member(3)).post(`/meetings/${id}/leave`, { reason: '别的' }, { key })
  expect(other.status).toBe(409)
})

describe('没有信号时的签到', () => {
  let id: string
  let code: string
  let token: string
  const scannedAt = '2026-06-15T06:20:10.000Z'
  beforeAll(async () => {
    id = await announce('2026-06-15')
    code = await codeAt(id, '2026-06-15T06:20:00.000Z')
    token = currentToken(service.deps, id, Date.parse('2026-06-15T06:20:00.000Z'))
  })

  test('手机时间差 4 分钟：按码改正，照样算；送多少次都是一次', async () => {
    service.clock.set('2026-06-15T12:00:00.000Z')
    const body = { meetingId: id, code, scannedAt: '2026-06-15T06:16:00.000Z' }
    const send = (key?: string) => as(member(3)).post('/meetings/check-in', body, key ? { key } : {})
    const first = await send('tunnel-check-in-3')
    expect(first.body).toMatchObject({ at: '2026-06-15T06:20:00.000Z', repeated: false, method: 'code' })
    expect((await send('tunnel-check-in-3')).body).toEqual(first.body)
    expect((await send()).body).toMatchObject({ repeated: true, at: '2026-06-15T06:20:00.000Z' })
    expect(await rowOf(id, member(3))).toMatchObject({ offline: true, arrivedAt: '2026-06-15T12:00:00.000Z' })
  })

  test('有信号时手机时间不准，不影响签到', async () => {
    const now = await codeAt(id, '2026-06-15T06:25:00.000Z')
    const scan = { meetingId: id, code: now, scannedAt: '2026-06-15T05:00:00.000Z' }
    expect((await as(member(8)).post('/meetings/check-in', scan)).body).toMatchObject({
      at: '2026-06-15T06:25:00.000Z',
      repeated: false,
    })
  })

  test('过了开始时间算迟到，多少分钟由单位定', async () => {
    const late = await codeAt(id, '2026-06-15T06:42:00.000Z')
    service.clock.set('2026-06-15T12:00:00.000Z')
    const body = { meetingId: id, code: late, scannedAt: '2026-06-15T06:42:20.000Z' }
    expect((await as(member(4)).post('/meetings/check-in', body)).body).toMatchObject({ lateMinutes: 12 })
    expect(await rowOf(id, member(4))).toMatchObject({ status: 'present', lateMinutes: 12 })
  })

  test('编的码、没扫过的码不算；没有时间的旧码不算', async () => {
    service.clock.set('2026-06-15T12:00:00.000Z')
    const forged = `${id}.${token.split('.')[1]}.aaaaaaaaaaa`
    for (const body of [{ token: forged, scannedAt }, { token }, { meetingId: id, code }])
      expect((await as(member(5)).post('/meetings/check-in', body)).status).toBe(400)
  })

  test('手机时间差得太多，不退回，列为迟到的签到；再发一遍还是一条', async () => {
    service.clock.set('2026-06-15T12:10:00.000Z')
    const body = { token, scannedAt: '2026-06-15T07:20:00.000Z' }
    for (let i = 0; i < 2; i += 1)
      expect((await as(member(5)).post('/meetings/check-in', body)).body).toMatchObject({
        waits: true,
        message: '签到已送到，等书记核对',
      })
    const { arrivals } = (await as(secretary).get(`/meetings/${id}`)).body
    expect(arrivals).toEqual([
      {
        personId: member(5),
        name: expect.any(String),
        what: 'checkIn',
        method: 'qr',
        problem: 'clock',
        doneAt: '2026-06-15T06:21:00.000Z',
        arrivedAt: '2026-06-15T12:10:00.000Z',
      },
    ])
    expect((await as(member(4)).get(`/meetings/${id}`)).body.arrivals).toEqual([])
    expect((await as(member(5)).get(`/meetings/${id}`)).body.arrivals).toEqual(arrivals)
    expect((await rowOf(id, member(5))).status).toBe('waiting')
  })

  test('记录提交以后、保存太久才送到的，也列出来；书记的今日里有一件要办', async () => {
    service.clock.set('2026-06-16T01:00:00.000Z')
    expect((await fileMinutes(id)).status).toBe(200)
    service.clock.set('2026-06-20T01:00:00.000Z')
    expect((await as(member(6)).post('/meetings/check-in', { token, scannedAt })).body).toMatchObject({ waits: true })
    await service.drain()
    const { arrivals } = (await as(secretary).get(`/meetings/${id}`)).body
    expect(arrivals.map((one: { problem: string }) => one.problem)).toEqual(['closed', 'clock'])
    const today = JSON.stringify((await as(secretary).get('/today')).body)
    expect(today).toContain('迟到送达的签到')
  })

  test('书记认可或不认可，原因都留下；党员自己不能办', async () => {
    const decide = (personId: string, body: unknown) => as(personId).post(`/meetings/${id}/arrivals/decide`, body)
    const yes = { personId: member(6), accept: true, reason: '当时在会场，隧道没信号' }
    expect((await decide(member(6), yes)).status).toBe(403)
    expect((await decide(secretary, { ...yes, reason: ' ' })).status).toBe(400)
    expect((await decide(secretary, yes)).body.status).toBe('present')
    expect((await decide(secretary, yes)).status).toBe(409)
    expect((await decide(secretary, { personId: member(5), accept: false, reason: '当时不在会场' })).body.status).toBe(
      'waiting',
    )
    const again = await as(member(5)).post('/meetings/check-in', { token, scannedAt: '2026-06-15T07:20:00.000Z' })
    expect(again).toMatchObject({ status: 409, body: { error: { message: expect.stringContaining('当时不在会场') } } })
    expect(await rowOf(id, member(6))).toMatchObject({ status: 'present', at: scannedAt, offline: true })
    await service.drain()
    expect(JSON.stringify((await as(secretary).get('/today')).body.mine.now)).not.toContain('迟到送达的签到')
  })

  test('归档以后才认可，成为更正，原值还在', async () => {
    expect((await as(secretary).post(`/meetings/${id}/approve`)).status).toBe(200)
    expect((await as(member(7)).post('/meetings/check-in', { token, scannedAt })).body).toMatchObject({ waits: true })
    const yes = { personId: member(7), accept: true, reason: '确实在会场' }
    expect((await as(secretary).post(`/meetings/${id}/arrivals/decide`, yes)).body.status).toBe('present')
    const { changes, arrivals } = (await as(secretary).get(`/meetings/${id}`)).body
    expect(changes[0]).toMatchObject({ from: '缺席', to: '到会', reason: '确实在会场' })
    expect(arrivals).toEqual([])
  })
})

describe('不在名单里的人，没有信号时的签到', () => {
  let id: string
  let code: string
  let token: string
  const newcomer = (i: number): string => world.branches[1]?.members[i] ?? ''
  const send = (i: number, scannedAt: string) =>
    as(newcomer(i)).post('/meetings/check-in', { meetingId: id, code, scannedAt })
  const decide = (i: number, accept: boolean) =>
    as(secretary).post(`/meetings/${id}/arrivals/decide`, { personId: newcomer(i), accept, reason: '核对过签到表' })
  beforeAll(async () => {
    id = await announce('2026-06-16')
    await People.updateMany({ _id: { $in: [5, 6, 7].map(newcomer) } }, { $set: { organizationId: branchId } })
    code = await codeAt(id, '2026-06-16T06:20:00.000Z')
    token = currentToken(service.deps, id, Date.parse('2026-06-16T06:20:00.000Z'))
  })

  test('手机时间差得太多，一样等书记核对；没有认可以前不进名单，不算应到', async () => {
    service.clock.set('2026-06-16T12:00:00.000Z')
    const before = (await as(secretary).get(`/meetings/${id}`)).body
    for (let i = 0; i < 2; i += 1)
      expect((await send(5, '2026-06-16T07:20:00.000Z')).body).toMatchObject({ waits: true, repeated: false })
    const after = (await as(secretary).get(`/meetings/${id}`)).body
    expect(after.arrivals).toMatchObject([{ personId: newcomer(5), problem: 'clock' }])
    expect([after.counts, after.quorum, after.attendees]).toEqual([before.counts, before.quorum, before.attendees])
    const screen = (await as(secretary).get(`/meetings/${id}/screen`)).body
    expect([screen.arrivals.length, screen.attendees.length]).toEqual([1, before.attendees.length])
    const own = (await as(newcomer(5)).get(`/meetings/${id}`)).body
    expect([own.arrivals.length, own.mine]).toEqual([1, undefined])
    expect((await as(newcomer(5)).post(`/meetings/${id}/leave`, { reason: '井下' })).status).toBe(403)
  })

  test('保存太久、记录提交以后才送到的，也等书记核对', async () => {
    service.clock.set('2026-06-17T01:00:00.000Z')
    expect((await fileMinutes(id)).status).toBe(200)
    expect((await send(6, '2026-06-16T06:20:10.000Z')).body).toMatchObject({ waits: true })
    service.clock.set('2026-06-21T01:00:00.000Z')
    expect(
      (await as(newcomer(7)).post('/meetings/check-in', { token, scannedAt: '2026-06-16T06:20:10.000Z' })).body,
    ).toMatchObject({ waits: true })
    await service.drain()
    expect(JSON.stringify((await as(secretary).get('/today')).body)).toContain('迟到送达的签到')
  })

  test('认可的，按名册里的身份进名单；不认可的，不进名单', async () => {
    const before = (await as(secretary).get(`/meetings/${id}`)).body.counts
    expect((await decide(5, true)).body.status).toBe('present')
    expect(await rowOf(id, newcomer(5))).toMatchObject({ status: 'present', standing: 'voting', offline: true })
    expect((await decide(6, false)).body.status).toBe('waiting')
    expect(await rowOf(id, newcomer(6))).toBeUndefined()
    const { counts } = (await as(secretary).get(`/meetings/${id}`)).body
    expect(counts).toMatchObject({ due: before.due + 1, present: before.present + 1, missing: before.missing })
    expect((await send(6, '2026-06-16T06:20:10.000Z')).status).toBe(409)
    expect((await as(secretary).post(`/meetings/${id}/approve`)).status).toBe(200)
    expect((await decide(7, true)).body.status).toBe('present')
    expect(await rowOf(id, newcomer(7))).toMatchObject({ status: 'present', standing: 'voting' })
  })
})

test('没有信号时代签，按当时的时间；没有信号时请的假，记录提交以后才送到，由书记决定', async () => {
  const id = await announce('2026-06-18')
  service.clock.set('2026-06-18T10:00:00.000Z')
  const vouch = { personId: member(4), reason: '没带手机', doneAt: '2026-06-18T06:31:00.000Z' }
  expect((await as(secretary).post(`/meetings/${id}/proxy`, vouch)).body).toMatchObject({ at: vouch.doneAt })
  expect(await rowOf(id, member(4))).toMatchObject({ offline: true, method: 'proxy' })
  service.clock.set('2026-06-19T01:00:00.000Z')
  await fileMinutes(id)
  const ask = (askedAt: string) => as(member(5)).post(`/meetings/${id}/leave`, { reason: '井下值班', askedAt })
  expect((await ask('2026-06-19T02:00:00.000Z')).status).toBe(409)
  expect((await ask('2026-06-18T01:00:00.000Z')).body).toMatchObject({ status: 'waiting', waits: true })
  const yes = { personId: member(5), accept: true, reason: '井下没有信号' }
  expect((await as(secretary).post(`/meetings/${id}/arrivals/decide`, yes)).body.status).toBe('leave')
})

test('草稿：本机自己的从不挡自己，别的设备写过的从不盖掉', async () => {
  const id = await announce('2026-06-22')
  service.clock.set('2026-06-22T08:00:00.000Z')
  const save = (device: string, basedOn: number, discussion: string) =>
    as(recorder).put(`/meetings/${id}/draft`, { values: { discussion }, basedOn, device })
  const first = await save('phone', 0, '一')
  expect(first.body.revision).toBeGreaterThan(0)
  expect((await save('phone', 0, '一二')).status).toBe(200)
  const held = (await as(recorder).get(`/meetings/${id}`)).body.minutes.revision
  expect((await save('desk', 0, '另一份')).body.error.message).toContain('两份都在')
  expect((await as(recorder).get(`/meetings/${id}`)).body.minutes.fields[0].value).toBe('一二')
  const next = await save('desk', held, '接着写')
  expect(next.status).toBe(200)
  expect((await save('phone', held, '手机上又写')).status).toBe(409)
  const file = (basedOn: number) =>
    as(recorder).post(`/meetings/${id}/minutes`, {
      values: { discussion: '手机上又写', resolution: '照办' },
      basedOn,
      device: 'phone',
    })
  expect((await file(held)).status).toBe(409)
  service.clock.set('2026-06-22T09:00:00.000Z')
  expect((await file(next.body.revision)).status).toBe(200)
  await as(secretary).post(`/meetings/${id}/return`, { reason: '写具体' })
  const { revision } = (await as(recorder).get(`/meetings/${id}`)).body.minutes
  expect(revision).toBe(Date.parse('2026-06-22T09:00:00.000Z'))
  expect((await save('desk', next.body.revision, '退回以前的旧草稿')).status).toBe(409)
  expect((await save('desk', revision, '接着退回的写')).status).toBe(200)
})

describe('草稿：同一台设备先写的晚到，盖不掉后写的', () => {
  let id: string
  let held: number
  const send = (way: 'put' | 'post', discussion: string, basedOn: number, stroke: number) =>
    as(recorder)[way](`/meetings/${id}/${way === 'put' ? 'draft' : 'minutes'}`, {
      values: { discussion, resolution: '照办' },
      basedOn,
      stroke,
      device: 'phone',
    })
  const save = (discussion: string, basedOn: number, stroke: number) => send('put', discussion, basedOn, stroke)
  const written = async () => (await as(recorder).get(`/meetings/${id}`)).body.minutes.fields[0].value
  beforeAll(async () => {
    id = await announce('2026-06-23')
    service.clock.set('2026-06-23T08:00:00.000Z')
  })

  test('没等到答复又写的一份先到：先写的到了不算', async () => {
    held = (await save('一二三', 0, 3)).body.revision
    const late = await save('一', 0, 1)
    expect(late).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('后来写的已经保存') } },
    })
    expect(await written()).toBe('一二三')
  })

  test('答复丢了再发一遍，照样保存', async () => {
    held = (await save('一二三', 0, 3)).body.revision
    expect(await written()).toBe('一二三')
  })

  test('接着答复写的，从头数也是后写的；以前的都不算', async () => {
    expect((await save('一二三四', held, 1)).status).toBe(200)
    expect((await save('一二三', 0, 9)).status).toBe(409)
    expect(await written()).toBe('一二三四')
  })

  test('先写的一份不会被当作记录提交', async () => {
    expect((await send('post', '一二三', 0, 9)).status).toBe(409)
    expect((await send('post', '一二三四', held, 1)).status).toBe(200)
  })
})
