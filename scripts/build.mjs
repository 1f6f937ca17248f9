// Builds what changed: `node scripts/build.mjs [weapp|h5|cloud|all]`. A stamp in each output folder names the sources it was built from.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const skipped = new Set(['node_modules', 'dist', '.swc'])

/** Output folder, sources, and what is run for each target. */
const targets = {
  weapp: {
    label: '微信小程序',
    out: 'miniapp/dist/weapp',
    sources: ['miniapp', 'shared'],
    run: () => buildPages('weapp'),
  },
  h5: {
    label: '网页',
    out: 'miniapp/dist/h5',
    sources: ['miniapp', 'shared'],
    run: () => buildPages('h5').then(compressPages),
  },
  cloud: { label: '服务', out: 'cloud/dist', sources: ['cloud', 'shared'], run: buildService },
}

/**
 * Builds one target unless its output was made from exactly these sources.
 * @param {'weapp' | 'h5' | 'cloud'} target
 * @param {(line: string) => void} [say] where progress goes
 * @returns {Promise<boolean>} whether anything was built
 */
export async function buildIfChanged(target, say = console.log) {
  const { label, out, sources, run } = targets[target]
  const stamp = path.join(root, out, '.stamp')
  const hash = hashOf([...sources, 'package-lock.json', 'scripts/build.mjs'])
  if (readStamp(stamp) === hash) {
    say(`${label}：没有变化，不用重建`)
    return false
  }
  say(`${label}：正在构建……`)
  const started = Date.now()
  await run()
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, hash)
  say(`${label}：完成，用时 ${((Date.now() - started) / 1000).toFixed(1)} 秒`)
  return true
}

function readStamp(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function hashOf(sources) {
  const hash = createHash('sha256').update(`${process.version} ${process.env.API_BASE ?? ''}`)
  for (const source of sources)
    for (const file of filesOf(path.join(root, source)))
      hash.update(path.relative(root, file)).update(readFileSync(file))
  return hash.digest('hex')
}

function filesOf(file) {
  let entries
  try {
    entries = readdirSync(file, { withFileTypes: true })
  } catch {
    return [file]
  }
  return entries
    .filter((entry) => !skipped.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesOf(path.join(file, entry.name)) : [path.join(file, entry.name)]))
}

/** Runs Taro without its update check and its global plugins: no socket is opened while building. */
function buildPages(type) {
  const taro = path.join(root, 'node_modules/@tarojs/cli/bin/taro')
  const args = [taro, 'build', '--type', type, '--no-check', '--disable-global-config']
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_ENV: 'production' }
    const child = spawn(process.execPath, args, {
      cwd: path.join(root, 'miniapp'),
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`页面构建失败（${type}）\n${output}`))))
  })
}

/** Scripts and styles travel compressed; done once here, at the highest level. Their names change with their content. */
function compressPages() {
  const hashed = /\.[0-9a-f]{8}\.(js|css)$/
  for (const file of filesOf(path.join(root, targets.h5.out)).filter((name) => hashed.test(name))) {
    const bytes = readFileSync(file)
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
    writeFileSync(`${file}.br`, brotliCompressSync(bytes))
  }
}

/** The font certificates are written with, and its licence: one weight of the package, so that what runs need not carry the others. */
function copyFont() {
  const from = path.join(root, 'node_modules/@expo-google-fonts/noto-sans-sc')
  const to = path.join(root, targets.cloud.out, 'fonts')
  mkdirSync(to, { recursive: true })
  copyFileSync(path.join(from, '400Regular/NotoSansSC_400Regular.ttf'), path.join(to, 'NotoSansSC-Regular.ttf'))
  copyFileSync(path.join(from, 'LICENSE_FONT'), path.join(to, 'OFL.txt'))
}

async function buildService() {
  copyFont()
  const { build } = await import('esbuild')
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: 'cloud/main.ts',
      embedded: 'cloud/embedded/main.ts',
      'roster-reader': 'cloud/modules/exchange/reading/reader.ts',
    },
    outdir: 'cloud/dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    alias: { '@shared': path.join(root, 'shared'), '@cloud': path.join(root, 'cloud') },
    sourcemap: true,
    logLevel: 'warning',
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const asked = process.argv[2] ?? 'all'
  const chosen = asked === 'all' ? Object.keys(targets) : [asked]
  if (chosen.some((target) => !(target in targets))) {
    console.error(`不认识的目标：${asked}。可用：${Object.keys(targets).join('、')}、all`)
    process.exit(2)
  }
  try {
    for (const target of chosen) await buildIfChanged(target)
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
