// `npm run dev`: the service restarts and the browser pages rebuild when their sources change.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { installIfNeeded, requireNode, root } from './install.mjs'

requireNode()
await installIfNeeded()
const env = { ...process.env, DATA_FOLDER: process.env.DATA_FOLDER ?? path.join(root, 'data') }
const taro = path.join(root, 'node_modules/@tarojs/cli/bin/taro')
const start = (args, options) => spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit', ...options })
const children = [
  start(['--watch', '--import', 'tsx', 'cloud/main.ts']),
  start([taro, 'build', '--type', process.argv[2] ?? 'h5', '--watch', '--no-check', '--disable-global-config'], {
    cwd: path.join(root, 'miniapp'),
  }),
]
process.on('SIGINT', () => {
  for (const child of children) child.kill('SIGTERM')
})
