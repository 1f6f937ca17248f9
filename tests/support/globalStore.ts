import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureBuilt } from './ui/ensureBuilt'

/** One embedded store for all test files of a run; every file uses a database of its own. MONGODB_URI names a real server instead. */
export default async function startStore(): Promise<void> {
  if (process.env['MONGODB_URI']) return
  const { startEmbeddedStore } = await import('../../cloud/embedded/start')
  // Memory where the system has it: these tests ask what is stored, tests/embedded ask whether it survives.
  const folder = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'zx-test-'))
  const store = await startEmbeddedStore({ folder })
  process.env['MONGODB_URI'] = store.uri
  process.env['BUILT_READER'] = path.join(ensureBuilt('cloud'), 'roster-reader.mjs')
  ;(globalThis as { stopStore?: () => Promise<void> }).stopStore = async () => {
    await store.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
