import { type Change, Changes } from '@cloud/core/change'
import type { NoticeSource } from '@cloud/core/notice'
import { Exams } from '@cloud/modules/quiz/exams/collection'
import { examNoticesBy } from '@cloud/modules/quiz/exams/notices'
import { endOver } from '@cloud/modules/quiz/exams/plans'
import { climbLadders } from '@cloud/modules/reminders/climbLadders'
import { Deliveries } from '@cloud/modules/reminders/collection'
import { noticeConsumer } from '@cloud/modules/reminders/noticeConsumer'
import { plainDateOf } from '@shared/core/plainDate'
import { startTestService, type TestService } from '../support/service'
import { buildUnionWorld, type UnionWorld } from '../support/unionWorld'
import { addBank } from './quizWorld'

let service: TestService
let world: UnionWorld
let bankId: string

const START = '2026-06-11T01:00:00.000Z'

beforeAll(async () => {
  service = await startTestService({ now: START })
  world = await buildUnionWorld(service.deps, { teams: 2, workers: 5 })
  ;({ bankId } = await addBank(service, world.unit, 20))
}, 120_000)
afterAll(() => service.stop())
afterEach(async () => {
  await at(START)
  for (const { _id } of await Exams.find({ state: 'published' }).lean())
    await officer().post(`/quiz/exams/${_id}/cancel`, { reason: '试完了' })
  await service.drain()
  await Deliveries.deleteMany({})
})

const officer = () => service.as(world.officer)
const workerId = (i = 2, team = 0): string => world.teams[team]?.workers[i] ?? ''
const worker = (i = 2, team = 0) => service.as(workerId(i, team))
const at = async (now: string) => {
  service.clock.set(now)
  service.forgetTokens()
}
const draft = (more: object = {}) => ({
  organizationId: world.union.id,
  title: '安全月考试',
  audience: { organizationIds: [world.department.id] },
  paper: { kind: 'drawn', bankIds: [bankId], rows: [{ kind: 'single', count: 5, points: 2 }] },
  closesAt: '2026-06-18T10:00:00.000Z',
  attempts: 2,
  ...more,
})
async function publish(more: object = {}): Promise<string> {
  const { body } = await officer().post('/quiz/exams', draft(more))
  expect((await officer().post(`/quiz/exams/${body.id}/publish`)).status).toBe(200)
  await service.drain()
  return body.id
}
async function handIn(client: ReturnType<typeof worker>, examId: string): Promise<void> {
  const { body } = await client.post(`/quiz/own-exams/${examId}/attempts`)
  expect((await client.post(`/quiz/attempts/${body.id}/submit`, { answers: [] })).status).toBe(200)
  await service.drain()
}
const lines = async (client = worker()) => {
  const { mine } = (await client.get('/today')).body
  return [...mine.now, ...mine.week, ...mine.later].filter(({ key }: { key: string }) => key.startsWith('quiz.exam:'))
}
/** Recipients of a notice as they are handed out. */
async function pagesOf(source: NoticeSource, change: Change): Promise<string[][]> {
  const pages: string[][] = []
  const { recipients = [] } = (await source.find(service.deps, change)) ?? {}
  if (Symbol.asyncIterator in recipients) for await (const page of recipients) pages.push([...page])
  return pages
}
const climb = async () => {
  await climbLadders(service.deps, plainDateOf(service.clock.now()))
}
const remindersTo = (who: string) => Deliveries.find({ recipientId: who, kind: 'duty' }).sort({ _id: 1 }).lean()
const noticesOf = (examId: string) =>
  Deliveries.find({ subject: `quiz.exam:${examId}` })
    .sort({ _id: 1 })
    .lean()

