import { inTransaction } from '@cloud/core/database/connect'
import { openSession } from '@cloud/modules/accounts/index'
import { Completions } from '@cloud/modules/learning/learners/collection'
import { Meetings, Participations } from '@cloud/modules/meetings/collection'
import { rebuildParticipations } from '@cloud/modules/meetings/index'
import { memberLife } from '@cloud/modules/memberLife/index'
import { lifeNotices } from '@cloud/modules/memberLife/notices'
import { dissolveOrganization, getOrganization } from '@cloud/modules/organizations/index'
import { talks } from '@cloud/modules/talks/index'
import { type PlainDate, plainDate, plainDateOf } from '@shared/core/plainDate'
import type { CourseCounts } from '@shared/modules/learning/model'
import { buildWorld, systemWork, type World } from '../support/factories'
import { createClient, startTestService, type TestService } from '../support/service'

let service: TestService
let world: World
const NOW = '2026-01-05T01:00:00.000Z'

beforeAll(async () => {
  service = await startTestService({ now: NOW })
  world = await buildWorld(service.deps, { branches: 2, members: 6 })
})
afterAll(() => service.stop())

const branch = (n = 0) => world.branches[n] as World['branches'][number]
const member = (i: number, n = 0) => branch(n).members[i] ?? ''
/** Signed in anew each day: months pass between the meetings, and a session does not outlast them. */
const sessions = new Map<string, Promise<string>>()
const as = (personId: string) =>
  createClient(service.url, () => {
    const key = `${personId}:${plainDateOf(service.clock.now())}`
    const token = sessions.get(key) ?? openSession(service.deps, { personId }, 'wechat', 'test')
    sessions.set(key, token)
    return token
  })
const instant = (day: string, clock = '06:00') => service.clock.set(`${day}T${clock}:00.000Z`)

async function arrange(on: string, more: object = {}): Promise<string> {
  instant(on, '01:00')
  const created = await as(branch().secretary).post('/meetings', {
    organizationId: branch().id,
    kind: 'themeDay',
    title: `主题党日 ${on}`,
    on,
    startTime: '14:00',
    endTime: '16:00',
    place: '活动室',
    chairId: branch().secretary,
    recorderId: branch().commissioner,
    agenda: [{ title: '学习', kind: 'study' }],
    ...more,
  })
  expect(created.status).toBe(200)
  return created.body.id
}

async function close(id: string, on: string, present: readonly string[]): Promise<void> {
  await as(branch().secretary).post(`/meetings/${id}/notify`)
  instant(on)
  for (const personId of present)
    expect((await as(branch().secretary).post(`/meetings/${id}/proxy`, { personId, reason: '统一点名' })).status).toBe(
      200,
    )
  const filed = await as(branch().commissioner).post(`/meetings/${id}/minutes`, { values: { discussion: '集中学习' } })
  expect(filed.status).toBe(200)
  expect((await as(branch().secretary).post(`/meetings/${id}/approve`)).status).toBe(200)
  await service.drain()
}

const hold = async (on: string, present: readonly string[], more: object = {}) => {
  const id = await arrange(on, more)
  await close(id, on, present)
  return id
}

const duties = async (organizationId = branch().id) =>
  (await memberLife.obligations?.compute(service.deps, [organizationId], 2026, plainDateOf(service.clock.now()))) ?? []
const everybody = (but: readonly string[] = []) => branch().members.filter((id) => !but.includes(id))

