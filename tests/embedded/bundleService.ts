import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '..', '..')

/** Bundles the test service and the store side by side, as a build does: `main.mjs` and `embedded.mjs` in one folder. */
export const bundleService = (): { folder: string; service: string; store: string } => {
  const cache = join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'embedded-test-'))
  const [service, store] = [join(folder, 'main.mjs'), join(folder, 'embedded.mjs')]
  const bundle = (entry: string, outfile: string) =>
    execFileSync(process.execPath, [
      join(root, 'node_modules', 'esbuild', 'bin', 'esbuild'),
      join(root, entry),
      `--outfile=${outfile}`,
      ...['--bundle', '--platform=node', '--format=esm', '--target=node20', '--log-level=error'],
      ...['lmdb', 'bson', 'mongoose'].map((name) => `--external:${name}`),
    ])
  bundle('tests/embedded/serviceProcess.ts', service)
  bundle('cloud/embedded/main.ts', store)
  return { folder, service, store }
}
