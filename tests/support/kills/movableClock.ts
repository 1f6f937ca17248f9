import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { instantAt, type PlainDate, plainDateOf } from '@shared/core/plainDate'

/** Longer than a process goes by what it has read. */
const LOOKED_MS = 30

/** The clock of everybody in the scenario: the built service, its store, WeChat and the phones. It only goes forward. */
export interface MovableClock {
  now(): number
  today(): PlainDate
  /** Puts it to a time of day in Shanghai, unless it is later already, and waits until everybody has looked. */
  set(day: PlainDate, time: string): Promise<void>
  advance(minutes: number): void
  /** With which a process gets this clock. */
  env: Record<string, string>
  remove(): void
}

export function createMovableClock(): MovableClock {
  const folder = mkdtempSync(path.join(tmpdir(), 'zx-clock-'))
  const file = path.join(folder, 'ahead')
  let ahead = 0
  const put = (ms: number): void => {
    ahead = ms
    // Whoever reads meanwhile reads the one or the other.
    writeFileSync(`${file}.new`, String(ahead))
    renameSync(`${file}.new`, file)
  }
  put(0)
  const now = () => Date.now() + ahead
  return {
    now,
    today: () => plainDateOf(now()),
    async set(day, time) {
      put(Math.max(ahead, Date.parse(instantAt(day, time)) - Date.now()))
      await delay(LOOKED_MS)
    },
    advance: (minutes) => put(ahead + minutes * 60_000),
    env: { CLOCK_FILE: file, NODE_OPTIONS: `--import ${path.join(__dirname, 'liveClock.mjs')}` },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
