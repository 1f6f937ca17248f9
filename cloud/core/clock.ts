import { type PlainDate, plainDateOf } from '@shared/core/plainDate'

/** 时钟 — the only way the service learns what time it is. Tests and the demo pass their own. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() }

/** The business day (Asia/Shanghai) of this clock's present instant. */
export const todayOf = (clock: Clock): PlainDate => plainDateOf(clock.now())
