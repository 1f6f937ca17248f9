import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { startWechatStub, type WechatStub } from '../wechat/startWechatStub'
import { stubTemplateIds } from '../wechat/templates'

const APP = {
  appId: 'wx0000000000000001',
  secret: 'test-secret',
  token: 'test-token',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
}

export const TEMPLATES = {
  dutyReminder: {
    id: stubTemplateIds.todoReminder,
    title: '待办提醒',
    fields: { title: 'thing1', dueAt: 'time2', note: 'thing3' },
  },
  meetingNotice: {
    id: stubTemplateIds.meetingNotice,
    title: '会议通知',
    fields: { title: 'thing1', time: 'time2', place: 'thing3', note: 'thing4' },
  },
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

/** WeChat's servers, and the environment with which the service talks to them and they to it. */
export async function startWechatSide(clock: {
  now(): number
}): Promise<{ stub: WechatStub; env: Record<string, string> }> {
  const port = await freePort()
  const stub = await startWechatStub({ ...APP, clock, callbackUrl: `http://127.0.0.1:${port}/wechat/events` })
  const env = {
    PORT: String(port),
    WECHAT_APP_ID: APP.appId,
    WECHAT_SECRET: APP.secret,
    WECHAT_TOKEN: APP.token,
    WECHAT_AES_KEY: APP.encodingAesKey,
    WECHAT_API_BASE: stub.url,
    WECHAT_TEMPLATES: JSON.stringify(TEMPLATES),
  }
  return { stub, env }
}
