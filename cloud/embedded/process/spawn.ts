import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Owner } from './owner'

/** What the store's process says when it has decided. */
type Report = { owner: Owner } | { isTaken: true } | { error: string }

/** The bundled entry beside the bundled service, or the source when run from source. */
const defaultEntry = (): string => {
  const here = dirname(fileURLToPath(import.meta.url))
  const bundled = join(here, 'embedded.mjs')
  return existsSync(bundled) ? bundled : join(here, '..', 'main.ts')
}

const nodeArguments = (entry: string): string[] => {
  if (!entry.endsWith('.ts')) return [entry]
  const loader = createRequire(entry).resolve('tsx')
  return ['--import', pathToFileURL(loader).href, entry]
}

const waitForReport = (child: ChildProcess): Promise<Report> =>
  new Promise((resolve, reject) => {
    const { stdout } = child
    if (!stdout) throw new Error('the store has no standard output')
    createInterface({ input: stdout }).once('line', (line) => resolve(JSON.parse(line)))
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`the embedded store ended early (${signal ?? code})`)))
  })

export interface SpawnedStore {
  owner: Owner
  child: ChildProcess
}

/** A child process must not keep its parent alive. */
const detach = (child: ChildProcess): void => {
  child.unref()
  child.stdout?.destroy()
  for (const stream of [child.stdin, child.stderr]) {
    if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref()
  }
}

/**
 * Starts the store's process; undefined when another process owns the folder.
 * @throws Error with what the process reported when it cannot start
 */
export const spawnStore = async (
  folder: string,
  transport: 'socket' | 'tcp',
  entry = defaultEntry(),
): Promise<SpawnedStore | undefined> => {
  const child = spawn(process.execPath, [...nodeArguments(entry), folder, transport], { stdio: 'pipe' })
  child.stderr.on('data', (chunk: Buffer) => process.stderr.write(chunk))
  child.stdin.on('error', () => undefined)
  const report = await waitForReport(child)
  detach(child)
  if ('error' in report) throw new Error(`the embedded store could not start: ${report.error}`)
  return 'owner' in report ? { owner: report.owner, child } : undefined
}