describe('今日', () => {
  test('发布以后对象里的每个人都有一行，带截止时间；草稿没有，别人没有；交卷就没了', async () => {
    const { body } = await officer().post('/quiz/exams', draft())
    await service.drain()
    expect(await lines()).toEqual([])
    await officer().post(`/quiz/exams/${body.id}/publish`)
    await service.drain()
    expect(await lines()).toMatchObject([
      {
        title: '参加考试“安全月考试”',
        why: '工会安排的考试，限时 60 分钟',
        dueOn: '2026-06-18',
        dueTime: '18:00',
        action: { label: '去考试', page: `/modules/quiz/pages/exam/index?id=${body.id}` },
      },
    ])
    expect(await lines(worker(3, 1))).toHaveLength(1)
    expect(await lines(officer())).toEqual([])
    await handIn(worker(), body.id)
    expect(await lines()).toEqual([])
    expect(await lines(worker(3))).toHaveLength(1)
    // Another try is allowed, and asks nothing of anybody.
    await handIn(worker(), body.id)
    expect(await lines()).toEqual([])
  })

  test('推迟跟着变；取消、提前结束、到时间都没了；结束以后又推迟的再出现', async () => {
    const id = await publish()
    const end = (closesAt?: string) =>
      officer().put(`/quiz/exams/${id}/end`, { ...(closesAt && { closesAt }), reason: '工期紧' })
    await end('2026-06-20T04:00:00.000Z')
    await service.drain()
    expect(await lines()).toMatchObject([{ dueOn: '2026-06-20', dueTime: '12:00' }])
    await end()
    await service.drain()
    expect(await lines()).toEqual([])
    await end('2026-06-15T10:00:00.000Z')
    await service.drain()
    expect(await lines()).toMatchObject([{ dueOn: '2026-06-15' }])
    await at('2026-06-15T10:00:01.000Z')
    await Promise.all([endOver(service.deps), endOver(service.deps)])
    expect(await Changes.countDocuments({ fact: 'quiz.asked', factId: id, 'pending.0': { $exists: true } })).toBe(2)
    await service.drain()
    expect(await lines()).toEqual([])
    await at(START)
    const other = await publish()
    expect(await lines()).toHaveLength(1)
    await officer().post(`/quiz/exams/${other}/cancel`, { reason: '停工' })
    await service.drain()
    expect(await lines()).toEqual([])
  })

  test('只要一些岗位的只给这些岗位；跨年的照样在', async () => {
    await publish({ audience: { organizationIds: [world.unit.id], posts: ['钢筋工'] } })
    expect(await lines(worker(2))).toHaveLength(1)
    expect(await lines(worker(3))).toEqual([])
    await at('2026-12-20T01:00:00.000Z')
    await publish({ title: '冬训考试', closesAt: '2027-01-15T10:00:00.000Z' })
    expect(await lines(worker(3))).toMatchObject([{ title: '参加考试“冬训考试”', dueOn: '2027-01-15' }])
    await at('2027-01-05T01:00:00.000Z')
    expect(await lines(worker(3))).toHaveLength(1)
  })
})

