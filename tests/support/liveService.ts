import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const ROOT = path.resolve(__dirname, '../..')
export const LIVE_FIELD_KEY = Buffer.alloc(32, 9).toString('base64')

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const bound = probe.address()
      probe.close(() => resolve(typeof bound === 'object' && bound ? bound.port : 0))
    })
  })

/** The built service as a process of its own on a data folder of its own, to be killed and started again. */
export interface LiveService {
  url: string
  folder: string
  /** Everything it has printed since the last start. */
  log(): string
  /** Starts it and waits until it is ready. @returns milliseconds from spawn to the first 200 of `/ready`. */
  start(): Promise<number>
  /** Milliseconds until `/ready` answers 200. @throws Error when it takes too long or the process has ended. */
  untilReady(): Promise<number>
  isAlive(): boolean
  killService(): Promise<void>
  killStore(): void
  /** SIGTERM. @returns the exit code. */
  stop(): Promise<number | null>
  /** Ends whatever still runs and removes the data. */
  remove(): Promise<void>
}

const PATIENCE_MS = 30_000

/** @param env over what a test process has; `PORT` when somebody else has to know it beforehand. */
export async function createLiveService(env: Record<string, string> = {}): Promise<LiveService> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zx-live-'))
  const port = Number(env['PORT'] ?? (await freePort()))
  const url = `http://127.0.0.1:${port}`
  const { MONGODB_URI: _, ...inherited } = process.env
  let child: ChildProcess | undefined
  let printed = ''
  const isAlive = () => child !== undefined && child.exitCode === null && child.signalCode === null
  const exited = async (): Promise<number | null> => {
    const running = child
    if (!running) return null
    if (isAlive()) await new Promise((resolve) => running.once('exit', resolve))
    return running.exitCode
  }

  const untilReady = async (): Promise<number> => {
    const began = performance.now()
    while (performance.now() - began < PATIENCE_MS) {
      const answer = await fetch(`${url}/ready`).catch(() => undefined)
      if (answer?.ok) return performance.now() - began
      if (!isAlive()) break
      await delay(20)
    }
    // What it said last may still be on its way.
    await delay(200)
    throw new Error(`the service is not ready (${child?.exitCode} ${child?.signalCode})\n${printed.slice(-4_000)}`)
  }

  return {
    url,
    folder,
    log: () => printed,
    isAlive,
    untilReady,
    async start() {
      printed = ''
      child = spawn(process.execPath, ['cloud/dist/main.mjs'], {
        cwd: ROOT,
        env: {
          ...inherited,
          NODE_ENV: 'test',
          PORT: String(port),
          DATA_FOLDER: folder,
          FIELD_KEY: LIVE_FIELD_KEY,
          LOG_LEVEL: 'warn',
          RATE_PER_MINUTE: '100000',
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (chunk: Buffer) => {
          printed += chunk.toString()
        })
      const took = await untilReady()
      // The first start makes the first administrator after it has begun to listen.
      while (isAlive() && !printed.includes('知行已启动')) await delay(10)
      return took
    },
    async killService() {
      child?.kill('SIGKILL')
      await exited()
    },
    killStore() {
      const { pid } = JSON.parse(readFileSync(path.join(folder, 'store/owner.json'), 'utf8')) as { pid: number }
      try {
        process.kill(pid, 'SIGKILL')
      } catch (error) {
        // It may have ended by itself in the moment before.
        if ((error as { code?: string }).code !== 'ESRCH') throw error
      }
    },
    stop() {
      child?.kill('SIGTERM')
      return exited()
    },
    async remove() {
      child?.kill('SIGKILL')
      await exited()
      // The store of a killed service ends by itself once it has noticed.
      await delay(200)
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}
