import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

const ROOT = path.resolve(__dirname, '../..')
const BUNDLE = path.join(ROOT, `node_modules/.cache/reminder-instance-${process.pid}.mjs`)

export const buildInstance = async (): Promise<string> => {
  mkdirSync(path.dirname(BUNDLE), { recursive: true })
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['tests/reminders/instance.ts'],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    alias: { '@shared': path.join(ROOT, 'shared'), '@cloud': path.join(ROOT, 'cloud') },
    logLevel: 'silent',
  })
  return BUNDLE
}

export interface LiveInstance {
  tell(now: number): void
  kill(): Promise<void>
}

/** Starts an instance and waits until it works. */
export async function startInstance(bundle: string, env: Record<string, string>, now: number): Promise<LiveInstance> {
  const child: ChildProcess = fork(bundle, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
  const isReady = new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('exit', (code) => reject(new Error(`the instance ended (${code})\n${printed.slice(-4_000)}`)))
  })
  child.send(now)
  await isReady
  return {
    tell: (instant) => void child.send(instant),
    async kill() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    },
  }
}
