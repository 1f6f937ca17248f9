import { createHash } from 'node:crypto'
import type { Deps } from '@cloud/core/deps'
import { createSharedLimit } from '@cloud/core/http/rateLimit'
import type Router from '@koa/router'
import { AppError } from '@shared/core/errors'
import { openFeed } from './links'
import { loadPublished } from './published'
import { writeIcs } from './writeIcs'

/** Addresses nobody was given, tried from one network. */
const guesses = createSharedLimit('ics', 60, 300, '试的次数太多了，请稍后再试')

const lastChange = (instants: readonly string[]): Date | undefined => {
  const last = [...instants].sort().at(-1)
  return last ? new Date(last) : undefined
}

/** `/ics/<secret>.ics`: what calendars subscribe to. They ask often, so an unchanged agenda is answered with 304. */
export function mountFeeds(router: Router, deps: Deps): void {
  router.get('/ics/:file', async (ctx) => {
    ctx.state['endpoint'] = 'feeds.ics'
    const token = /^([\w-]{43})\.ics$/.exec(String(ctx['params'].file))?.[1]
    const feed = token && (await openFeed(deps, token))
    if (!feed) {
      await guesses.take(ctx.ip)
      throw new AppError('not_found', '这个日历订阅链接已作废，请在知行里重新生成')
    }
    const events = await loadPublished(deps, feed.owner)
    const body = writeIcs(feed.name, events, deps.config.publicUrl)
    const changed = lastChange(events.map(({ changedAt }) => changedAt))
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
    ctx.set('ETag', etag)
    ctx.set('Cache-Control', 'private, max-age=600')
    if (changed) ctx.lastModified = changed
    const known = ctx.get('If-None-Match')
    const since = Date.parse(ctx.get('If-Modified-Since'))
    // Koa's own check gives in to “Cache-Control: no-cache”, which some calendars send along with what they know.
    const isKnown = known
      ? known === etag
      : changed !== undefined && since >= Math.floor(changed.getTime() / 1000) * 1000
    ctx.set('X-Robots-Tag', 'noindex')
    ctx.set('Content-Disposition', 'inline; filename="zhixing.ics"')
    ctx.status = 200
    ctx.type = 'text/calendar; charset=utf-8'
    if (isKnown) {
      ctx.status = 304
      return
    }
    ctx.body = body
  })
}
