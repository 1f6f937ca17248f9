import { randomUUID } from 'node:crypto'
import { newId } from '@cloud/core/database/id'
import { openSession, rememberIdentity } from '@cloud/modules/accounts/index'
import { Attendances, Meetings } from '@cloud/modules/meetings/collection'
import { Appointments } from '@cloud/modules/organizations/index'
import { People, PersonChanges } from '@cloud/modules/people/collection'
import { plainDate } from '@shared/core/plainDate'
import type { Role } from '@shared/core/roles'
import { buildWorld, type World } from '../support/factories'
import { type Answer, createClient, startTestService, type TestService } from '../support/service'

/** What several people do at the same moment is stored once, and whoever came second is told so in words. */
let service: TestService
let world: World
const NOW = '2026-06-11T06:00:00.000Z'
const TODAY = '2026-06-11'

beforeAll(async () => {
  service = await startTestService({ now: NOW })
  world = await buildWorld(service.deps, { branches: 2, members: 52 })
  const { id, commissioner } = branch()
  const deputy = { personId: commissioner, role: 'deputySecretary', from: '2025-01-01' }
  expect((await administrator().post(`/organizations/${id}/appointments`, deputy)).status).toBe(200)
})
afterAll(() => service.stop())
beforeEach(() => service.clock.set(NOW))

const branch = () => world.branches[0] as World['branches'][number]
const member = (i: number) => branch().members[i] ?? ''
const secretary = () => service.as(branch().secretary)
/** Deputy secretary too. */
const commissioner = () => service.as(branch().commissioner)
const administrator = () => service.as(world.administrator)

/** Statuses in order; whatever was refused was refused in words somebody can act on. */
function outcomes(answers: readonly Answer[]): number[] {
  for (const { status, body } of answers) {
    if (status === 200) continue
    expect(body.error.code).not.toBe('internal')
    expect(body.error.message).toMatch(/[\u4e00-\u9fff]/)
  }
  return answers.map((answer) => answer.status).sort()
}

let slot = 0
const draftOf = (more: Record<string, unknown> = {}) => {
  slot += 1
  const startTime = `14:${String(slot).padStart(2, '0')}`
  return {
    organizationId: branch().id,
    kind: 'lecture',
    title: `第${slot}次党课`,
    on: TODAY,
    startTime,
    endTime: '16:30',
    place: '会议室',
    chairId: branch().secretary,
    recorderId: member(5),
    agenda: [{ title: '学习', kind: 'study' }],
    ...more,
  }
}

async function announce(more: Record<string, unknown> = {}): Promise<string> {
  const created = await secretary().post('/meetings', draftOf(more))
  expect(created.status).toBe(200)
  expect((await secretary().post(`/meetings/${created.body.id}/notify`)).status).toBe(200)
  return created.body.id
}

const codeOf = async (id: string) => (await secretary().get(`/meetings/${id}/screen`)).body.code as string
const entriesOf = async (id: string, personId: string) =>
  (await Attendances.findById(`${id}:${personId}`).lean())?.entries ?? []

async function file(id: string): Promise<void> {
  const minutes = { values: { discussion: '集中学习', resolution: '继续学习' } }
  expect((await service.as(member(5)).post(`/meetings/${id}/minutes`, minutes)).status).toBe(200)
}

