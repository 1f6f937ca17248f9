// What `npm start` and `npm test` need before anything else: the right Node and the packages of package-lock.json.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Ends the process with a plain word when Node is too old. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`需要 Node.js 20.19 或更高版本，现在是 ${process.versions.node}。`)
  process.exit(1)
}

/** Runs `npm ci` when node_modules is missing or was made from another package-lock.json. */
export async function installIfNeeded() {
  const mark = path.join(root, 'node_modules', '.installed-from')
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return
  console.log('正在安装依赖（npm ci），第一次约需一两分钟……')
  run('npm', ['ci', '--no-audit', '--no-fund'])
  writeFileSync(mark, lock)
}

/** Runs a command in the project's folder and shows its output. @throws ends the process when it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  })
  if (error) console.error(error.message)
  if (status !== 0) process.exit(status ?? 1)
}