describe('缺席计时与关怀', () => {
  test('三个月没来：书记一项私下的任务，本人一句问候，别人看不到；谈过、免予要求就停', async () => {
    const away = member(4)
    for (const on of ['2026-01-06', '2026-02-06', '2026-03-06']) await hold(on, everybody([away]))
    expect(await duties()).toEqual([])
    const last = await hold('2026-04-06', everybody([away]))
    const [duty] = await duties()
    expect(duty).toMatchObject({
      rule: 'memberLife.absence',
      owner: { kind: 'person', id: branch().secretary },
      dueOn: '2026-04-13',
    })

    const notice = await lifeNotices.find(service.deps, { organizationId: branch().id, factId: last } as never)
    expect(notice?.recipients).toEqual([away])
    expect(JSON.stringify(notice?.text)).not.toContain('脱党')

    const seen = await as(branch().secretary).get(`/member-life/absences?organizationId=${branch().id}`)
    expect(seen.body.items).toMatchObject([{ personId: away, months: 3, stage: 3, missed: [{}, {}, {}, {}] }])
    expect(seen.body.note).toContain('不会自动除名')
    for (const who of [away, branch().commissioner, world.superior, branch(1).secretary])
      expect((await as(who).get(`/member-life/absences?organizationId=${branch().id}`)).status).toBe(404)
    expect((await as(away).get('/member-life/mine')).body).toMatchObject({
      months: 3,
      stage: 3,
      missed: [{}, {}, {}, {}],
    })

    instant('2026-04-07', '01:30')
    await service.runJobs()
    await service.drain()
    const inbox = async (who: string) => JSON.stringify((await as(who).get('/inbox?limit=100')).body)
    expect(await inbox(branch().secretary)).toContain('没来参加组织生活')
    expect(await inbox(away)).toContain('好久没见到你了')
    for (const who of [world.superior, world.administrator, branch().commissioner]) {
      const told = await as(who).get('/reminders/history?limit=100')
      expect(told.status).toBe(200)
      expect(JSON.stringify(told.body)).not.toMatch(/没来参加|好久没见/)
      expect((await as(who).get(`/reminders/history?dutyKey=${encodeURIComponent(duty?.key ?? '')}`)).status).toBe(404)
    }

    const talk = await as(branch().secretary).post('/talks', {
      withId: away,
      on: '2026-04-06',
      place: '家里',
      topic: 'care',
    })
    await as(away).post(`/talks/${talk.body.id}/confirm`, {})
    expect((await duties())[0]?.doneBy).toMatchObject({ module: 'talks' })

    const exempt = { personId: away, category: 'illness', from: '2026-02-01', detail: '住院治疗' }
    expect((await as(branch().commissioner).post('/care/exemptions', exempt)).status).toBe(403)
    expect((await as(branch(1).secretary).post('/care/exemptions', exempt)).status).toBe(404)
    const granted = await as(branch().secretary).post('/care/exemptions', exempt)
    expect(granted.status).toBe(200)
    expect((await as(branch().secretary).post('/care/exemptions', exempt)).status).toBe(409)
    expect(await duties()).toEqual([])
    const listed = await as(branch().commissioner).get(`/care/exemptions?organizationId=${branch().id}`)
    expect(JSON.stringify(listed.body)).not.toContain('住院')
    expect(listed.body.items).toMatchObject([{ category: 'illness', hasDetail: true, to: null }])
    const reveal = (who: string) => as(who).post(`/care/exemptions/${granted.body.id}/reveal`, { purpose: '安排慰问' })
    expect((await reveal(branch().commissioner)).status).toBe(403)
    expect((await reveal(world.superior)).status).toBe(404)
    expect((await reveal(branch().secretary)).body.value).toBe('住院治疗')
    expect((await as(world.superior).get(`/care/exemptions?organizationId=${branch().id}`)).status).toBe(404)
  })

  test('免予要求的不算应到，学时表不写 32；来了就计入；送学上门给学时', async () => {
    const resting = member(4)
    const sheet = async () =>
      (await as(branch().secretary).get(`/meetings/attendance?organizationId=${branch().id}&year=2026`)).body.rows
    const row = async (id: string) => (await sheet()).find((one: { personId: string }) => one.personId === id)
    expect(await row(resting)).toMatchObject({ requiredHours: 0, exempt: true, absent: 4 })
    expect(await row(member(3))).toMatchObject({ requiredHours: 32, exempt: false })

    await hold('2026-05-06', everybody([resting]))
    expect((await row(resting)).due).toBe(4)
    const id = await hold('2026-05-20', everybody())
    const detail = await as(branch().secretary).get(`/meetings/${id}`)
    expect(detail.body.counts).toMatchObject({ due: 6, present: 6, guests: 0 })
    expect(await row(resting)).toMatchObject({ due: 5, present: 1, hours: 2 })

    const visit = { personId: resting, on: '2026-05-20', minutes: 95, topic: '送学上门', visitorIds: [member(3)] }
    expect((await as(member(3)).post('/care/visits', visit)).status).toBe(404)
    expect((await as(branch().secretary).post('/care/visits', { ...visit, visitorIds: [member(1, 1)] })).status).toBe(
      400,
    )
    const first = await as(branch().commissioner).post('/care/visits', visit)
    expect(first.body).toMatchObject({ hours: 1.5 })
    expect((await as(branch().secretary).post('/care/visits', visit)).status).toBe(409)
    expect(await row(resting)).toMatchObject({ hours: 3.5 })
    const archive = await as(resting).get('/meetings/archive')
    expect(archive.body).toMatchObject({ hours: 3.5, requiredHours: 0, exempt: true })
    expect(archive.body.sources).toEqual([
      { source: 'meeting', hours: 2, times: 1 },
      { source: 'visit', hours: 1.5, times: 1 },
    ])
    expect(
      (await as(branch(1).secretary).post(`/care/visits/${first.body.id}/withdraw`, { reason: '记错' })).status,
    ).toBe(404)
    expect(
      (await as(branch().secretary).post(`/care/visits/${first.body.id}/withdraw`, { reason: '记错' })).status,
    ).toBe(200)
    expect(await row(resting)).toMatchObject({ hours: 2 })
  })

  test('11 月起提醒还差多少学时；不作硬性要求的不提醒', async () => {
    instant('2026-11-02', '01:00')
    const hours = (await duties()).filter(({ rule }) => rule === 'memberLife.hours')
    expect(hours.map(({ owner }) => owner.id).sort()).toEqual(everybody([member(4)]).sort())
    expect(hours.find(({ owner }) => owner.id === branch().secretary)?.title).toBe('2026年学时还差 44')
  })

  test('学完的课程也算：一年只算一次，算党员学时的才算；够了就不再提醒', async () => {
    const secretary = branch().secretary
    const finish = async (courseId: string, on: PlainDate, hours: number, countsFor: CourseCounts[]) => {
      const course = {
        version: 1,
        title: '党纪学习',
        minutes: hours * 60,
        questions: 3,
        at: new Date(service.clock.now()),
      }
      const _id = `${secretary}:${courseId}:${on}`
      await Completions.create({
        _id,
        personId: secretary,
        courseId,
        round: 1,
        on,
        year: 2026,
        hours,
        countsFor,
        ...course,
      })
    }
    const left = async () =>
      (await duties()).find(({ rule, owner }) => rule === 'memberLife.hours' && owner.id === secretary)
    await finish('c1', plainDate('2026-10-01'), 40, ['party'])
    await finish('c1', plainDate('2026-10-20'), 40, ['party'])
    await finish('c2', plainDate('2026-10-21'), 40, ['safety'])
    expect((await left())?.title).toBe('2026年学时还差 4')
    const { hours, safety, sources } = (await as(secretary).get('/meetings/archive')).body
    expect({ hours, safety: safety.hours, courses: sources.at(-1) }).toEqual({
      hours: 52,
      safety: 40,
      courses: { source: 'course', hours: 40, times: 1 },
    })
    await finish('c3', plainDate('2026-10-22'), 4.1, ['party', 'safety'])
    expect(await left()).toMatchObject({ doneBy: expect.anything() })
  })
})

