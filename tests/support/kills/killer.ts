import { setTimeout as delay } from 'node:timers/promises'
import type { LiveService } from '../liveService'
import { below, type Random } from './seededRandom'

/** `starting`: the service dies, and dies again while it starts. */
const VICTIMS = ['store', 'service', 'both', 'starting'] as const
export type Victim = (typeof VICTIMS)[number]

/** Points of a round at which somebody may be killed; a play passes a few more. */
const POINTS = 150
/** A kill comes so long after its point at most: somewhere within what is under way. */
const MOST_MS = 150
const MOST_START_MS = 900
/** Messages of a round, of which some are the last thing that is seen of the service. */
const MESSAGES = 30
const AT_MESSAGES = 2
const LOOK_EVERY_MS = 2

export interface Killer {
  /** Something is about to happen. Somebody may be killed meanwhile. */
  point(): void
  /** Waits until nobody is being killed, and everything runs. @throws Error when it does not come up again. */
  settle(): Promise<void>
  kills: Record<Victim, number>
}

async function kill(live: LiveService, what: Victim, startMs: number): Promise<void> {
  if (what === 'store' || what === 'both') live.killStore()
  if (what === 'store') return void (await live.untilReady())
  await live.killService()
  if (what === 'starting') {
    const started = live.start().catch(() => undefined)
    await delay(startMs)
    await live.killService()
    await started
  }
  await live.start()
}

/**
 * Kills so often in one round, where and whom the seed says; and besides while messages go out.
 * @param countMessages that have arrived on phones.
 */
export function createKiller(live: LiveService, random: Random, times: number, countMessages: () => number): Killer {
  const plan = Array.from({ length: times }, () => ({
    at: 1 + below(random, POINTS),
    what: VICTIMS[below(random, VICTIMS.length)] ?? 'both',
    afterMs: below(random, MOST_MS),
    startMs: below(random, MOST_START_MS),
  }))
  const kills: Killer['kills'] = { store: 0, service: 0, both: 0, starting: 0 }
  const before = countMessages()
  const atMessages = Array.from({ length: AT_MESSAGES }, () => before + 1 + below(random, MESSAGES))
  let passed = 0
  let running = Promise.resolve()
  const strike = (what: Victim, afterMs: number, startMs: number): void => {
    running = running.then(async () => {
      if (afterMs > 0) await delay(afterMs)
      await kill(live, what, startMs)
      kills[what] += 1
    })
    // Whoever settles hears of a failure; until then it is no unhandled one.
    running.catch(() => undefined)
  }
  const looking = setInterval(() => {
    const there = countMessages()
    for (const at of atMessages.splice(0)) {
      if (at <= there) strike('service', 0, 0)
      else atMessages.push(at)
    }
  }, LOOK_EVERY_MS)
  return {
    kills,
    point() {
      passed += 1
      for (const one of plan) if (one.at === passed) strike(one.what, one.afterMs, one.startMs)
    },
    settle() {
      clearInterval(looking)
      return running
    },
  }
}
