import { inTransaction } from '@cloud/core/database/connect'
import type { Deps } from '@cloud/core/deps'
import { readBytes } from '@cloud/core/http/readBody'
import type { Wechat } from '@cloud/core/wechat/createWechat'
import { readSubscribeEvents, type SubscribeEvent } from '@cloud/core/wechat/events'
import type Router from '@koa/router'
import { AppError } from '@shared/core/errors'
import { Deliveries, WechatEvents } from '../collection'
import { bookAccept, bookRefusal, phoneOf } from './credits'

const MAX_BYTES = 64 * 1024

async function apply(deps: Deps, event: SubscribeEvent): Promise<void> {
  const phone = phoneOf(deps, event.openId)
  if (event.kind === 'popup' && event.accepted) await bookAccept(phone, event.templateId, 'event', event.at)
  if (event.kind === 'change' && !event.accepted) await bookRefusal(phone, event.templateId, event.at)
  if (event.kind === 'sent' && event.errorCode && event.messageId)
    await Deliveries.updateMany(
      { messageId: event.messageId, state: 'sent' },
      {
        $set: { state: 'inboxOnly', reason: 'notDelivered' },
        $push: {
          steps: {
            channel: 'subscribe',
            at: new Date(event.at),
            result: 'passed',
            reason: 'notDelivered',
            code: event.errorCode,
          },
        },
      },
    )
}

/** Takes in what a push tells, each event once however often WeChat repeats it. */
export async function takeInEvents(deps: Deps, events: readonly SubscribeEvent[]): Promise<void> {
  for (const event of events)
    await inTransaction(async () => {
      if (await WechatEvents.findById(event.key).lean()) return
      await WechatEvents.create({ _id: event.key, at: new Date(deps.clock.now()) })
      await apply(deps, event)
    })
}

/**
 * WeChat's 消息推送 address. It speaks WeChat's protocol, not ours: signed queries, an encrypted body, `success` as plain text; so
 * it stands outside the contracts. The little there is to do is done before answering: if it fails, WeChat asks again.
 */
export function mountWechatEvents(router: Router, deps: Deps): void {
  const wechatOf = (): Wechat => {
    if (!deps.wechat) throw new AppError('not_found', '没有这个地址')
    return deps.wechat
  }
  router.get('/wechat/events', (ctx) => {
    ctx.state['endpoint'] = 'reminders.verifyPush'
    const { echostr } = ctx.query
    if (!wechatOf().verifySignature(ctx.query) || typeof echostr !== 'string')
      throw new AppError('unauthenticated', '消息签名不符')
    ctx.type = 'text/plain'
    ctx.body = echostr
  })
  router.post('/wechat/events', async (ctx) => {
    ctx.state['endpoint'] = 'reminders.takePush'
    const wechat = wechatOf()
    const body = (await readBytes(ctx.req, MAX_BYTES)).toString('utf8')
    await takeInEvents(deps, readSubscribeEvents(wechat.openEnvelope(ctx.query, body)))
    ctx.type = 'text/plain'
    ctx.body = 'success'
  })
}
