// `npm test`: installs what is missing, then types, lint, and every test — from a fresh clone, with nothing else needed.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { installIfNeeded, requireNode, root, run } from './install.mjs'

requireNode()
await installIfNeeded()
ensureBrowser()
// Types are looked at beside the builds: each fills one processor.
const checked = once(spawn(process.execPath, ['scripts/check.mjs'], { cwd: root, stdio: 'inherit' }), 'exit')
const { buildIfChanged } = await import('./build.mjs')
for (const target of ['weapp', 'h5', 'cloud']) await buildIfChanged(target)
const [status] = await checked
if (status !== 0) process.exit(1)
const asked = process.argv.slice(2)
if (asked.length > 0) run('npx', ['jest', ...asked])
else {
  // What kills processes runs alone, one file after the other; browsers run last, when everything below them is known to work.
  const parts = [
    ['--selectProjects', 'unit', 'embedded', 'api', 'weapp'],
    ['--selectProjects', 'kills', '--maxWorkers=1'],
    ['--selectProjects', 'web'],
  ]
  const passes = (part) =>
    spawnSync('npx', ['jest', ...part], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status ===
    0
  const failed = parts.filter((part) => !passes(part))
  if (failed.length > 0) process.exit(1)
}

/** Chromium and Chinese fonts: from Debian when we may install, otherwise a word on what to install. */
function ensureBrowser() {
  const browser = existsSync('/usr/bin/chromium') || process.env.CHROMIUM
  const fonts = spawnSync('fc-list', [':lang=zh']).stdout?.length > 0
  if (browser && fonts) return
  const apt = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0
  if (!apt) {
    console.error('浏览器测试需要 Chromium 和中文字体。Debian/Ubuntu：sudo apt-get install chromium fonts-noto-cjk；')
    console.error('其他系统：安装 Chromium 与 Noto Sans CJK，并把 CHROMIUM 设为它的路径。')
    process.exit(1)
  }
  console.log('正在安装 Chromium 和中文字体……')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', ['update', '-qq'], { env })
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk', 'fontconfig'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