describe('签到', () => {
  test('五十人同一秒签到，各自还连点：每人记一次，没有人出错', async () => {
    const id = await announce()
    const code = await codeOf(id)
    const people = branch().members.slice(2)
    const answers = await Promise.all(
      people.flatMap((personId) => {
        const key = randomUUID()
        const checkIn = (one: string) =>
          service.as(personId).post('/meetings/check-in', { meetingId: id, code }, { key: one })
        return [checkIn(key), checkIn(key), checkIn(randomUUID())]
      }),
    )
    expect(outcomes(answers)).toEqual(answers.map(() => 200))
    for (const personId of people) expect(await entriesOf(id, personId)).toHaveLength(1)
    expect((await secretary().get(`/meetings/${id}/screen`)).body.counts.present).toBe(people.length)
  })

  test('本人签到、书记代签、本人请假撞在一起：只有一个结果', async () => {
    for (let round = 0; round < 3; round += 1) {
      const id = await announce()
      const code = await codeOf(id)
      const own = service.as(member(6))
      const answers = await Promise.all([
        own.post('/meetings/check-in', { meetingId: id, code }),
        secretary().post(`/meetings/${id}/proxy`, { personId: member(6), reason: '没带手机' }),
        commissioner().post(`/meetings/${id}/proxy`, { personId: member(6), reason: '没带手机' }),
        own.post(`/meetings/${id}/leave`, { reason: '出差' }),
      ])
      const statuses = outcomes(answers)
      expect(statuses.slice(0, 3)).toEqual([200, 200, 200])
      const kinds = (await entriesOf(id, member(6))).map((entry) => entry.kind)
      expect(kinds.filter((kind) => kind === 'checkIn')).toHaveLength(1)
      expect(kinds.at(-1)).toBe('checkIn')
    }
  })
})

describe('会议', () => {
  test('两人各自安排同一场会：只有一场，后到的知道已经安排过', async () => {
    const draft = draftOf()
    const answers = await Promise.all([
      secretary().post('/meetings', draft),
      commissioner().post('/meetings', draft),
      secretary().post('/meetings', draft),
    ])
    expect(outcomes(answers)).toEqual([200, 409, 409])
    expect(answers.find((answer) => answer.status === 409)?.body.error.message).toContain('已经安排过')
    const stored = await Meetings.find({ organizationId: branch().id, on: plainDate(TODAY) }).lean()
    expect(stored.filter((one) => one.title === draft.title)).toHaveLength(1)
  })

  test('书记和副书记同时审核：归档一次', async () => {
    const id = await announce()
    await file(id)
    const approve = () => [secretary().post(`/meetings/${id}/approve`), commissioner().post(`/meetings/${id}/approve`)]
    const answers = await Promise.all([...approve(), ...approve()])
    const statuses = outcomes(answers)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    const stored = await Meetings.findById(id).lean()
    expect(stored?.entries.filter((entry) => entry.step === 'approve')).toHaveLength(1)
  })

  test('几场会同时归档：都成，页码不重', async () => {
    const ids = [await announce(), await announce(), await announce(), await announce()]
    for (const id of ids) await file(id)
    const answers = await Promise.all(ids.map((id) => secretary().post(`/meetings/${id}/approve`)))
    expect(outcomes(answers)).toEqual([200, 200, 200, 200])
    const pages = (await Meetings.find({ _id: { $in: ids } }).lean()).map((one) => one.ledgerNumber)
    expect(new Set(pages).size).toBe(4)
  })

  test('审核和退回同时：只成一个', async () => {
    const id = await announce()
    await file(id)
    const answers = await Promise.all([
      secretary().post(`/meetings/${id}/approve`),
      commissioner().post(`/meetings/${id}/return`, { reason: '再写细些' }),
    ])
    expect(outcomes(answers).filter((status) => status === 200)).toHaveLength(1)
    expect((await Meetings.findById(id).lean())?.state).toBe(answers[0]?.status === 200 ? 'locked' : 'returned')
  })

  test('两个人同时提交记录：只留一份，另一份知道已经提交', async () => {
    const id = await announce()
    const minutes = (who: string) => ({ values: { discussion: `${who}写的`, resolution: '继续学习' } })
    const answers = await Promise.all([
      service.as(member(5)).post(`/meetings/${id}/minutes`, minutes('记录人')),
      secretary().post(`/meetings/${id}/minutes`, minutes('书记')),
    ])
    expect(outcomes(answers)).toEqual([200, 422])
    const stored = await Meetings.findById(id).lean()
    expect(stored?.minutes['discussion']).toBe(answers[0]?.status === 200 ? '记录人写的' : '书记写的')
  })

  test('归档后两人同时更正：都写上，谁也不盖掉谁', async () => {
    const id = await announce()
    await file(id)
    expect((await secretary().post(`/meetings/${id}/approve`)).status).toBe(200)
    const correct = (i: number) => ({ personId: member(i), status: 'present', reason: '核对签到表' })
    const answers = await Promise.all([
      secretary().post(`/meetings/${id}/correct-attendance`, correct(7)),
      commissioner().post(`/meetings/${id}/correct-attendance`, correct(7)),
      commissioner().post(`/meetings/${id}/correct-attendance`, correct(8)),
      secretary().post(`/meetings/${id}/correct`, { field: 'place', value: '食堂', reason: '写错了' }),
    ])
    expect(outcomes(answers)).toEqual([200, 200, 200, 409])
    expect(await entriesOf(id, member(7))).toHaveLength(1)
    const stored = await Meetings.findById(id).lean()
    expect(stored?.changes.map((change) => change.field).sort()).toEqual(
      [`attendance.${member(7)}`, `attendance.${member(8)}`, 'place'].sort(),
    )
  })

  test('改期和取消同时：取消了就是取消了', async () => {
    for (let round = 0; round < 3; round += 1) {
      const id = await announce()
      const [moved, cancelled] = await Promise.all([
        secretary().put(`/meetings/${id}`, { on: '2026-06-18', reason: '检修' }),
        commissioner().post(`/meetings/${id}/cancel`, { reason: '并入下次' }),
      ])
      outcomes([moved, cancelled])
      expect(cancelled.status).toBe(200)
      const stored = await Meetings.findById(id).lean()
      expect(stored?.state).toBe('cancelled')
      expect(stored?.on).toBe(moved.status === 200 ? '2026-06-18' : TODAY)
    }
  })
})