describe('党课', () => {
  test('授课人、材料；授课人学时加倍；党委书记一年一次由讲过的课完成', async () => {
    const id = await arrange('2026-06-08', { kind: 'lecture', title: '二季度党课' })
    const lecture = { topic: '纪律教育', materials: [{ title: '学习提纲', text: '第一讲……' }] }
    const secretary = as(branch().secretary)
    expect((await as(member(3)).put(`/meetings/${id}/lecture`, { ...lecture, lecturerId: member(3) })).status).toBe(403)
    expect((await secretary.put(`/meetings/${id}/lecture`, { ...lecture, lecturerId: member(3, 1) })).status).toBe(400)
    const bad = [{ title: '链接', link: 'javascript:alert(1)' }]
    expect(
      (await secretary.put(`/meetings/${id}/lecture`, { topic: '题', materials: bad, lecturerId: member(3) })).status,
    ).toBe(400)
    const choices = (await secretary.get(`/meetings/${id}/lecturers`)).body.items
    expect(choices.find((one: { personId: string }) => one.personId === world.superior)).toMatchObject({
      kind: 'leader',
    })
    expect((await secretary.put(`/meetings/${id}/lecture`, { ...lecture, lecturerId: world.superior })).status).toBe(
      200,
    )
    expect((await as(member(3)).get(`/meetings/${id}`)).body.lecture).toMatchObject({
      topic: '纪律教育',
      materials: [{ text: '第一讲……' }],
    })

    const own = async () => (await duties(world.committeeId)).find(({ rule }) => rule === 'memberLife.secretaryLecture')
    expect((await own())?.doneBy).toBeUndefined()
    await close(id, '2026-06-08', everybody())
    expect(await own()).toMatchObject({ owner: { id: world.superior }, doneBy: { module: 'meetings', id } })
    const given = await as(world.superior).get('/meetings/lectures')
    expect(given.body).toMatchObject({
      items: [{ meetingId: id, topic: '纪律教育', present: 6, hours: 4 }],
      owed: { done: 1 },
    })
    expect((await as(member(3, 1)).get(`/meetings/lectures?personId=${world.superior}`)).status).toBe(404)

    const guest = { topic: '纪律教育', materials: [], guest: { name: '李教授', post: '党校' } }
    expect((await secretary.put(`/meetings/${id}/lecture`, guest)).status).toBe(400)
    expect((await secretary.put(`/meetings/${id}/lecture`, { ...guest, reason: '实际由李教授讲' })).status).toBe(200)
    await service.drain()
    expect((await own())?.doneBy).toBeUndefined()
    expect((await secretary.get(`/meetings/${id}`)).body.changes[0]).toMatchObject({ label: '授课' })
  })
})

