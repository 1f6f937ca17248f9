import { Readable } from 'node:stream'
import { todayOf } from '@cloud/core/clock'
import type { Deps } from '@cloud/core/deps'
import { createSharedLimit } from '@cloud/core/http/rateLimit'
import type Router from '@koa/router'
import { AppError } from '@shared/core/errors'
import { FILE_TYPES } from '@shared/modules/files/model'
import type { Context } from 'koa'
import { FileChunks, type FileRecord, Files } from './collection'
import { isOpenBy } from './tickets'

/** Addresses nobody was given, tried from one network. */
const guesses = createSharedLimit('files', 60, 300, '试的次数太多了，请稍后再试')
const DAY_SECONDS = 86_400

async function* chunksOf(fileId: string): AsyncGenerator<Uint8Array> {
  const chunks = FileChunks.find({ fileId })
    .sort({ n: 1 })
    .lean<{ bytes: { buffer: Uint8Array } }[]>()
    .cursor({ batchSize: 4 })
  for await (const chunk of chunks) yield chunk.bytes.buffer
}

function send(ctx: Context, { _id, name, type, bytes, digest }: FileRecord): void {
  const { kind, media } = FILE_TYPES[type]
  ctx.set('ETag', `"${digest}"`)
  ctx.set('Cache-Control', `private, max-age=${DAY_SECONDS}, immutable`)
  ctx.set('X-Robots-Tag', 'noindex')
  // A page of ours draws a picture; everything else is saved and opened by a reader of its own.
  const place = kind === 'picture' ? 'inline' : 'attachment'
  ctx.set('Content-Disposition', `${place}; filename*=UTF-8''${encodeURIComponent(name)}`)
  ctx.status = 200
  if (ctx.get('If-None-Match') === `"${digest}"`) {
    ctx.status = 304
    return
  }
  ctx.type = media
  ctx.length = bytes
  ctx.body = Readable.from(chunksOf(_id))
}

/** `/files/<id>/<last day>/<ticket>`: pictures and papers as pages show them, by addresses the service has handed out. */
export function mountFiles(router: Router, deps: Deps): void {
  router.get('/files/:fileId/:until/:ticket', async (ctx) => {
    ctx.state['endpoint'] = 'files.read'
    const { fileId = '', until = '', ticket = '' } = ctx['params'] as Record<string, string>
    const isGenuine = isOpenBy({ deps, today: todayOf(deps.clock) }, { fileId, until, ticket })
    const record = isGenuine ? await Files.findOne({ _id: fileId, whole: true }).lean<FileRecord>() : null
    if (!record) {
      await guesses.take(ctx.ip)
      throw new AppError('not_found', '这个文件的地址已过期，请刷新页面再打开')
    }
    send(ctx, record)
  })
}
