import { createWechat, type Wechat } from '@cloud/core/wechat/createWechat'
import { readSubscribeEvents } from '@cloud/core/wechat/events'
import { sha1OfSorted, unseal } from '../support/wechat/codec'
import { type ReceivedPush, startCallback } from '../support/wechat/startCallback'
import { startWechatStub, type WechatStub } from '../support/wechat/startWechatStub'
import type { FakeUser } from '../support/wechat/state'
import { stubTemplateIds } from '../support/wechat/templates'

const account = { appId: 'wx0123456789abcdef', secret: 'secret', token: 'push-token' }
const encodingAesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const { meetingNotice, todoReminder } = stubTemplateIds
const clock = { now: () => Date.UTC(2026, 2, 1, 7) }

let callback: Awaited<ReturnType<typeof startCallback>>
beforeAll(async () => {
  callback = await startCallback()
})
afterAll(() => callback.stop())

describe.each([
  ['安全模式', encodingAesKey],
  ['明文模式', undefined],
])('事件推送（%s）', (_, key) => {
  let stub: WechatStub
  let wechat: Wechat
  let user: FakeUser

  beforeAll(async () => {
    stub = await startWechatStub({ ...account, encodingAesKey: key, clock, callbackUrl: callback.url })
    wechat = createWechat({ ...account, encodingAesKey: key, baseUrl: stub.url, clock })
  })
  afterAll(() => stub.stop())
  beforeEach(() => {
    stub.control.reset()
    callback.received.length = 0
    callback.answers.length = 0
    user = stub.control.addUser({ nickname: '李红梅' })
  })

  const accept = (...ids: string[]) =>
    stub.control.simulatePopup({
      openId: user.openId,
      choices: Object.fromEntries(ids.map((id) => [id, 'accept' as const])),
    })
  const open = ({ query, body }: ReceivedPush) => readSubscribeEvents(wechat.openEnvelope(query, body))
  const openAll = async () => {
    await stub.control.waitForEvents()
    return callback.received.flatMap(open)
  }

  test('弹窗、事后拒绝、送达：对象或数组、数字或文本，读成同一种事件', async () => {
    accept(meetingNotice)
    await stub.control.waitForEvents()
    accept(meetingNotice, todoReminder)
    await stub.control.waitForEvents()
    const sent = await wechat.sendSubscribeMessage({
      openId: user.openId,
      templateId: todoReminder,
      page: 'pages/today/index',
      data: { thing1: '提交会议记录', time2: '2026年3月5日 18:00', thing3: '还有三天' },
      state: 'trial',
    })
    await stub.control.waitForEvents()
    stub.control.refuseLater({ openId: user.openId, templateIds: [meetingNotice] })

    const at = '2026-03-01T07:00:00.000Z'
    const base = { openId: user.openId, at, key: expect.any(String) }
    expect(sent).toMatchObject({ status: 'sent' })
    expect(await openAll()).toEqual([
      { ...base, kind: 'popup', templateId: meetingNotice, accepted: true },
      { ...base, kind: 'popup', templateId: meetingNotice, accepted: true },
      { ...base, kind: 'popup', templateId: todoReminder, accepted: true },
      {
        ...base,
        kind: 'sent',
        templateId: todoReminder,
        errorCode: 0,
        messageId: sent.status === 'sent' ? sent.messageId : '',
      },
      { ...base, kind: 'change', templateId: meetingNotice, accepted: false },
    ])
    const shapes = stub.control.pushes().map(({ event }) => [Array.isArray(event.List), typeof event.CreateTime])
    expect(shapes).toEqual([
      [false, 'number'],
      [true, 'string'],
      [false, 'number'],
      [false, 'string'],
    ])
  })

  test('重复推送得到相同的幂等键', async () => {
    stub.control.setFlags({ isEveryEventDoubled: true })
    accept(meetingNotice, todoReminder)
    const events = await openAll()
    expect(events).toHaveLength(4)
    expect(new Set(events.map((event) => event.key)).size).toBe(2)
  })

  test('我们没有及时答复或答复出错，微信会再推', async () => {
    stub.control.setFlags({ eventTimeoutMs: 50 })
    callback.answers.push(500, 'silence')
    accept(meetingNotice)
    const events = await openAll()
    expect(new Set(events.map((event) => event.key)).size).toBe(1)
    expect(stub.control.pushes()).toMatchObject([{ attempts: 3, outcome: 'answered', answer: 'success' }])
  })

  test('次序颠倒的事件也能读', async () => {
    stub.control.setFlags({ areEventsHeld: true })
    accept(meetingNotice)
    stub.control.advanceClock({ ms: 1000 })
    stub.control.refuseLater({ openId: user.openId, templateIds: [meetingNotice] })
    expect(await openAll()).toEqual([])
    stub.control.releaseEvents({ isReversed: true })
    expect((await openAll()).map(({ kind, at }) => [kind, at]).sort()).toEqual([
      ['change', '2026-03-01T07:00:01.000Z'],
      ['popup', '2026-03-01T07:00:00.000Z'],
    ])
  })

  test('签名不符、缺签名、参数重复都被拒绝', async () => {
    accept(meetingNotice)
    await stub.control.waitForEvents()
    const [{ query, body } = { query: {}, body: '' }] = callback.received
    const name = key === undefined ? 'signature' : 'msg_signature'
    for (const wrong of [{ timestamp: '1' }, { nonce: '1' }, { [name]: '0'.repeat(40) }, { [name]: ['a', 'b'] }]) {
      expect(() => wechat.openEnvelope({ ...query, ...wrong }, body)).toThrow(
        expect.objectContaining({ reason: 'forged', code: 'unauthenticated' }),
      )
    }
    expect(() => wechat.openEnvelope({}, body)).toThrow(expect.objectContaining({ reason: 'forged' }))
  })

  test.each(['', 'success', '[]', '<xml><Encrypt/></xml>', '{"Encrypt":'])('读不懂的内容「%s」被拒绝', (body) => {
    expect(() => wechat.openEnvelope({}, body)).toThrow(expect.objectContaining({ reason: 'malformed' }))
  })
})

