import { AuditEntries, findAuditBreak, recordAudit, sealAudit, startSealing } from '@cloud/core/audit'
import {
  type Change,
  Changes,
  type Consumer,
  drainChanges,
  recordChange,
  registerConsumers,
  startDraining,
  wakeConsumers,
} from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import { findPage } from '@cloud/core/database/paging'
import type { Job } from '@cloud/core/jobs/job'
import { runDueJobs, startJobs } from '@cloud/core/jobs/runJobs'
import { addDays, type PlainDate, plainDate } from '@shared/core/plainDate'
import fc from 'fast-check'
import mongoose from 'mongoose'
import { systemWork } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { type Thing, Things } from './sampleModule'

let service: TestService
beforeAll(async () => {
  service = await startTestService()
})
afterAll(() => service.stop())

const thing = (rank: number, more: Partial<Thing> = {}): Thing => {
  const _id = newId()
  return { _id, organizationId: 'o', name: _id, rank, at: new Date(rank * 1_000), ...more }
}
const eventually = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 200; i += 1) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('等了两秒还没有发生')
}

describe('翻页', () => {
  type Sort = Record<string, 1 | -1>
  const walk = async (sort: Sort, limit: number, between: (page: number) => Promise<void> = async () => {}) => {
    const seen: Thing[] = []
    let cursor: string | null | undefined
    for (let page = 0; cursor !== null; page += 1) {
      const answer: { items: Thing[]; next: string | null } = await findPage<Thing>(Things, {}, sort, {
        limit,
        ...(cursor && { cursor }),
      })
      expect(answer.items.length).toBeLessThanOrEqual(limit)
      seen.push(...answer.items)
      cursor = answer.next
      await between(page)
    }
    return seen
  }

  test('翻的时候有人增、有人删：留在原处的一条不漏、一条不重，次序不乱', async () => {
    const scenario = fc.record({
      ranks: fc.array(fc.nat(6), { minLength: 1, maxLength: 14 }),
      limit: fc.integer({ min: 1, max: 4 }),
      sort: fc.constantFrom<Sort>({ rank: -1 }, { rank: 1 }, { at: 1 }, { at: -1 }, { rank: 1, name: -1 }),
      added: fc.array(fc.nat(6), { maxLength: 4 }),
      removed: fc.array(fc.nat(13), { maxLength: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(scenario, async ({ ranks, limit, sort, added, removed }) => {
        await Things.deleteMany({})
        const rows = ranks.map((rank) => thing(rank))
        await Things.insertMany(rows)
        const gone = new Set(removed.flatMap((i) => rows[i]?._id ?? []))
        const seen = await walk(sort, limit, async (page) => {
          if (page > 0) return
          await Things.insertMany(added.map((rank) => thing(rank)))
          await Things.deleteMany({ _id: { $in: [...gone] } })
        })
        const ids = seen.map((row) => row._id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const row of rows) if (!gone.has(row._id)) expect(ids).toContain(row._id)
        const order = Object.entries({ ...sort, _id: Object.values(sort).at(-1) ?? 1 }) as [keyof Thing, 1 | -1][]
        const compare = (a: Thing, b: Thing) => {
          for (const [field, direction] of order) {
            if (a[field] < b[field]) return -direction
            if (a[field] > b[field]) return direction
          }
          return 0
        }
        expect([...seen].sort(compare).map((row) => row._id)).toEqual(ids)
      }),
      { numRuns: 25 },
    )
  })

  test('别处的、改过的翻页标记都答“请从第一页重新打开”', async () => {
    const code = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url')
    const cursors = [
      'zzz',
      '{}',
      code([1]),
      code([1, 2, 3]),
      code([{ $gt: '' }, 'x']),
      code([['a'], 'x']),
      code({ 0: 1, 1: 2, length: 2 }),
      code(['not a day', 'x']),
    ]
    for (const cursor of cursors)
      await expect(findPage<Thing>(Things, {}, { at: 1 }, { cursor })).rejects.toMatchObject({
        code: 'invalid_input',
        message: '翻页标记无效，请从第一页重新打开',
      })
  })
})

describe('操作记录链', () => {
  const write = (n: number) =>
    recordAudit(systemWork(service.deps), {
      action: 'sample.write',
      subject: { kind: 'thing', id: `s${n}` },
      place: { organizationId: 'o1', path: '/o1/' },
      summary: `第 ${n} 件`,
      details: { before: { n }, after: { n: n + 1 } },
    })
  const raw = () => AuditEntries.collection
  const fresh = async (count: number) => {
    await raw().deleteMany({})
    await mongoose.connection.collection('auditHeads').deleteMany({})
    for (let n = 1; n <= count; n += 1) await write(n)
    await sealAudit()
  }

  test('封好的链从头到尾对得上，再写再封接着连', async () => {
    await fresh(5)
    expect(await findAuditBreak()).toBeNull()
    expect(await sealAudit()).toBe(0)
    await write(6)
    expect(await findAuditBreak()).toBeNull()
    expect(await sealAudit()).toBe(1)
    expect(await findAuditBreak()).toBeNull()
    expect((await AuditEntries.find().sort({ sequence: 1 }).lean()).map((entry) => entry.sequence)).toEqual([
      1, 2, 3, 4, 5, 6,
    ])
  })

  test.each<[string, Record<string, unknown>]>([
    ['操作人', { actorId: 'someone' }],
    ['操作人姓名', { actorName: '别人' }],
    ['操作', { action: 'sample.read' }],
    ['对象', { subjectId: 's9' }],
    ['对象种类', { subjectKind: 'person' }],
    ['组织', { organizationId: 'o2' }],
    ['管理范围', { path: '/o2/' }],
    ['内容', { summary: '没有这回事' }],
    ['新旧值', { 'details.before.n': 100 }],
    ['时间', { at: new Date(0) }],
    ['请求编号', { requestId: 'other' }],
    ['校验值', { hash: 'x'.repeat(43) }],
    ['前一条的校验值', { previousHash: 'x'.repeat(43) }],
    ['链号', { sequence: 99 }],
  ])('改了%s，从那一条起对不上', async (_, change) => {
    await fresh(5)
    await raw().updateOne({ sequence: 3 }, { $set: change })
    expect(await findAuditBreak()).toBe(3)
  })

  test('删掉中间的、删掉最后的、全删掉，都看得出来', async () => {
    await fresh(5)
    await raw().deleteOne({ sequence: 3 })
    expect(await findAuditBreak()).toBe(3)
    await fresh(5)
    await raw().deleteOne({ sequence: 5 })
    expect(await findAuditBreak()).toBe(5)
    await fresh(5)
    await raw().deleteMany({})
    expect(await findAuditBreak()).toBe(1)
  })

  test('摘下一条重新封，也看得出来', async () => {
    await fresh(5)
    await raw().updateOne(
      { sequence: 3 },
      { $set: { summary: '改过' }, $unset: { sequence: 1, hash: 1, previousHash: 1 } },
    )
    await sealAudit()
    expect(await findAuditBreak()).toBe(3)
  })

  test('许多人同时写、几个实例同时封：不等、不丢、不重号', async () => {
    await fresh(0)
    await Promise.all(Array.from({ length: 40 }, (_, n) => inTransaction(() => write(n))))
    await Promise.all([sealAudit(), sealAudit(), sealAudit()])
    await sealAudit()
    const sequences = (await AuditEntries.find().lean()).map((entry) => entry.sequence)
    expect(sequences.sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
    expect(await findAuditBreak()).toBeNull()
  })

  test('封的人自己醒来封', async () => {
    await fresh(0)
    await write(1)
    const sealing = startSealing(service.deps.logger, 10)
    await eventually(async () => (await AuditEntries.countDocuments({ hash: { $exists: true } })) === 1)
    await sealing.stop()
  })

  test('没做成的事不留记录', async () => {
    await fresh(0)
    await expect(
      inTransaction(async () => {
        await write(1)
        throw new Error('不成')
      }),
    ).rejects.toThrow('不成')
    expect(await AuditEntries.countDocuments()).toBe(0)
  })
})

describe('变更与派生', () => {
  const at = { now: '2026-06-11T02:00:00.000Z' }
  const change = (factId: string, fact = 'sample.thing') => recordChange(at, [{ organizationId: 'o', fact, factId }])
  const collector = (name: string, facts = ['sample.thing']): Consumer & { seen: string[][]; fail: number } => {
    const consumer = {
      name,
      facts,
      fail: 0,
      seen: [] as string[][],
      apply: async (_: unknown, changes: readonly Change[]) => {
        consumer.seen.push(changes.map((row) => row.factId))
        if (consumer.fail > 0) {
          consumer.fail -= 1
          throw new Error(`${name} 出错`)
        }
      },
    }
    return consumer
  }
  beforeEach(() => Changes.deleteMany({}))
  afterAll(() => registerConsumers([]))

  test('按先后送到，送到了就不再等着', async () => {
    const one = collector('one')
    registerConsumers([one])
    for (const id of ['a', 'b', 'c']) await change(id)
    await change('d', 'sample.other')
    expect(await drainChanges(service.deps)).toBe(3)
    expect(one.seen).toEqual([['a', 'b', 'c']])
    expect(await Changes.countDocuments({ pending: 'one' })).toBe(0)
    expect(await drainChanges(service.deps)).toBe(0)
  })

  test('派生出错：不丢，下次带着同样的变更再来，直到成了', async () => {
    const one = collector('one')
    registerConsumers([one])
    one.fail = 2
    await change('a')
    await expect(drainChanges(service.deps)).rejects.toThrow('one 出错')
    await change('b')
    await expect(drainChanges(service.deps)).rejects.toThrow('one 出错')
    expect(await drainChanges(service.deps)).toBe(2)
    expect(one.seen).toEqual([['a'], ['a', 'b'], ['a', 'b']])
  })

  test('一个派生一直出错，不耽误别的', async () => {
    const broken = collector('broken')
    const healthy = collector('healthy')
    registerConsumers([broken, healthy])
    broken.fail = 99
    await change('a')
    await expect(drainChanges(service.deps)).rejects.toThrow('broken 出错')
    expect(healthy.seen).toEqual([['a']])
    expect((await Changes.find().lean()).map((row) => row.pending)).toEqual([['broken']])
  })

  test('派生时又生出的变更，同一次里接着送', async () => {
    const second = collector('second', ['sample.derived'])
    const first = collector('first')
    registerConsumers([second, { ...first, apply: async () => change('z', 'sample.derived') }])
    await change('a')
    expect(await drainChanges(service.deps)).toBe(2)
    expect(second.seen).toEqual([['z']])
  })

  test('没做成的事不会送出去', async () => {
    const one = collector('one')
    registerConsumers([one])
    await expect(
      inTransaction(async () => {
        await change('a')
        throw new Error('不成')
      }),
    ).rejects.toThrow('不成')
    expect(await drainChanges(service.deps)).toBe(0)
    expect(one.seen).toEqual([])
  })

  test('许多人同时记：一件都不丢', async () => {
    const one = collector('one')
    registerConsumers([one])
    const ids = Array.from({ length: 60 }, (_, i) => `c${i}`)
    const draining = (async () => {
      while (new Set(one.seen.flat()).size < ids.length) await drainChanges(service.deps)
    })()
    await Promise.all(ids.map((id) => inTransaction(() => change(id))))
    await draining
    expect([...new Set(one.seen.flat())].sort()).toEqual([...ids].sort())
    expect(await Changes.countDocuments({ pending: 'one' })).toBe(0)
  })

  test('叫醒就马上送，出过错也会自己再来', async () => {
    const one = collector('one')
    registerConsumers([one])
    one.fail = 1
    const draining = startDraining(service.deps, 50)
    await change('a')
    wakeConsumers()
    await eventually(() => one.seen.length >= 2)
    await draining.stop()
    expect(await Changes.countDocuments({ pending: 'one' })).toBe(0)
  })
})

describe('定时任务', () => {
  const runsOf = () => mongoose.connection.collection('jobRuns')
  const job = (more: Partial<Job> = {}): Job & { days: PlainDate[] } => {
    const days: PlainDate[] = []
    return {
      name: 'sample.daily',
      at: '02:30',
      catchUpDays: 0,
      days,
      run: async (_, day) => void days.push(day),
      ...more,
    }
  }
  const at = (instant: string) => service.clock.set(instant)
  beforeEach(async () => {
    await runsOf().deleteMany({})
    at('2026-06-11T02:00:00.000Z')
  })

  test('到点才跑，一天一次，日子按上海算', async () => {
    const one = job()
    at('2026-06-10T18:29:59.000Z')
    expect(await runDueJobs(service.deps, [one])).toEqual([])
    at('2026-06-10T18:30:00.000Z')
    expect(await runDueJobs(service.deps, [one])).toEqual(['sample.daily:2026-06-11'])
    expect(await runDueJobs(service.deps, [one])).toEqual([])
    service.clock.advance({ days: 1 })
    await runDueJobs(service.deps, [one])
    expect(one.days).toEqual(['2026-06-11', '2026-06-12'])
  })

  test('许多调度同时看，也只跑一次', async () => {
    const one = job()
    const done = await Promise.all(Array.from({ length: 6 }, () => runDueJobs(service.deps, [one])))
    expect(done.flat()).toEqual(['sample.daily:2026-06-11'])
    expect(one.days).toEqual(['2026-06-11'])
  })

  test('停了几天，从最早的一天补起，只补到规定的天数', async () => {
    const one = job({ catchUpDays: 3 })
    await runDueJobs(service.deps, [one])
    expect(one.days).toEqual(['2026-06-08', '2026-06-09', '2026-06-10', '2026-06-11'])
    one.days.length = 0
    service.clock.advance({ days: 10 })
    await runDueJobs(service.deps, [one])
    expect(one.days).toEqual([18, 19, 20, 21].map((day) => addDays(plainDate('2026-06-01'), day - 1)))
    at('2026-06-21T16:00:00.000Z')
    one.days.length = 0
    await runDueJobs(service.deps, [one])
    expect(one.days).toEqual([])
  })

  test('出错的下次再跑，别的任务照跑', async () => {
    let broken = true
    const bad = job({
      name: 'sample.bad',
      run: async () => {
        if (broken) throw new Error('不成')
      },
    })
    const good = job()
    expect(await runDueJobs(service.deps, [bad, good])).toEqual(['sample.daily:2026-06-11'])
    broken = false
    expect(await runDueJobs(service.deps, [bad, good])).toEqual(['sample.bad:2026-06-11'])
  })

  test('跑到一半的实例没了，租期过后由别人接着跑；租期内不抢', async () => {
    const one = job()
    const lease = (leaseUntil: string) =>
      runsOf().insertOne({
        _id: 'sample.daily:2026-06-11' as never,
        state: 'running',
        holder: 'an instance that died',
        leaseUntil: new Date(leaseUntil),
        at: new Date(),
      })
    await lease('2026-06-11T02:05:00.000Z')
    expect(await runDueJobs(service.deps, [one])).toEqual([])
    service.clock.advance({ minutes: 6 })
    const done = await Promise.all([1, 2, 3].map(() => runDueJobs(service.deps, [one])))
    expect(done.flat()).toEqual(['sample.daily:2026-06-11'])
    expect(one.days).toHaveLength(1)
  })

  test('一天几次的，错过的几次只跑最近那一次', async () => {
    const one = job({ at: '08:00', everyMinutes: 15 })
    at('2026-06-11T00:44:00.000Z')
    expect(await runDueJobs(service.deps, [one])).toEqual(['sample.daily:2026-06-11:08:30'])
    expect(await runDueJobs(service.deps, [one])).toEqual([])
    at('2026-06-11T00:45:00.000Z')
    expect(await runDueJobs(service.deps, [one])).toEqual(['sample.daily:2026-06-11:08:45'])
    at('2026-06-11T15:59:00.000Z')
    expect(await runDueJobs(service.deps, [one])).toEqual(['sample.daily:2026-06-11:23:45'])
  })

  test('调度自己醒来，停的时候等手上的跑完', async () => {
    let finished = false
    const slow = job({
      run: async () => {
        await new Promise((resolve) => setTimeout(resolve, 100))
        finished = true
      },
    })
    const scheduler = startJobs(service.deps, [slow], 10)
    await eventually(async () => (await runsOf().countDocuments()) === 1)
    await scheduler.stop()
    expect(finished).toBe(true)
  })
})