describe('通知和提醒', () => {
  test('发布时每人一条，再来一遍、两个实例同时也是一条；改时间、取消盖过前一条', async () => {
    const id = await publish()
    await Changes.updateMany({ factId: id }, { $set: { pending: ['reminders.notices'] } })
    await Promise.all([service.drain(), service.drain()])
    const rows = await noticesOf(id)
    expect(rows).toHaveLength(10)
    expect(new Set(rows.map(({ recipientId }) => recipientId)).size).toBe(10)
    expect(rows[0]).toMatchObject({
      urgent: false,
      text: {
        title: '要参加的考试：安全月考试',
        why: '工会安排，限时 60 分钟，可考 2 次',
        note: '6月18日 18:00 截止',
        label: '去考试',
      },
    })
    await handIn(worker(), id)
    await officer().put(`/quiz/exams/${id}/end`, { closesAt: '2026-06-19T10:00:00.000Z', reason: '夜班还没考' })
    await service.drain()
    const moved = (await noticesOf(id)).filter(({ rung }) => rung === '2:moved')
    expect(moved).toHaveLength(9)
    expect(moved.map(({ recipientId }) => recipientId)).not.toContain(workerId())
    expect(moved[0]?.text).toMatchObject({ why: '夜班还没考', note: '6月19日 18:00 截止' })
    await officer().post(`/quiz/exams/${id}/cancel`, { reason: '停工' })
    await service.drain()
    const all = await noticesOf(id)
    expect(all.filter(({ rung }) => rung === '3:cancelled')).toHaveLength(10)
    expect(all.filter(({ rung, withdrawn }) => rung !== '3:cancelled' && !withdrawn)).toEqual([])
  })

  test('对象比一页多：一次只拿一页；中途停掉再来、两个实例同时，每人还是一条', async () => {
    const { body } = await officer().post('/quiz/exams', draft())
    await officer().post(`/quiz/exams/${body.id}/publish`)
    const [change] = await Changes.find({ fact: 'quiz.exam', factId: body.id }).lean()
    if (!change) throw new Error('no change')
    const source = examNoticesBy(3)
    const pages = await pagesOf(source, change)
    expect(pages.map((page) => page.length)).toEqual([3, 3, 3, 1])
    expect(new Set(pages.flat()).size).toBe(10)
    /** Dies before the third page. */
    const dying: NoticeSource = {
      ...source,
      async find() {
        const notice = await source.find(service.deps, change)
        const some = async function* () {
          for (const page of pages.slice(0, 2)) yield page
          throw new Error('killed')
        }
        return notice && { ...notice, recipients: some() }
      },
    }
    const take = (one: NoticeSource) => noticeConsumer([one]).apply(service.deps, [change])
    await expect(take(dying)).rejects.toThrow('killed')
    expect(await noticesOf(body.id)).toHaveLength(6)
    await Promise.all([take(source), take(source), service.drain()])
    const rows = await noticesOf(body.id)
    expect([rows.length, new Set(rows.map(({ recipientId }) => recipientId)).size]).toEqual([10, 10])
    await handIn(worker(), body.id)
    await officer().put(`/quiz/exams/${body.id}/end`, { closesAt: '2026-06-19T10:00:00.000Z', reason: '夜班还没考' })
    const moved = await pagesOf(source, change)
    expect(moved.map((page) => page.length).sort()).toEqual([1, 2, 3, 3])
    expect(moved.flat()).not.toContain(workerId())
  })

  test('还没开始的说明几时开始；已经结束的不再通知', async () => {
    const id = await publish({ opensAt: '2026-06-12T00:00:00.000Z' })
    expect((await noticesOf(id))[0]?.text.note).toBe('6月12日 08:00 开始')
    const { body } = await officer().post('/quiz/exams', draft())
    await officer().post(`/quiz/exams/${body.id}/publish`)
    await at('2026-06-18T11:00:00.000Z')
    await service.drain()
    expect(await noticesOf(body.id)).toEqual([])
  })

  test('提前几天提醒由单位定：发布时定下，改了设置已经发布的不变；0 就不提醒', async () => {
    const configure = (settings: object) =>
      service.as(world.administrator).put(`/organizations/${world.union.id}/settings`, settings)
    expect((await configure({ examRemindDays: 15 })).status).toBe(400)
    expect((await configure({ examRemindDays: 3 })).status).toBe(200)
    await publish({ title: '提前三天的考试' })
    await configure({ examRemindDays: 0 })
    await publish({ title: '不提醒的考试' })
    await configure({})
    await service.drain()
    const told = async (day: string) => {
      await at(`${day}T01:00:00.000Z`)
      await Promise.all([climb(), climb()])
      return (await remindersTo(workerId(3))).map(({ rung, text }) => [rung, text.title])
    }
    expect(await told('2026-06-12')).toEqual([])
    expect(await told('2026-06-15')).toEqual([['T-3', '参加考试“提前三天的考试”']])
    expect(await told('2026-06-17')).toHaveLength(1)
  })

  test('截止前一天提醒没交卷的人，一次；交了的、取消了的不提醒；推迟了提醒跟着走', async () => {
    const id = await publish()
    const off = await publish({ title: '不办的考试' })
    await handIn(worker(2), id)
    await at('2026-06-16T01:00:00.000Z')
    await climb()
    expect(await remindersTo(workerId(3))).toEqual([])
    await officer().post(`/quiz/exams/${off}/cancel`, { reason: '停工' })
    await service.drain()
    await at('2026-06-17T01:00:00.000Z')
    await Promise.all([climb(), climb()])
    await climb()
    expect(await remindersTo(workerId(2))).toEqual([])
    expect(await remindersTo(workerId(3))).toMatchObject([
      { rung: 'T-1', text: { title: '参加考试“安全月考试”', note: '明天18:00，点开就能办' } },
    ])
    await officer().put(`/quiz/exams/${id}/end`, { closesAt: '2026-06-24T10:00:00.000Z', reason: '工期紧' })
    await service.drain()
    await climb()
    expect(await remindersTo(workerId(3))).toHaveLength(1)
    await at('2026-06-23T01:00:00.000Z')
    await climb()
    expect(await remindersTo(workerId(3))).toHaveLength(2)
  })
})
