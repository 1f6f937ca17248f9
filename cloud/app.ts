import { randomUUID } from 'node:crypto'
import Router from '@koa/router'
import { AppError } from '@shared/core/errors'
import Koa, { type Context, type Middleware } from 'koa'
import type { Actor } from './core/actor'
import { pingDatabase } from './core/database/connect'
import type { CloudModule } from './core/defineModule'
import type { Deps } from './core/deps'
import { dispatch } from './core/http/dispatch'
import { answerErrors } from './core/http/errors'
import { createMetrics } from './core/http/metrics'
import { openApiDocument } from './core/http/openapi'
import { servePages } from './core/http/pages'
import { createRateLimit } from './core/http/rateLimit'
import { SECURITY_HEADERS } from './core/http/securityHeaders'

export interface AppOptions {
  deps: Deps
  modules: readonly CloudModule[]
  resolveActor(token: string | undefined): Actor | Promise<Actor>
  /** Folder of the built H5 pages; absent in tests that need none. */
  pagesFolder?: string
}

/** `quiz` of `/quiz/attempts/…`. */
const firstWordOf = (path: string): string => path.split('/', 2)[1] ?? ''

/** Builds the service without listening: request id → log and metrics → errors → headers → routes → pages. */
export function createApp({ deps, modules, resolveActor, pagesFolder }: AppOptions): Koa {
  const app = new Koa({ proxy: deps.config.trustProxy })
  const metrics = createMetrics()
  const router = new Router()
  app.silent = true

  app.use(async (ctx, next) => {
    const started = process.hrtime.bigint()
    const given = ctx.get('X-Request-Id')
    ctx.state['requestId'] = /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
    ctx.set('X-Request-Id', ctx.state['requestId'])
    ctx.set(SECURITY_HEADERS)
    if (ctx.path.startsWith('/api/')) ctx.set('Cache-Control', 'no-store')
    await next()
    const seconds = Number(process.hrtime.bigint() - started) / 1e9
    const endpoint = String(ctx.state['endpoint'] ?? 'other')
    metrics.observe(endpoint, ctx.status, seconds)
    deps.logger.info({
      requestId: ctx.state['requestId'],
      endpoint,
      status: ctx.status,
      ms: Math.round(seconds * 1e4) / 10,
    })
  })
  app.use(answerErrors(deps.logger))

  router.get('/health', (ctx) => {
    ctx.body = { ok: true }
  })
  router.get('/ready', async (ctx) => {
    await pingDatabase().catch(() => {
      throw new AppError('internal', '数据库没有应答')
    })
    ctx.body = { ok: true }
  })
  router.get('/metrics', async (ctx) => {
    const { metricsToken, environment } = deps.config
    if (metricsToken ? ctx.get('Authorization') !== `Bearer ${metricsToken}` : environment === 'production')
      throw new AppError('not_found', '没有这个地址')
    ctx.type = metrics.contentType
    ctx.body = await metrics.text()
  })
  const description = JSON.stringify(openApiDocument(modules.flatMap((module) => module.contract ?? [])))
  router.get('/openapi.json', (ctx) => {
    ctx.type = 'application/json'
    ctx.body = description
  })

  const limit = createRateLimit(deps.config.ratePerMinute, 60, '操作太频繁了，请一分钟后再试')
  // Paths without parameters are looked up by name. A router tries one pattern after another: each first word has one of its own.
  const named = new Map<string, (ctx: Context) => Promise<void>>()
  const routers = new Map<string, Router>()
  for (const module of modules) {
    if (!module.routes) continue
    for (const [name, endpoint] of Object.entries(module.routes.contract.endpoints)) {
      const handler = module.routes.handlers[name]
      if (!handler) throw new Error(`no handler for ${module.name}.${name}`)
      const middleware = dispatch(`${module.name}.${name}`, endpoint, handler, { deps, resolveActor, limit })
      if (!endpoint.path.includes(':')) named.set(`${endpoint.method} /api${endpoint.path}`, middleware)
      const word = firstWordOf(endpoint.path)
      const own = routers.get(word) ?? new Router()
      own.register(`/api${endpoint.path}`, [endpoint.method], middleware)
      routers.set(word, own)
    }
  }
  for (const module of modules) module.mount?.(router, deps)
  app.use((ctx, next) => named.get(`${ctx.method} ${ctx.path}`)?.(ctx) ?? next())
  const routes = new Map([...routers].map(([word, own]) => [word, own.routes() as Middleware]))
  app.use((ctx, next) => {
    const own = ctx.path.startsWith('/api/') ? routes.get(firstWordOf(ctx.path.slice(4))) : undefined
    return own ? own(ctx, next) : next()
  })
  app.use(router.routes())
  app.use(servePages(pagesFolder, deps.config.environment === 'production'))
  return app
}
