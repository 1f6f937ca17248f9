import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readConfig } from './config'
import { systemClock } from './core/clock'
import { startEmbeddedStore } from './embedded/start'
import { modules } from './modules'
import { seedWhenEmpty, seedYearOnce } from './seeds/seedWhenEmpty'
import { startService } from './service'

/** The key of a development machine: made once, kept beside the data it protects. Production must bring its own. */
function developmentKey(dataFolder: string): string {
  const file = path.join(dataFolder, 'field.key')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(dataFolder, { recursive: true })
  const key = randomBytes(32).toString('base64')
  writeFileSync(file, `${key}\n`, { mode: 0o600 })
  return key
}

async function main(): Promise<void> {
  const env = process.env
  const production = env['NODE_ENV'] === 'production'
  const config = readConfig(env, production ? undefined : developmentKey(env['DATA_FOLDER'] ?? 'data'))
  const store = config.mongodbUri
    ? undefined
    : await startEmbeddedStore({ folder: path.resolve(config.dataFolder, 'store') })
  const uri = config.mongodbUri ?? store?.uri ?? ''
  const service = await startService({
    config,
    clock: systemClock,
    modules,
    uri,
    pagesFolder: path.resolve('miniapp/dist/h5'),
  })
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    console.log('正在停止……')
    void service
      .stop()
      .then(() => store?.stop())
      .then(() => process.exit(0), fail)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)

  const demo = env['DEMO'] === '1'
  const say = (line: string): void => console.log(line)
  try {
    await seedWhenEmpty(service.deps, demo, say)
    console.log(`\n知行已启动：${config.publicUrl}（接口文档 ${config.publicUrl}/docs）`)
    if (store) console.log(`数据保存在 ${path.resolve(config.dataFolder)}；按 Ctrl-C 停止`)
    if (demo) await seedYearOnce(service.deps, say)
  } catch (error) {
    // Stopped in the middle: the next start goes on with it.
    if (!stopping) throw error
  }
}

function fail(error: unknown): never {
  const { code, message } = error as { code?: string; message?: string }
  const port = process.env['PORT'] ?? '3000'
  console.error(
    code === 'EADDRINUSE'
      ? `端口 ${port} 已被占用：先停掉另一个知行，或用 PORT=其他端口 npm start`
      : (message ?? error),
  )
  process.exit(1)
}

main().catch(fail)