describe('组织和人员', () => {
  const appoint = (personId: string, role: Role, organizationId = world.branches[1]?.id) =>
    administrator().post(`/organizations/${organizationId}/appointments`, { personId, role, from: '2026-06-01' })
  const others = () => world.branches[1]?.members ?? []

  test('同一个人同时任命两次：一项任职', async () => {
    const [personId = ''] = others().slice(5)
    const answers = await Promise.all([
      appoint(personId, 'publicityCommissioner'),
      appoint(personId, 'publicityCommissioner'),
    ])
    expect(outcomes(answers)).toEqual([200, 409])
    expect(answers.find((answer) => answer.status === 409)?.body.error.message).toContain('已经是')
    expect(await Appointments.countDocuments({ personId })).toBe(1)
  })

  test('最后一个支委名额同时给两个人：只成一个', async () => {
    // Secretary, two commissioners and the one above hold four of seven seats.
    for (const i of [6, 7]) expect((await appoint(others()[i] ?? '', 'committeeMember')).status).toBe(200)
    const answers = await Promise.all([8, 9, 10].map((i) => appoint(others()[i] ?? '', 'committeeMember')))
    expect(outcomes(answers)).toEqual([200, 422, 422])
  })

  test('同时免去两次：一次', async () => {
    const record = await Appointments.findOne({ personId: others()[5] ?? '' }).lean()
    const end = () => administrator().post(`/appointments/${record?._id}/end`, { to: TODAY, reason: '调离' })
    expect(outcomes(await Promise.all([end(), end()]))).toEqual([200, 409])
  })

  test('同名组织、同号人员、同名账号同时来：各成一个', async () => {
    const create = () =>
      administrator().post('/organizations', { name: '新支部', kind: 'branch', parentId: world.committeeId })
    const organizations = await Promise.all([create(), create()])
    expect(outcomes(organizations)).toEqual([200, 409])
    expect(organizations.find((one) => one.status === 409)?.body.error.message).toContain('新支部')

    const enter = (name: string) =>
      secretary().post(`/organizations/${branch().id}/people`, {
        name,
        membership: 'none',
        idNumber: '11010519491231002X',
      })
    const people = await Promise.all([enter('新人甲'), enter('新人乙')])
    expect(outcomes(people)).toEqual([200, 409])
    expect(people.find((one) => one.status === 409)?.body.error.message).toContain('身份证号')

    const open = (i: number) => administrator().post(`/people/${member(i)}/account`, { username: 'samename' })
    const accounts = await Promise.all([open(10), open(11)])
    expect(outcomes(accounts)).toEqual([200, 409])
    expect(accounts.find((one) => one.status === 409)?.body.error.message).toContain('samename')
  })

  test('两个人同时改一个人：两次都留痕，前后接得上', async () => {
    const personId = member(12)
    const posts = ['甲岗', '乙岗', '丙岗', '丁岗']
    const answers = await Promise.all(
      posts.map((post, i) =>
        (i % 2 === 0 ? secretary() : commissioner()).put(`/people/${personId}`, { fields: { post }, reason: '调岗' }),
      ),
    )
    expect(outcomes(answers)).toEqual([200, 200, 200, 200])
    const changes = await PersonChanges.find({ personId }).lean()
    const next = new Map(changes.map((change) => [change.before['post'] as string | null, change.after['post']]))
    let post: unknown = null
    const chain: unknown[] = []
    while (next.has(post as string | null)) {
      post = next.get(post as string | null)
      chain.push(post)
    }
    expect(chain.sort()).toEqual([...posts].sort())
    expect((await People.findById(personId).lean())?.post).toBe(post)
  })

  test('一个邀请码两部手机同时用：只绑上一部', async () => {
    const personId = member(13)
    const invited = await secretary().post('/invitations', { personIds: [personId] })
    const invitationCode = invited.body.items[0].code
    const phone = async () => {
      const identity = await rememberIdentity(service.deps, `openid-${newId()}`)
      const token = await openSession(service.deps, { identityId: identity._id }, 'wechat', 'test')
      return createClient(service.url, async () => token)
    }
    const phones = [await phone(), await phone(), await phone()]
    const answers = await Promise.all(phones.map((one) => one.post('/auth/bind/invitation', { invitationCode })))
    expect(outcomes(answers)).toEqual([200, 422, 422])
    expect(answers.find((answer) => answer.status === 200)?.body.me.personId).toBe(personId)
  })
})

