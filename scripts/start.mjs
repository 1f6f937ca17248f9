// `npm start`: installs what is missing, builds what changed, starts the service; Ctrl-C stops everything.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { installIfNeeded, requireNode, root } from './install.mjs'

requireNode()
await installIfNeeded()
const { buildIfChanged } = await import('./build.mjs')
await buildIfChanged('h5')
await buildIfChanged('cloud')

const dataFolder = path.resolve(root, process.env.DATA_FOLDER ?? 'data')
const demo = await decideDemo()
const env = { LOG_LEVEL: 'warn', ...process.env, DATA_FOLDER: dataFolder, DEMO: demo ? '1' : '0' }
const port = Number(env.PORT ?? 3000)
const children = []
if (demo && !env.WECHAT_APP_ID) startWechatStandIn()
const service = spawnChild(process.execPath, ['cloud/dist/main.mjs'])
let stopping = false
service.on('exit', (code, signal) => {
  for (const child of children) if (child !== service) child.kill('SIGTERM')
  if (signal && !stopping) console.error(`服务被强行结束（${signal}）。保存过的都在，再运行一次 npm start 即可。`)
  // Killed is not stopped: whoever watches over this process should start it again.
  process.exitCode = code ?? (stopping ? 0 : 1)
})
// Ctrl-C in a terminal reaches the children by itself; a signal to this process alone is passed on. Stopping twice is harmless.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    stopping = true
    service.kill('SIGTERM')
  })

function spawnChild(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, env, stdio: 'inherit', ...options })
  children.push(child)
  return child
}

/** An empty store is offered the demo organisation; whoever runs without a terminal gets it, production never. */
async function decideDemo() {
  if (process.env.DEMO) return process.env.DEMO === '1'
  const marker = path.join(dataFolder, 'demo')
  if (existsSync(marker)) return true
  if (existsSync(path.join(dataFolder, 'store')) || process.env.MONGODB_URI || process.env.NODE_ENV === 'production')
    return false
  const wanted = process.stdin.isTTY
    ? await ask('数据是空的。载入示范组织（示范路桥，虚构人员）先看看吗？[Y/n] ')
    : true
  if (wanted) {
    mkdirSync(dataFolder, { recursive: true })
    writeFileSync(marker, '这里的数据是示范数据；删除整个文件夹即可重新开始。\n')
  }
  return wanted
}

async function ask(question) {
  const prompt = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await prompt.question(question)
  prompt.close()
  return !/^n/i.test(answer.trim())
}

/** The demo talks to a local stand-in for WeChat's servers; its page shows the phones that receive messages. */
function startWechatStandIn() {
  const wechatPort = port + 1
  Object.assign(env, {
    WECHAT_APP_ID: 'wx0000000000000000',
    WECHAT_SECRET: 'demo-secret',
    WECHAT_TOKEN: 'demoToken',
    WECHAT_AES_KEY: 'demo'.padEnd(43, 'A'),
    WECHAT_API_BASE: `http://127.0.0.1:${wechatPort}`,
    WECHAT_STATE: 'developer',
    WECHAT_TEMPLATES: JSON.stringify({
      meetingNotice: {
        id: 'mOJ2E2bxnKXX8fpQPdYbSr0uBZJp2bXxcHn-Gx3yT5A',
        title: '会议通知',
        fields: { title: 'thing1', time: 'time2', place: 'thing3', note: 'thing4' },
      },
      dutyReminder: {
        id: 'tK8qVw0cRzN5YjH1uLs3XeFd6PbA_gMi9oQkB7rW2hE',
        title: '待办提醒',
        fields: { title: 'thing1', dueAt: 'time2', note: 'thing3' },
      },
    }),
  })
  const stub = {
    WECHAT_STUB_PORT: String(wechatPort),
    WECHAT_CALLBACK_URL: `http://127.0.0.1:${port}/wechat/events`,
    WECHAT_STUB_APP_URL: `http://localhost:${port}`,
    WECHAT_STUB_USERS: JSON.stringify([
      { nickname: '第二党支部书记', phone: '13800000001', openId: 'demo-openid-secretary' },
      { nickname: '第二党支部党员', phone: '13800000002', openId: 'demo-openid-member' },
      { nickname: '职工（桥面工班）', phone: '13800000003', openId: 'demo-openid-worker' },
    ]),
  }
  spawnChild(process.execPath, ['--import', 'tsx', 'tests/support/wechat/main.ts'], {
    env: { ...env, ...stub },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  console.log(`示范模式：微信由本机模拟，收到的消息在 http://localhost:${wechatPort}/phone`)
}
