import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Context, Next } from 'koa'
import sirv from 'sirv'

const DOCS_PAGE = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>知行 接口文档</title>
<link rel="stylesheet" href="/docs/swagger-ui.css"></head><body><div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`
const DOCS_SCRIPT = "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui' })"

type Handler = ReturnType<typeof sirv>

const serve = (handler: Handler, ctx: Context, next: Next, prefix = ''): Promise<void> =>
  new Promise((resolve, reject) => {
    const url = ctx.req.url
    if (prefix) ctx.req.url = (url ?? '/').slice(prefix.length) || '/'
    const res = ctx.res
    res.once('finish', resolve)
    res.once('close', resolve)
    ctx.respond = false
    res.statusCode = 200
    handler(ctx.req, res, () => {
      ctx.respond = true
      res.statusCode = 404
      ctx.req.url = url
      next().then(resolve, reject)
    })
  })

/**
 * Serves the built H5 pages and the browsable API description at `/docs`.
 * @param fixed the files do not change while the service runs (production); otherwise they are looked up at each request.
 */
export function servePages(folder: string | undefined, fixed: boolean) {
  const load = createRequire(path.join(process.cwd(), 'package.json'))
  const docsFolder = path.dirname(load.resolve('swagger-ui-dist/package.json'))
  const docs = sirv(docsFolder, { etag: true, maxAge: 3600 })
  const immutable = (file: string) => /\.[0-9a-f]{8}\.\w+$/.test(file)
  const pages =
    folder && existsSync(folder)
      ? sirv(folder, {
          etag: true,
          gzip: true,
          brotli: true,
          dev: !fixed,
          setHeaders: (res, file) =>
            res.setHeader('Cache-Control', immutable(file) ? 'public, max-age=31536000, immutable' : 'no-cache'),
        })
      : undefined
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    if (ctx.path === '/docs' || ctx.path === '/docs/') {
      ctx.type = 'html'
      ctx.body = DOCS_PAGE
      return
    }
    if (ctx.path === '/docs/start.js') {
      ctx.type = 'js'
      ctx.body = DOCS_SCRIPT
      return
    }
    if (ctx.path.startsWith('/docs/')) return serve(docs, ctx, next, '/docs')
    if (pages && !ctx.path.startsWith('/api/')) return serve(pages, ctx, next)
    return next()
  }
}
