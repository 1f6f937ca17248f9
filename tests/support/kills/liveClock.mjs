/*
 * Preloaded into the built service and its store: their clock is the machine's, put forward by the milliseconds that stand in a file, so
 * that a scenario of days is played in seconds. What they do every few seconds they do more often, for the same reason.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const file = process.env.CLOCK_FILE ?? ''
const REREAD_MS = 10
const MOST_INTERVAL_MS = 250

let ahead = 0
let readAt = Number.NEGATIVE_INFINITY
const machineNow = Date.now.bind(Date)

const require = createRequire(import.meta.url)
const mongooseFile = require.resolve('mongoose')

/** Mongoose takes a leap of the clock for a sleep of the machine and holds back every transaction until the next heartbeat, up to ten seconds. */
function keepAwake() {
  for (const connection of require.cache[mongooseFile]?.exports.connections ?? [])
    if (connection._lastHeartbeatAt) connection._lastHeartbeatAt = machineNow() + ahead
}

function now() {
  if (performance.now() - readAt > REREAD_MS) {
    readAt = performance.now()
    const before = ahead
    ahead = Number(readFileSync(file, 'utf8'))
    if (ahead !== before) keepAwake()
  }
  return machineNow() + ahead
}

Date.now = now
globalThis.Date = new Proxy(Date, {
  construct: (target, given, self) => Reflect.construct(target, given.length === 0 ? [now()] : given, self),
})
const setIntervalOf = globalThis.setInterval
globalThis.setInterval = (work, ms, ...given) => setIntervalOf(work, Math.min(ms, MOST_INTERVAL_MS), ...given)
