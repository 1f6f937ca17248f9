import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'

const run = promisify(execFile)
const autocannon = createRequire(import.meta.url).resolve('autocannon')

/** The middle one of several measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = Number.NaN, high = low] = sorted.length % 2 ? sorted.slice(middle, middle + 1) : sorted.slice(middle - 1)
  return (low + high) / 2
}

interface Measured {
  requests: { total: number }
  duration: number
  non2xx: number
  statusCodeStats: Record<string, { count: number }>
  errors: number
}

/**
 * Requests a second that ten keep-alive connections get answered on loopback; the load comes from a process of its own.
 * @throws Error when any answer was not a 2xx.
 */
export async function measureRate(url: string, seconds: number, token?: string): Promise<number> {
  const header = token ? ['-H', `Authorization=Bearer ${token}`] : []
  const { stdout } = await run(process.execPath, [autocannon, '-j', '-c', '10', '-d', String(seconds), ...header, url])
  const result = JSON.parse(stdout) as Measured
  if (result.non2xx + result.errors > 0)
    throw new Error(`${url}: ${JSON.stringify(result.statusCodeStats)}, ${result.errors} errors`)
  return result.requests.total / result.duration
}
