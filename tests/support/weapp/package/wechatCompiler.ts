import { spawnSync } from 'node:child_process'
import { accessSync, chmodSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { readConfigOf, type WeappPackage } from './packageFiles'

const requireFrom = createRequire(resolve('package.json'))
const FOLDERS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'mac', win32: 'windows' }
const MAX_OUTPUT = 1 << 28

/** WeChat's own compilers, from npm `miniprogram-compiler`. */
function compilerPath(name: 'wcc' | 'wcsc'): string {
  const folder = FOLDERS[process.platform]
  if (!folder) throw new Error(`WeChat's compilers do not run on ${process.platform}`)
  const home = dirname(requireFrom.resolve('miniprogram-compiler/package.json'))
  const file = join(home, 'bin', folder, process.platform === 'win32' ? `${name}.exe` : name)
  try {
    accessSync(file, constants.X_OK)
  } catch {
    chmodSync(file, 0o755)
  }
  return file
}

function runCompiler(name: 'wcc' | 'wcsc', args: string[], cwd: string): string {
  const result = spawnSync(compilerPath(name), args, { cwd, maxBuffer: MAX_OUTPUT, encoding: 'utf8' })
  if (result.error) throw result.error
  if (result.status !== 0) throw new Error(`${name}: ${result.stderr} ${result.stdout.slice(0, 2_000)}`.trim())
  return result.stdout
}

/** Compiles all WXML and WXS to one script that defines `$gwx`. Throws what `wcc` refuses. */
export function compileMarkup(pack: WeappPackage): string {
  const files = pack.files.filter((file) => /\.(wxml|wxs)$/.test(file))
  const users = files
    .filter((file) => file.endsWith('.wxml'))
    .map((file) => [file, Object.keys(readConfigOf(pack, file.replace(/\.wxml$/, '')).usingComponents ?? {})] as const)
    .filter(([, tags]) => tags.length > 0)
    .map(([file, tags]) => [file, tags.length, ...tags].join(' '))
  const components = [users.length, ...users].join(' ')
  return runCompiler('wcc', ['-d', '-cc', components, ...files.map((file) => `./${file}`), '-gn', '$gwx'], pack.root)
}

/** Compiles one style sheet to CSS in which `rpx` is still to be scaled. Throws what `wcsc` refuses. */
export function compileStyle(pack: WeappPackage, file: string): string {
  if (!pack.files.includes(file)) return ''
  const css = runCompiler('wcsc', [`./${file}`], pack.root)
  return css.replace(/%%\?(.*?)\?%%/g, '$1').replace(/%%HERESUFFIX%%/g, '')
}

/** Compiles all style sheets together, as an upload does. Throws what `wcsc` refuses. */
export function compileAllStyles(pack: WeappPackage): string {
  const files = pack.files.filter((file) => file.endsWith('.wxss')).map((file) => `./${file}`)
  return files.length === 0 ? '' : runCompiler('wcsc', ['-lc', '-js', '-pc', String(files.length), ...files], pack.root)
}