describe('联合召开', () => {
  test('一次记录，两个支部各有台账、出勤、学时、计划；改期和取消一起走', async () => {
    const id = await arrange('2026-07-07', { title: '联合主题党日' })
    const host = as(branch().secretary)
    const guest = as(branch(1).secretary)
    expect((await guest.get(`/meetings/${id}`)).status).toBe(404)
    expect((await as(member(3)).post(`/meetings/${id}/joint`, { organizationIds: [branch(1).id] })).status).toBe(403)
    expect((await host.post(`/meetings/${id}/joint`, { organizationIds: [world.committeeId] })).status).toBe(404)
    expect((await host.get(`/meetings/${id}/joinable`)).body.items).toMatchObject([{ organizationId: branch(1).id }])
    expect((await host.post(`/meetings/${id}/joint`, { organizationIds: [branch(1).id] })).status).toBe(200)
    expect((await host.post(`/meetings/${id}/joint`, { organizationIds: [branch(1).id] })).status).toBe(409)

    await service.drain()
    expect(JSON.stringify((await guest.get('/today')).body)).toContain('答复：联合召开')
    const answer = { organizationId: branch(1).id, accept: true }
    expect((await as(member(3, 1)).post(`/meetings/${id}/joint/answer`, answer)).status).toBe(404)
    expect((await host.post(`/meetings/${id}/joint/answer`, answer)).status).toBe(403)
    expect((await guest.post(`/meetings/${id}/joint/answer`, { ...answer, accept: false })).status).toBe(400)
    const both = await Promise.all([
      guest.post(`/meetings/${id}/joint/answer`, answer),
      as(branch(1).commissioner).post(`/meetings/${id}/joint/answer`, answer),
    ])
    // The same answer twice is the same; whoever came second may be asked to look again.
    const statuses = both.map(({ status }) => status).sort()
    expect([
      [200, 200],
      [200, 409],
    ]).toContainEqual(statuses)
    expect((await as(member(3, 1)).get(`/meetings/${id}`)).body.joint).toHaveLength(2)

    expect((await host.put(`/meetings/${id}`, { reason: '换大一点的地方', place: '礼堂' })).status).toBe(200)
    expect((await as(member(3, 1)).get(`/meetings/${id}`)).body.place).toBe('礼堂')
    await close(id, '2026-07-07', [...everybody([member(4)]), ...branch(1).members.slice(0, 5)])

    for (const n of [0, 1]) {
      const secretary = as(branch(n).secretary)
      const ledger = await secretary.get(`/meetings/ledger?organizationId=${branch(n).id}&year=2026`)
      expect(ledger.body.items[0]).toMatchObject({ id, title: '联合主题党日', present: 5, hours: 2 })
      const sheet = await secretary.get(`/meetings/attendance?organizationId=${branch(n).id}&year=2026`)
      expect(
        sheet.body.rows.find((one: { personId: string }) => one.personId === member(2, n)).present,
      ).toBeGreaterThan(0)
      const plan = (await secretary.get(`/duties/plan?organizationId=${branch(n).id}&year=2026`)).body.items
      expect(plan.find((one: { title: string }) => one.title === '7月主题党日')).toMatchObject({ state: 'done' })
      const list = await secretary.get(`/meetings?organizationId=${branch(n).id}`)
      expect(list.body.items.map((one: { id: string }) => one.id)).toContain(id)
    }
    expect((await guest.get(`/meetings/ledger?organizationId=${branch(1).id}&year=2026`)).body.items).toMatchObject([
      { number: 1, due: 6 },
    ])
    expect(await Meetings.countDocuments({ title: '联合主题党日' })).toBe(1)

    const rows = async () => await Participations.find({ meetingId: id }).sort({ _id: 1 }).lean()
    const incremental = await rows()
    await rebuildParticipations()
    expect(await rows()).toEqual(incremental)
    expect(incremental.filter((one) => one.organizationId === branch(1).id)).toHaveLength(6)

    // 归档后更正另一个支部的人，那个支部的出勤跟着变。
    const late = { personId: member(5, 1), status: 'present', reason: '名单漏记' }
    expect((await host.post(`/meetings/${id}/correct-attendance`, late)).status).toBe(200)
    await service.drain()
    expect((await guest.get(`/meetings/ledger?organizationId=${branch(1).id}&year=2026`)).body.items).toMatchObject([
      { present: 6 },
    ])
  })

  test('撤销了的支部不在可请之列，点名去请也不行；它的名册、班子和下级也不再添', async () => {
    const administrator = as(world.administrator)
    const body = { name: '并掉的支部', kind: 'branch', parentId: world.committeeId }
    const goneId = (await administrator.post('/organizations', body)).body.id
    const id = await arrange('2026-07-21', { title: '联合党课', kind: 'lecture' })
    const host = as(branch().secretary)
    const asked = async () =>
      (await host.get(`/meetings/${id}/joinable`)).body.items.map(
        (one: { organizationId: string }) => one.organizationId,
      )
    expect(await asked()).toEqual([branch(1).id, goneId])

    await inTransaction(async () => {
      await dissolveOrganization(
        systemWork(service.deps),
        await getOrganization(goneId),
        plainDate('2026-07-20'),
        '并入',
      )
    })
    expect(await asked()).toEqual([branch(1).id])
    const refused = await host.post(`/meetings/${id}/joint`, { organizationIds: [goneId] })
    expect([refused.status, refused.body.error.message]).toEqual([409, '“并掉的支部”已撤销，不能再请'])
    for (const [path, more] of [
      [`/organizations/${goneId}/people`, { name: '新人甲', membership: 'full' }],
      [`/organizations/${goneId}/appointments`, { personId: member(3), role: 'secretary', from: '2026-07-21' }],
      ['/organizations', { name: '一组', kind: 'partyGroup', parentId: goneId }],
    ] as const) {
      const answer = await administrator.post(path, more)
      expect([path, answer.status]).toEqual([path, 409])
      expect(answer.body.error.message).toContain('已撤销')
    }
    await host.post(`/meetings/${id}/cancel`, { reason: '另行安排' })
  })

  test('谢绝要写原因；答应了再退出，名单跟着撤；取消了两边的任务都撤', async () => {
    const id = await arrange('2026-08-06', { title: '联合党员大会', kind: 'branchMeeting' })
    const host = as(branch().secretary)
    const guest = as(branch(1).secretary)
    await host.post(`/meetings/${id}/joint`, { organizationIds: [branch(1).id] })
    const answer = (accept: boolean) =>
      guest.post(`/meetings/${id}/joint/answer`, { organizationId: branch(1).id, accept, reason: '那天有抢险任务' })
    expect((await answer(true)).status).toBe(200)
    await host.post(`/meetings/${id}/notify`)
    expect((await host.get(`/meetings/${id}`)).body.attendees).toHaveLength(12)
    expect((await answer(false)).status).toBe(200)
    expect((await host.get(`/meetings/${id}`)).body.attendees).toHaveLength(6)
    expect((await answer(true)).status).toBe(200)
    await service.drain()
    expect(JSON.stringify((await as(member(3, 1)).get('/today')).body)).toContain('联合党员大会')
    expect((await host.post(`/meetings/${id}/cancel`, { reason: '台风' })).status).toBe(200)
    await service.drain()
    expect(JSON.stringify((await as(member(3, 1)).get('/today')).body)).not.toContain('联合党员大会')
    expect((await answer(false)).status).toBe(409)
  })
})

