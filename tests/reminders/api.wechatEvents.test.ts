import { createHash } from 'node:crypto'
import { encryptMessage } from '@cloud/core/wechat/messageCodec'
import { modules } from '@cloud/modules'
import { defineDuties } from '@cloud/modules/duties/index'
import { Credits, Deliveries, WechatEvents } from '@cloud/modules/reminders/collection'
import { defineReminders } from '@cloud/modules/reminders/index'
import { startTestService, type TestService } from '../support/service'

/** The account of WeChat's published examples (wechat.md §4.3). */
const TOKEN = 'AAAAA'
const AES_KEY = 'A'.repeat(43)
const APP_ID = 'wxba5fad812f8e6fb9'

let service: TestService

beforeAll(async () => {
  const platform = modules.filter((module) => ['accounts', 'organizations', 'people', 'calendar'].includes(module.name))
  service = await startTestService({
    modules: [...platform, defineDuties(platform), defineReminders(platform)],
    env: {
      WECHAT_APP_ID: APP_ID,
      WECHAT_SECRET: 's',
      WECHAT_TOKEN: TOKEN,
      WECHAT_AES_KEY: AES_KEY,
      WECHAT_API_BASE: 'http://127.0.0.1:9',
    },
  })
})

afterAll(() => service.stop())

const sign = (...parts: string[]) => createHash('sha1').update(parts.sort().join('')).digest('hex')

async function push(event: Record<string, unknown>, tamper: Record<string, string> = {}) {
  const Encrypt = encryptMessage(
    Buffer.from(`${AES_KEY}=`, 'base64'),
    { message: JSON.stringify(event), appId: tamper['appId'] ?? APP_ID },
    Buffer.alloc(16, 1),
  )
  const [timestamp, nonce] = ['1714112445', '415670741']
  const query = new URLSearchParams({
    timestamp,
    nonce,
    signature: sign(TOKEN, timestamp, nonce),
    encrypt_type: 'aes',
    msg_signature: tamper['msg_signature'] ?? sign(TOKEN, timestamp, nonce, Encrypt),
  })
  return post(query, JSON.stringify({ ToUserName: 'gh', Encrypt: tamper['Encrypt'] ?? Encrypt }))
}

