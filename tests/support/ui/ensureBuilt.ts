import { spawnSync } from 'node:child_process'
import { mkdirSync, rmdirSync, statSync } from 'node:fs'
import { resolve } from 'node:path'

const ROOT = resolve(__dirname, '../../..')
const LOCK = resolve(ROOT, 'node_modules/.cache/zhixing-build.lock')
/** A lock older than this was left behind by a killed build, in ms. */
const STALE = 300_000
const pause = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

function acquireLock(): void {
  mkdirSync(resolve(LOCK, '..'), { recursive: true })
  for (;;) {
    try {
      mkdirSync(LOCK)
      return
    } catch {
      releaseWhenStale()
      pause(200)
    }
  }
}

function releaseWhenStale(): void {
  try {
    if (Date.now() - statSync(LOCK).mtimeMs > STALE) rmdirSync(LOCK)
  } catch {
    // The other build has finished in the meantime.
  }
}

/**
 * Builds the pages, or the service, when their sources changed, one build at a time across all test processes.
 * BUILT names a folder of builds made before, which are tested as they are.
 * Answers the folder of the build. Throws with the build's output when it fails.
 */
export function ensureBuilt(target: 'weapp' | 'h5' | 'cloud'): string {
  const folder = resolve(ROOT, target === 'cloud' ? 'cloud/dist' : `miniapp/dist/${target}`)
  const built = process.env['BUILT']
  if (built) return resolve(built, target)
  acquireLock()
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/build.mjs', target], {
      cwd: ROOT,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`Building ${target} failed\n${stdout}${stderr}`)
  } finally {
    rmdirSync(LOCK)
  }
  return folder
}
