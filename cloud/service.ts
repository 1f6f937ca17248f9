import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createApp } from './app'
import type { Config } from './config'
import { startSealing } from './core/audit'
import { registerConsumers, startDraining } from './core/change'
import type { Clock } from './core/clock'
import { connectDatabase, disconnectDatabase, ensureIndexes } from './core/database/connect'
import { createFieldCipher } from './core/database/fieldCipher'
import { runMigrations } from './core/database/migrations'
import { repeatWhenCutOff } from './core/database/repeatWhenCutOff'
import type { CloudModule } from './core/defineModule'
import type { Deps } from './core/deps'
import { startJobs } from './core/jobs/runJobs'
import { createLogger } from './core/logger'
import { createWechat } from './core/wechat/createWechat'
import { createWecom } from './core/wechat/createWecom'
import { migrations } from './migrations/index'
import { resolveActor } from './modules/accounts/index'

export interface ServiceOptions {
  config: Config
  clock: Clock
  modules: readonly CloudModule[]
  /** Address of the database; the caller has started it. */
  uri: string
  pagesFolder?: string
  /** False for tests that drain and run jobs by hand. */
  background?: boolean
}

export interface Service {
  url: string
  deps: Deps
  server: Server
  /** Answers what is under way, then stops background work and lets go of the database. */
  stop(): Promise<void>
}

/** Longer than any answer takes, shorter than a supervisor waits before it kills. */
const STOP_PATIENCE_MS = 15_000

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

/** Lets go of connections that were opened ahead and have asked for nothing yet, as browsers do: Node does not count them as idle. */
function watchUnused(server: Server): { close(): void } {
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  return {
    close() {
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy()
    },
  }
}

/** Everything the service is built from, without a database connection. */
export function createDeps(config: Config, clock: Clock): Deps {
  const logger = createLogger(config.logLevel)
  const onFailure = (error: unknown) => logger.warn({ err: error }, 'a call to WeChat failed')
  return {
    config,
    clock,
    logger,
    cipher: createFieldCipher(config.fieldKey),
    ...(config.wechat && { wechat: createWechat({ ...config.wechat, clock, onFailure }) }),
    ...(config.wecom && { wecom: createWecom({ ...config.wecom, clock, onFailure }) }),
  }
}

/** Connects, brings indexes up to date, starts background work and listens. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { config, clock, modules, uri, pagesFolder, background = true } = options
  const deps = createDeps(config, clock)
  await connectDatabase(uri, config.database)
  await ensureIndexes()
  await runMigrations(migrations)
  registerConsumers(modules.flatMap((module) => module.consumers ?? []))
  const app = createApp({
    deps,
    modules,
    resolveActor: (token) => repeatWhenCutOff(() => resolveActor(deps, token)),
    ...(pagesFolder && { pagesFolder }),
  })
  const server = createServer(app.callback())
  server.keepAliveTimeout = 65_000
  const unused = watchUnused(server)
  const port = await listen(server, config.port, config.host)
  const jobs = modules.flatMap((module) => module.jobs ?? [])
  const running = background
    ? [
        startDraining(deps),
        startSealing(deps.logger),
        startJobs(deps, jobs),
        ...modules.flatMap((module) => module.start?.(deps) ?? []),
      ]
    : []
  return {
    url: `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`,
    deps,
    server,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      // Callers keep their connections: each ends with the answer that is under way, or the next one.
      server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'))
      const sweep = setInterval(() => {
        server.closeIdleConnections()
        unused.close()
      }, 50)
      const patience = setTimeout(() => server.closeAllConnections(), STOP_PATIENCE_MS)
      await closed
      clearInterval(sweep)
      clearTimeout(patience)
      for (const part of running) await part.stop()
      await disconnectDatabase()
    },
  }
}