async function post(query: URLSearchParams | string, body: string) {
  const response = await fetch(`${service.url}/wechat/events?${query}`, { method: 'POST', body })
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

const popup = (List: unknown, CreateTime: number | string = 1714112445) => ({
  ToUserName: 'gh',
  FromUserName: 'oPerson',
  CreateTime,
  MsgType: 'event',
  Event: 'subscribe_msg_popup_event',
  List,
})
const line = (TemplateId: string, SubscribeStatusString: string) => ({
  TemplateId,
  SubscribeStatusString,
  PopupScene: '0',
})
const balances = async () =>
  Object.fromEntries((await Credits.find().lean()).map((credit) => [credit.templateId, credit.balance]))

describe('微信消息推送', () => {
  test('控制台验证地址：签名对就原样回 echostr（微信文档的例子）', async () => {
    const query = 'timestamp=1714036504&nonce=1514711492&echostr=4375120948345356249'
    const right = await fetch(
      `${service.url}/wechat/events?signature=f464b24fc39322e44b38aa78f5edd27bd1441696&${query}`,
    )
    expect([right.status, await right.text()]).toEqual([200, '4375120948345356249'])
    expect(right.headers.get('content-type')).toContain('text/plain')
    const wrong = await fetch(`${service.url}/wechat/events?signature=${'0'.repeat(40)}&${query}`)
    expect(wrong.status).toBe(401)
    expect((await fetch(`${service.url}/wechat/events`)).status).toBe(401)
  })

  test('安全模式的推送（微信文档的例子）收下，回 success', async () => {
    const Encrypt =
      '+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04='
    const query =
      'signature=6c5c811b55cc85e0e1b54100749188c20beb3f5d&timestamp=1714112445&nonce=415670741&openid=o9AgO5Kd5ggOC-bXrbNODIiE3bGY&encrypt_type=aes&msg_signature=046e02f8204d34f8ba5fa3b1db94908f3df2e9b3'
    expect(await post(query, JSON.stringify({ ToUserName: 'gh_97417a04a28d', Encrypt }))).toMatchObject({
      status: 200,
      text: 'success',
    })
  })

  test.each([
    ['正文签名不对', { msg_signature: '0'.repeat(40) }, 401],
    ['正文被换过', { Encrypt: 'AAAA' }, 401],
    ['发给别的小程序的', { appId: 'wx0000000000000000' }, 401],
  ])('伪造的拒收，什么都不记：%s', async (_, tamper, status) => {
    const answer = await push(popup(line('forged', 'accept')), tamper)
    expect(answer.status).toBe(status)
    expect((await balances())['forged']).toBeUndefined()
  })

  test('不加密的、空的、过大的都不收', async () => {
    const timestamp = '1714112445'
    const query = new URLSearchParams({ timestamp, nonce: '1', signature: sign(TOKEN, timestamp, '1') })
    expect((await post(query, JSON.stringify(popup(line('plain', 'accept'))))).status).toBe(400)
    expect((await post(query, '')).status).toBe(400)
    expect((await post(query, 'x'.repeat(70_000))).status).toBe(413)
    expect((await balances())['plain']).toBeUndefined()
  })

  test('同意记一次；同一推送重复送来不再记；一条是对象、几条是数组、数字可能是文字', async () => {
    const event = popup(line('t1', 'accept'))
    expect((await push(event)).text).toBe('success')
    await Promise.all([push(event), push(event), push(event)])
    expect((await balances())['t1']).toBe(1)
    await push(popup([line('t1', 'accept'), line('t2', 'acceptWithAlert'), line('t3', 'reject')], '1714112500'))
    expect(await balances()).toMatchObject({ t1: 2, t2: 1 })
    expect((await balances())['t3']).toBeUndefined()
  })

  test('事后关掉：清零并记下', async () => {
    await push({ ...popup(line('t2', 'reject'), 1714112600), Event: 'subscribe_msg_change_event' })
    expect(await Credits.findOne({ templateId: 't2' }).lean()).toMatchObject({ balance: 0, refused: true })
  })

  test('openid 不以明文存下', async () => {
    const rows = JSON.stringify([await Credits.find().lean(), await WechatEvents.find().lean()])
    expect(rows).toContain('t1')
    expect(rows).not.toContain('oPerson')
  })

  test('微信回报没有送到的，改记为仅在收件箱', async () => {
    const base = {
      kind: 'duty',
      subject: 's',
      rung: 'T',
      organizationId: 'o',
      path: '/o/',
      template: 'dutyReminder',
    } as const
    await Deliveries.create({
      ...base,
      _id: 'a'.repeat(24),
      key: 'k',
      recipientId: 'p',
      places: ['o'],
      steps: [],
      text: {},
      urgent: false,
      state: 'sent',
      ringAt: new Date(),
      attempts: 1,
      unread: 1,
      at: new Date(),
      messageId: '123',
    })
    const sent = { TemplateId: 't1', MsgID: '123', ErrorCode: '5', ErrorStatus: 'failed' }
    await push({ ...popup(sent, 1714112700), Event: 'subscribe_msg_sent_event' })
    expect(await Deliveries.findOne({ key: 'k' }).lean()).toMatchObject({
      state: 'inboxOnly',
      reason: 'notDelivered',
      steps: [{ channel: 'subscribe', result: 'passed', reason: 'notDelivered', code: 5 }],
    })
  })

  test('别的事件不理会，但照样回 success', async () => {
    expect((await push({ ...popup({}), Event: 'enter_session' })).text).toBe('success')
  })
})