describe('双重组织生活 B-30', () => {
  test('上级看得到记录，按职务顺序，不排名；支部书记看不到', async () => {
    const seen = await as(world.superior).get(`/member-life/dual?organizationId=${world.committeeId}`)
    expect(seen.body).toMatchObject({ total: 1, items: [{ personId: world.superior, branchName: '还没有编入党支部' }] })
    await as(world.administrator).post(`/organizations/${world.committeeId}/appointments`, {
      personId: member(2),
      role: 'committeeMember',
      from: '2026-01-01',
    })
    const both = await as(world.superior).get(`/member-life/dual?organizationId=${world.committeeId}&year=2026`)
    expect(both.body.items.find((one: { personId: string }) => one.personId === member(2))).toMatchObject({
      posts: ['示范路桥第一分公司党委委员'],
      branchName: '第1党支部',
    })
    const mine = await as(member(2)).get('/member-life/mine?year=2026')
    expect(mine.body.dual).toMatchObject({ due: mine.body.dual.present })
    expect((await as(branch().secretary).get(`/member-life/dual?organizationId=${world.committeeId}`)).status).toBe(404)
  })
})

test('过了年才来的人，去年的学时和谈心谈话不欠；已经过去的一年不因为来了人而变', async () => {
  instant('2027-01-20', '01:00')
  const owing = async () => {
    const own = await memberLife.obligations?.compute(
      service.deps,
      [branch().id],
      2026,
      plainDateOf(service.clock.now()),
    )
    const talked = await talks.obligations?.compute(service.deps, [branch().id], 2026, plainDateOf(service.clock.now()))
    return [...(own ?? []), ...(talked ?? [])].filter((duty) => duty.rule !== 'memberLife.absence')
  }
  const before = await owing()
  expect(before.length).toBeGreaterThan(3)
  const fresh = { name: '党员新', membership: 'full', joinedOn: '2020-07-01' }
  expect((await as(world.administrator).post(`/organizations/${branch().id}/people`, fresh)).status).toBe(200)
  const change = {
    change: { action: 'people.move', organizationId: branch().id },
    subjectIds: [member(4, 1)],
    reason: '调动',
  }
  const batch = await as(world.administrator).post('/changes', change)
  expect((await as(world.administrator).post(`/imports/${batch.body.id}/commit`, {})).status).toBe(200)
  await service.drain()
  expect(await owing()).toEqual(before)
})
