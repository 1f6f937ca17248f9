// One step of the bench at scale in a process of its own: `scaleWorker.ts <step> <folder> [branches]`; the last line it prints is JSON.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Changes, drainChanges } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import { takeTurn } from '@cloud/core/database/takeTurn'
import { modules } from '@cloud/modules'
import { openSession } from '@cloud/modules/accounts/index'
import { Standings } from '@cloud/modules/duties/collection'
import { Attendances, Meetings } from '@cloud/modules/meetings/collection'
import { noteMeeting } from '@cloud/modules/meetings/write'
import { addDays, plainDate, plainDateFrom, weekdayOf } from '@shared/core/plainDate'
import { systemWork } from '../support/factories'
import { createTestClock } from '../support/testClock'
import { type Filled, fillBranches } from './fillBranches'
import { median } from './measure'
import { type OpenBench, openBench, watchMemory } from './openBench'

const ROUNDS = 31
/** Facts a service has seen before it counts as running: what it does often is compiled by then. */
const WARM_UP = 100
const [, , step = '', folder = '', branches = '0'] = process.argv

/** Five past midnight of a Tuesday in December: nearly the whole year has been held, and no plan is computed anew next night. */
function firstNight(): string {
  let day = plainDateFrom(new Date().getFullYear(), 12, 15)
  while (weekdayOf(day) !== 2) day = addDays(day, 1)
  return `${addDays(day, -1)}T16:05:00.000Z`
}

const filledFile = path.join(folder, 'filled.json')
const readFilled = (): Filled => JSON.parse(readFileSync(filledFile, 'utf8')) as Filled

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function medianOf(rounds: number, work: (round: number) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) times.push(await timed(() => work(round)))
  return median(times)
}

const clock = createTestClock(firstNight())

const steps: Record<string, (bench: OpenBench) => Promise<object>> = {
  async fill({ service }) {
    const filled = await fillBranches(service.deps, Number(branches))
    writeFileSync(filledFile, JSON.stringify(filled))
    return { seconds: (await timed(() => drainChanges(service.deps))) / 1_000 }
  },

  async night({ service, store }) {
    const rollover = modules.flatMap((one) => one.jobs ?? []).find((job) => job.name === 'duties.rollover')
    if (!rollover) throw new Error('no nightly job')
    const run = async () => {
      let seconds = 0
      const memory = await watchMemory(store.pid, async () => {
        seconds = (await timed(() => rollover.run(service.deps, plainDate('2000-01-01')))) / 1_000
      })
      return { seconds, ...memory }
    }
    const whole = await run()
    clock.advance({ days: 1 })
    return { whole, usual: await run() }
  },

  async board({ service }) {
    const { superior, committeeId, branches: all } = readFilled()
    const token = await openSession(service.deps, { personId: superior }, 'wechat', 'bench')
    const get = async (address: string) => {
      const answer = await fetch(`${service.url}/api${address}`, { headers: { Authorization: `Bearer ${token}` } })
      if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${await answer.text()}`)
      return answer.json()
    }
    const year = Number(firstNight().slice(0, 4))
    const paths = {
      board: '/duties/progress?limit=30&state=help',
      next: '/duties/progress?limit=30&level=next',
      slipping: '/duties/slipping?limit=30',
      standing: `/duties/standing?organizationId=${all[0]?.id ?? ''}`,
    }
    const times: Record<string, number> = {}
    for (const [name, address] of Object.entries(paths)) {
      for (let i = 0; i < 5; i += 1) await get(address)
      times[name] = await medianOf(ROUNDS, () => get(address))
    }
    const floor = await medianOf(ROUNDS, () => Standings.find({ above: committeeId, year }).lean())
    return { ...times, floor }
  },

  async fact({ service }) {
    const { branches: all } = readFilled()
    const consumer = modules.flatMap((one) => one.consumers ?? []).find((one) => one.name === 'duties')
    if (!consumer) throw new Error('nobody consumes facts')
    const times: number[] = []
    for (const { id, members } of all.slice(0, WARM_UP + ROUNDS)) {
      const row = await Attendances.findOne({ personId: members[5] ?? '' }).lean()
      const meeting = row && (await Meetings.findById(row.meetingId).lean())
      if (!row || !meeting) throw new Error('nobody attended')
      const by = members[0] ?? ''
      const at = new Date(clock.now()).toISOString()
      const last = row.entries.at(-1)
      const status = last?.kind === 'correct' && last.status === 'absent' ? ('present' as const) : ('absent' as const)
      const correction = { kind: 'correct' as const, status, by, at, reason: '补记' }
      await Attendances.updateOne({ _id: row._id }, { $set: { entries: [...row.entries, correction] } })
      await Changes.deleteMany({ organizationId: id })
      await noteMeeting(systemWork(service.deps), meeting, {})
      const changes = await Changes.find({ organizationId: id }).lean()
      times.push(await timed(() => consumer.apply(service.deps, changes)))
    }
    const floor = await medianOf(ROUNDS, (round) => inTransaction(() => takeTurn(`bench:${round}`)))
    return { fact: median(times.slice(-ROUNDS)), cold: median(times.slice(0, ROUNDS)), floor }
  },
}

async function main(): Promise<void> {
  const work = steps[step]
  if (!work) throw new Error(`no step ${step}`)
  const bench = await openBench(folder, clock)
  const result = await work(bench)
  await bench.close()
  console.log(JSON.stringify(result))
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