describe('安全模式', () => {
  const wechat = createWechat({ ...account, encodingAesKey, baseUrl: 'http://127.0.0.1:1', clock })
  const sign = (...parts: string[]) => sha1OfSorted([account.token, '1772348400', '42', ...parts])
  const query = (encrypted: string) => ({ timestamp: '1772348400', nonce: '42', msg_signature: sign(encrypted) })

  test('不接受未加密的推送，哪怕它有正确的明文签名', () => {
    const body = JSON.stringify({ Event: 'subscribe_msg_popup_event', FromUserName: 'oX' })
    const plain = { timestamp: '1772348400', nonce: '42', signature: sign() }
    expect(() => wechat.openEnvelope(plain, body)).toThrow(expect.objectContaining({ reason: 'malformed' }))
  })

  test('发给别的小程序的推送被拒绝', () => {
    const other = createWechat({ ...account, appId: 'wxother', encodingAesKey, baseUrl: 'http://127.0.0.1:1', clock })
    const { Encrypt } = other.sealReply({ Event: 'x' })
    const attempt = () => wechat.openEnvelope(query(Encrypt), JSON.stringify({ Encrypt }))
    expect(attempt).toThrow(expect.objectContaining({ reason: 'forged', detail: 'another app' }))
  })

  test('签名正确而密文损坏 → malformed', () => {
    const Encrypt = Buffer.alloc(64, 1).toString('base64')
    const attempt = () => wechat.openEnvelope(query(Encrypt), JSON.stringify({ Encrypt }))
    expect(attempt).toThrow(expect.objectContaining({ reason: 'malformed' }))
  })

  test('接入校验：签名对才放行', () => {
    const signed = { timestamp: '1772348400', nonce: '42', signature: sign(), echostr: '437512' }
    expect(wechat.verifySignature(signed)).toBe(true)
    expect(wechat.verifySignature({ ...signed, nonce: '43' })).toBe(false)
    expect(wechat.verifySignature({})).toBe(false)
  })

  test('被动回复，微信一侧能验签解开', () => {
    const { Encrypt, MsgSignature, TimeStamp, Nonce } = wechat.sealReply({ demo_resp: '收到' })
    expect(TimeStamp).toBe(1_772_348_400)
    expect(sha1OfSorted([account.token, String(TimeStamp), Nonce, Encrypt])).toBe(MsgSignature)
    expect(unseal(encodingAesKey, Encrypt)).toMatchObject({ message: '{"demo_resp":"收到"}', appId: account.appId })
  })
})

test('没有配置 Token 时，任何推送和接入校验都不放行', () => {
  const wechat = createWechat({ ...account, token: '', encodingAesKey: '', baseUrl: 'http://127.0.0.1:1', clock })
  const query = { timestamp: '1772348400', nonce: '42', signature: sha1OfSorted(['', '1772348400', '42']) }
  expect(wechat.verifySignature(query)).toBe(false)
  expect(() => wechat.openEnvelope(query, '{}')).toThrow(expect.objectContaining({ reason: 'forged' }))
})
