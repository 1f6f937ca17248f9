import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const LONGEST_MS = 60 * 60_000

/** Runs a script of this folder in a process of its own, so that its memory is its own too. @returns the JSON it printed last. */
export async function runWorker<T>(script: string, ...args: string[]): Promise<T> {
  const file = fileURLToPath(new URL(script, import.meta.url))
  const { stdout } = await run(process.execPath, [...process.execArgv, file, ...args], { timeout: LONGEST_MS })
  const lines = stdout.trim().split('\n')
  return JSON.parse(lines[lines.length - 1] ?? '') as T
}