describe('计划', () => {
  test('办结、删除、免办同一件事撞在一起：结果说得清', async () => {
    for (let round = 0; round < 3; round += 1) {
      const item = { organizationId: branch().id, title: `自加${round}`, why: '试', dueOn: '2026-06-30' }
      const { id, key } = (await secretary().post('/duties/local', item)).body
      const [closed, removed, waived] = await Promise.all([
        secretary().post(`/duties/local/${id}/close`, { on: TODAY, note: '办好了' }),
        commissioner().delete(`/duties/local/${id}`),
        commissioner().post('/duties/waive', { key, reason: '并入下次一起办' }),
      ])
      outcomes([closed, removed, waived])
      await service.drain()
      const plan = (await secretary().get(`/duties/plan?organizationId=${branch().id}`)).body.items
      const shown = plan.filter((one: { key: string }) => one.key === key)
      expect(shown).toHaveLength(removed.status === 200 ? 0 : 1)
      expect([closed.status, removed.status].filter((status) => status === 200)).toHaveLength(1)
    }
  })

  test('同一件事同时移到两天：都有答复，留下的是其中一天', async () => {
    const item = { organizationId: branch().id, title: '自加移动', why: '试', dueOn: '2026-06-30' }
    const { key } = (await secretary().post('/duties/local', item)).body
    const answers = await Promise.all(
      ['2026-06-23', '2026-06-24'].map((dueOn, i) =>
        (i === 0 ? secretary() : commissioner()).post('/duties/move', { key, dueOn, reason: '与检修期错开' }),
      ),
    )
    expect(outcomes(answers)).toContain(200)
    const plan = (await secretary().get(`/duties/plan?organizationId=${branch().id}`)).body.items
    expect(['2026-06-23', '2026-06-24']).toContain(plan.find((one: { key: string }) => one.key === key).dueOn)
  })
})
