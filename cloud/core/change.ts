import { EventEmitter } from 'node:events'
import type { Model } from 'mongoose'
import { defineCollection, optionalCount, text, texts, when } from './database/collection'
import { newId } from './database/id'
import type { Deps, Work } from './deps'

/** 变更 — one row per fact that came into being or changed. Consumers derive their views from it; nobody calls another module. */
export interface Change {
  _id: string
  organizationId: string
  /** Module and kind of the fact: `meetings.meeting`. */
  fact: string
  factId: string
  /** The only year whose plan it can reach; absent when there may be others. */
  year?: number
  at: Date
  /** Consumers that have not yet taken it in. */
  pending: string[]
}

export const Changes: Model<Change> = defineCollection<Change>(
  'changes',
  { organizationId: text, fact: text, factId: text, year: optionalCount, at: when, pending: texts },
  [{ keys: { pending: 1, _id: 1 } }, { keys: { at: 1 }, expireAfterSeconds: 30 * 86_400 }],
)

export interface Consumer {
  name: string
  /** Kinds of facts it derives from. */
  facts: readonly string[]
  /** Brings its view up to date. Called again with the same changes after a crash, so it recomputes instead of adding up. */
  apply(deps: Deps, changes: readonly Change[]): Promise<void>
}

const consumers: Consumer[] = []
const signal = new EventEmitter()

/** Registers the consumers of all modules once, at start. */
export function registerConsumers(list: readonly Consumer[]): void {
  consumers.splice(0, consumers.length, ...list)
}

/** Writes the change row of a fact. Call it inside the transaction of the fact. */
export async function recordChange(
  work: Pick<Work, 'now'>,
  changes: readonly Pick<Change, 'organizationId' | 'fact' | 'factId' | 'year'>[],
): Promise<void> {
  const rows = changes.map((change) => ({
    _id: newId(),
    ...change,
    at: new Date(work.now),
    pending: consumers.filter((consumer) => consumer.facts.includes(change.fact)).map((consumer) => consumer.name),
  }))
  const wanted = rows.filter((row) => row.pending.length > 0)
  if (wanted.length > 0) await Changes.insertMany(wanted)
}

/** Wakes the consumers of this process; call it once the transaction with the change rows has been committed. */
export const wakeConsumers = (): void => {
  signal.emit('change')
}

const BATCH = 1_000

async function drainOne(deps: Deps, consumer: Consumer): Promise<number> {
  const rows = await Changes.find({ pending: consumer.name }).sort({ _id: 1 }).limit(BATCH).lean<Change[]>()
  if (rows.length === 0) return 0
  await consumer.apply(deps, rows)
  await Changes.updateMany({ _id: { $in: rows.map((row) => row._id) } }, { $pull: { pending: consumer.name } })
  return rows.length
}

/** Lets every consumer take in what is pending now, except those that have failed already. @returns how many changes were taken in. */
async function drainRound(deps: Deps, failed: Map<Consumer, unknown>): Promise<number> {
  let taken = 0
  const able = consumers.filter((one) => !failed.has(one))
  // Mostly nothing waits for anybody: that is one question instead of one for each.
  if (!(await Changes.exists({ pending: { $in: able.map(({ name }) => name) } }))) return 0
  for (const consumer of able) {
    try {
      taken += await drainOne(deps, consumer)
    } catch (error) {
      failed.set(consumer, error)
    }
  }
  return taken
}

/**
 * Lets every consumer take in what is pending, until nothing is. One that fails keeps its changes pending and does not hold up the
 * others. @returns how many changes were taken in. @throws what the first failing consumer threw, after all others are done.
 */
export async function drainChanges(deps: Deps): Promise<number> {
  let total = 0
  const failed = new Map<Consumer, unknown>()
  for (let round = -1; round !== total; ) {
    round = total
    total += await drainRound(deps, failed)
  }
  for (const error of failed.values()) throw error
  return total
}

/** Facts that arrive while others are taken in or looked for wait at least this long: a roomful of people is one round and not a thousand. */
const GATHER_MS = 200

/**
 * Keeps draining: at once after `wakeConsumers`, and every second for those of others. After a round it rests for as
 * long as that has lasted: whoever is just recording facts gets half of the time at least.
 */
export function startDraining(deps: Deps, intervalMs = 1_000): { stop(): Promise<void> } {
  let running: Promise<void> | undefined
  let resting: NodeJS.Timeout | undefined
  let again = false
  let stopped = false
  const rest = (ms: number): void => {
    resting = setTimeout(() => {
      resting = undefined
      if (again) run()
    }, ms)
  }
  const round = async (): Promise<void> => {
    const started = performance.now()
    const failed = new Map<Consumer, unknown>()
    const report = (error: unknown) =>
      deps.logger.error({ err: error }, 'consuming changes failed; will be tried again')
    const taken = await drainRound(deps, failed).catch((error: unknown) => {
      report(error)
      return 0
    })
    for (const error of failed.values()) report(error)
    // What consumers have derived may be news to others.
    if (taken > 0) again = true
    rest(Math.max(GATHER_MS, performance.now() - started))
  }
  const run = (): void => {
    if (stopped) return
    if (running || resting) {
      again = true
      return
    }
    again = false
    running = round().finally(() => {
      running = undefined
      if (again && !resting) rest(GATHER_MS)
    })
  }
  const soon = (): void => {
    setTimeout(run, 5)
  }
  signal.on('change', soon)
  const timer = setInterval(run, intervalMs)
  run()
  return {
    async stop() {
      stopped = true
      signal.off('change', soon)
      clearInterval(timer)
      clearTimeout(resting)
      await running
      clearTimeout(resting)
    },
  }
}
