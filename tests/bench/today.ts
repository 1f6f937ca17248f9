import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '@cloud/config'
import { systemClock } from '@cloud/core/clock'
import { defineCollection, text } from '@cloud/core/database/collection'
import { newId } from '@cloud/core/database/id'
import { startEmbeddedStore } from '@cloud/embedded/start'
import { modules } from '@cloud/modules'
import { openSession } from '@cloud/modules/accounts/index'
import { touch } from '@cloud/modules/duties/freshness'
import { type Service, startService } from '@cloud/service'
import Koa from 'koa'
import { addCommittee, growTo } from './grow'
import { measureRate, median } from './measure'

const ROUNDS = 9
const SECONDS = 1

const FloorRows = defineCollection<{ _id: string; owner: string; title: string; dueOn: string; state: string }>(
  'benchRows',
  { owner: text, title: text, dueOn: text, state: text },
  [{ keys: { owner: 1, dueOn: 1 } }],
)

async function listen(app: Koa): Promise<{ url: string; server: Server }> {
  const server = createServer(app.callback())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server }
}

/** What nobody can be faster than: one indexed find of 20 projected documents through mongoose, then the same bytes. */
async function startFloor(json: string): Promise<{ url: string; server: Server }> {
  const owner = newId()
  const rows = Array.from({ length: 2_000 }, (_, i) => ({
    _id: newId(),
    owner: i % 100 === 0 ? owner : newId(),
    title: `第 ${i} 件`,
    dueOn: `2026-06-${String(1 + (i % 30)).padStart(2, '0')}`,
    state: 'open',
  }))
  await FloorRows.insertMany(rows)
  const app = new Koa()
  app.use(async (ctx) => {
    const found = await FloorRows.find({ owner }, { title: 1, dueOn: 1, state: 1 }).sort({ dueOn: 1 }).limit(20).lean()
    if (found.length !== 20) throw new Error('the floor found too little')
    ctx.type = 'application/json; charset=utf-8'
    ctx.body = json
  })
  return listen(app)
}

/** A Koa application that does nothing but send the same bytes. */
function startBare(json: string): Promise<{ url: string; server: Server }> {
  const app = new Koa()
  app.use((ctx) => {
    ctx.type = 'application/json; charset=utf-8'
    ctx.body = json
  })
  return listen(app)
}

/** While `work` runs, every request finds that its answer has just become old. */
async function withoutCache<T>(server: Server, personId: string, work: () => Promise<T>): Promise<T> {
  const outdate = () => touch([`person:${personId}`])
  server.prependListener('request', outdate)
  try {
    return await work()
  } finally {
    server.off('request', outdate)
  }
}

/** Rates of the Today page of a signed-in secretary; each figure is the median of several rounds, all in one run. */
export interface TodayRates {
  /** Requests a second: built anew each time, in a store of 3,000 and of 30,000 people. */
  uncached: number
  uncachedLarge: number
  /** Against one find of 20 documents that sends the same bytes; goal at least 0.7. */
  uncachedToFloor: number
  /** Nothing changed since the last answer, against a bare Koa route that sends the same bytes; goal at least 0.4. */
  cachedToBare: number
  /** Time per page with 30,000 people against 3,000; goal at most 1.2. */
  largeToSmall: number
}

async function benchWith(service: Service): Promise<TodayRates> {
  const committeeId = await addCommittee(service.deps)
  const [secretary = ''] = await growTo(service.deps, committeeId, 3_000, 0)
  const token = await openSession(service.deps, { personId: secretary }, 'wechat', 'bench')
  const url = `${service.url}/api/today`
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${token}` } })
  if (!answer.ok) throw new Error(`the Today page answered ${answer.status}`)
  const json = await answer.text()
  const [floor, bare] = [await startFloor(json), await startBare(json)]
  const uncached = () => withoutCache(service.server, secretary, () => measureRate(url, SECONDS, token))
  const rounds: { floor: number; bare: number; uncached: number; cached: number }[] = []
  await measureRate(floor.url, SECONDS)
  await uncached()
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({
      floor: await measureRate(floor.url, SECONDS),
      uncached: await uncached(),
      bare: await measureRate(bare.url, SECONDS),
      cached: await measureRate(url, SECONDS, token),
    })
  await growTo(service.deps, committeeId, 30_000, 3_000)
  const large: { floor: number; uncached: number }[] = []
  for (let round = 0; round < ROUNDS; round += 1)
    large.push({ floor: await measureRate(floor.url, SECONDS), uncached: await uncached() })
  floor.server.close()
  bare.server.close()
  // Against the floor of the same moment, whose collection does not grow: the machine may be busier in one half of the run.
  const costOf = (one: { floor: number; uncached: number }) => one.floor / one.uncached
  return {
    uncached: median(rounds.map((one) => one.uncached)),
    uncachedLarge: median(large.map((one) => one.uncached)),
    uncachedToFloor: median(rounds.map((one) => one.uncached / one.floor)),
    cachedToBare: median(rounds.map((one) => one.cached / one.bare)),
    largeToSmall: median(large.map(costOf)) / median(rounds.map(costOf)),
  }
}

/** Measures the Today page on the real service over the embedded store (or the server MONGODB_URI names). */
export async function benchToday(): Promise<TodayRates> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zx-bench-'))
  const store = process.env['MONGODB_URI'] ? undefined : await startEmbeddedStore({ folder })
  const uri = store?.uri ?? process.env['MONGODB_URI'] ?? ''
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'warn',
    RATE_PER_MINUTE: '1000000',
    FIELD_KEY: Buffer.alloc(32, 7).toString('base64'),
    DATABASE: `b${newId()}`,
  })
  const service = await startService({ config, clock: systemClock, modules, uri, background: false })
  try {
    return await benchWith(service)
  } finally {
    await service.stop()
    await store?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
