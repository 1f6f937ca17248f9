import { inspect } from 'node:util'
import { createWechat, type Wechat, type WechatConfig } from '@cloud/core/wechat/createWechat'
import type { SubscribeMessage } from '@cloud/core/wechat/sendSubscribeMessage'
import { assertWechatBaseUrl, defaultWechatBaseUrl } from '@cloud/core/wechat/wechatBaseUrl'
import type { WechatError } from '@cloud/core/wechat/wechatError'
import { startWechatStub, type WechatStub } from '../support/wechat/startWechatStub'
import type { FakeUser, JournalEntry } from '../support/wechat/state'
import { stubTemplateIds } from '../support/wechat/templates'

const account = {
  appId: 'wx0123456789abcdef',
  secret: 'secret-0123456789',
  token: 'push-token',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
}
const minute = 60_000
const templateId = stubTemplateIds.meetingNotice
const data = { thing1: '第一季度党员大会', time2: '2026年3月1日 15:00', thing3: '三楼会议室', thing4: '请准时' }

let stub: WechatStub
let user: FakeUser
let failures: WechatError[]
/** The adapter's own idea of the time; the stub's moves through its control API. */
let now: number

beforeAll(async () => {
  stub = await startWechatStub(account)
})
afterAll(() => stub.stop())
beforeEach(() => {
  stub.control.reset()
  user = stub.control.addUser({ nickname: '王建国', phone: '13800000001' })
  failures = []
  now = Date.now()
})

function connect(overrides: Partial<WechatConfig> = {}): Wechat {
  return createWechat({
    ...account,
    baseUrl: stub.url,
    clock: { now: () => now },
    timeoutMs: 1000,
    retryDelaysMs: [5, 10],
    onFailure: (error) => failures.push(error),
    ...overrides,
  })
}

const message = (overrides: Partial<SubscribeMessage> = {}): SubscribeMessage => ({
  openId: user.openId,
  templateId,
  page: 'modules/meetings/pages/detail/index?id=1',
  data,
  state: 'formal',
  ...overrides,
})
const grant = (count = 1) => stub.control.grantCredits({ openId: user.openId, templateId, count })
const callsTo = (path: string): JournalEntry[] => stub.control.journal().filter((entry) => entry.path === path)
const mintCode = () => stub.control.mintLoginCode(user)
const advanceBoth = (ms: number) => {
  now += ms
  stub.control.advanceClock({ ms })
}

describe('登录', () => {
  test('一次性 code 换 openid，会话密钥不外传', async () => {
    expect(await connect().exchangeLoginCode(mintCode())).toEqual({ openId: user.openId })
  })

  test('绑定开放平台后带 unionid', async () => {
    stub.control.setFlags({ hasUnionIds: true })
    expect(await connect().exchangeLoginCode(mintCode())).toEqual({ openId: user.openId, unionId: user.unionId })
  })

  test('同一 code 用第二次 → codeInvalid 40163', async () => {
    const code = mintCode()
    await connect().exchangeLoginCode(code)
    await expect(connect().exchangeLoginCode(code)).rejects.toMatchObject({ reason: 'codeInvalid', errcode: 40163 })
  })

  test('过了五分钟 → codeInvalid 40029，且不重试', async () => {
    const code = mintCode()
    stub.control.advanceClock({ ms: 5 * minute })
    await expect(connect().exchangeLoginCode(code)).rejects.toMatchObject({ reason: 'codeInvalid', errcode: 40029 })
    expect(callsTo('/sns/jscode2session')).toHaveLength(1)
  })

  test('高风险用户 → loginRefused，对外是 403', async () => {
    user.isHighRisk = true
    await expect(connect().exchangeLoginCode(mintCode())).rejects.toMatchObject({
      reason: 'loginRefused',
      errcode: 40226,
      code: 'forbidden',
    })
  })

  test('过于频繁 → rateLimited', async () => {
    stub.control.setFlags({ loginsPerMinute: 1 })
    await connect().exchangeLoginCode(mintCode())
    await expect(connect().exchangeLoginCode(mintCode())).rejects.toMatchObject({ reason: 'rateLimited' })
  })

  test.each([
    ['密钥错误', { secret: 'wrong' }, 40125],
    ['AppID 错误', { appId: 'wxffffffffffffffff' }, 40013],
  ])('%s → misconfigured，不重试', async (_, overrides, errcode) => {
    const login = connect(overrides).exchangeLoginCode(mintCode())
    await expect(login).rejects.toMatchObject({ reason: 'misconfigured', errcode })
    expect(failures).toHaveLength(1)
  })

  test('微信繁忙时只重试一次', async () => {
    stub.control.setFaults({ faults: [{ kind: 'busy', times: 1 }] })
    expect(await connect().exchangeLoginCode(mintCode())).toEqual({ openId: user.openId })
    stub.control.setFaults({ faults: [{ kind: 'busy' }] })
    await expect(connect().exchangeLoginCode(mintCode())).rejects.toMatchObject({ reason: 'busy', errcode: -1 })
    expect(callsTo('/sns/jscode2session')).toHaveLength(4)
  })
})

describe('手机号', () => {
  test('换号码；登录 code 不能当手机号 code；只能用一次', async () => {
    const wechat = connect()
    const code = stub.control.mintPhoneCode(user)
    expect(await wechat.getPhoneNumber(code)).toBe('13800000001')
    await expect(wechat.getPhoneNumber(code)).rejects.toMatchObject({ reason: 'codeInvalid' })
    await expect(wechat.getPhoneNumber(mintCode())).rejects.toMatchObject({ reason: 'codeInvalid' })
    expect(stub.control.snapshot().phoneCharges).toBe(1)
  })
})

describe('接口凭据', () => {
  test('许多调用同时开始，只取一次凭据', async () => {
    const wechat = connect()
    stub.control.setFaults({ faults: [{ kind: 'latency', ms: 30, path: '/cgi-bin/stable_token' }] })
    const codes = Array.from({ length: 8 }, () => stub.control.mintPhoneCode(user))
    await Promise.all(codes.map((code) => wechat.getPhoneNumber(code)))
    expect(callsTo('/cgi-bin/stable_token')).toHaveLength(1)
  })

  test('用到失效前五分钟，然后换新', async () => {
    grant(3)
    const wechat = connect()
    await wechat.sendSubscribeMessage(message())
    advanceBoth(114 * minute)
    await wechat.sendSubscribeMessage(message())
    expect(callsTo('/cgi-bin/stable_token')).toHaveLength(1)
    advanceBoth(2 * minute)
    expect(await wechat.sendSubscribeMessage(message())).toMatchObject({ status: 'sent' })
    expect(callsTo('/cgi-bin/stable_token')).toHaveLength(2)
    expect(failures).toEqual([])
  })

  test.each([
    ['已过期 42001', () => stub.control.advanceClock({ ms: 121 * minute }), 42001],
    ['被别处作废 40001', () => stub.control.revokeToken(), 40001],
  ])('%s：换一个再试一次，不强制刷新', async (_, spoil, errcode) => {
    grant(2)
    const wechat = connect()
    await wechat.sendSubscribeMessage(message())
    spoil()
    now += minute
    expect(await wechat.sendSubscribeMessage(message())).toMatchObject({ status: 'sent' })
    expect(failures).toMatchObject([{ reason: 'tokenRejected', errcode }])
    const bodies = callsTo('/cgi-bin/stable_token').map((entry) => JSON.parse(entry.body))
    expect(bodies).toEqual([
      expect.objectContaining({ force_refresh: false }),
      expect.objectContaining({ force_refresh: false }),
    ])
  })

  test('刚取的凭据就被拒：不再去取，报告失败', async () => {
    grant(2)
    const wechat = connect()
    await wechat.sendSubscribeMessage(message())
    stub.control.revokeToken()
    expect(await wechat.sendSubscribeMessage(message())).toMatchObject({ status: 'failed', code: 40001 })
    expect(callsTo('/cgi-bin/stable_token')).toHaveLength(1)
  })

  test.each([
    ['密钥被冻结', { isSecretFrozen: true }, 40243],
    ['出口 IP 不在白名单', { isCallerBlocked: true }, 40164],
  ])('%s → misconfigured', async (_, flags, errcode) => {
    stub.control.setFlags(flags)
    const number = connect().getPhoneNumber(stub.control.mintPhoneCode(user))
    await expect(number).rejects.toMatchObject({ reason: 'misconfigured', errcode, endpoint: '/cgi-bin/stable_token' })
  })

  test('取凭据失败后，下一次调用会重新取', async () => {
    const wechat = connect({ retryDelaysMs: [] })
    stub.control.setFaults({ faults: [{ kind: 'badGateway', times: 1 }] })
    const code = stub.control.mintPhoneCode(user)
    await expect(wechat.getPhoneNumber(code)).rejects.toMatchObject({ reason: 'unreachable' })
    expect(await wechat.getPhoneNumber(code)).toBe('13800000001')
  })
})

describe('订阅消息', () => {
  test('发出一条，扣一次授权，手机上看得到', async () => {
    grant()
    const result = await connect().sendSubscribeMessage(message({ data: { ...data, thing4: '请准时\n到场🎉' } }))
    const [arrived] = stub.control.listMessages(user)
    expect(result).toEqual({ status: 'sent', messageId: arrived?.messageId })
    expect(Number(arrived?.messageId)).toBeGreaterThan(Number.MAX_SAFE_INTEGER)
    expect(arrived).toMatchObject({ title: '会议通知', fields: [{}, {}, {}, { label: '备注', value: '请准时 到场' }] })
    expect(await connect().sendSubscribeMessage(message())).toMatchObject({ status: 'noCredit', code: 43101 })
  })

  test.each<[string, Partial<SubscribeMessage>, () => unknown, object]>([
    ['没有授权', {}, () => grant(0), { status: 'noCredit', code: 43101 }],
    ['不是本小程序的人', { openId: 'oSomebodyElse' }, grant, { status: 'invalidRecipient', code: 40003 }],
    ['模板不存在', { templateId: 'nothing' }, grant, { status: 'invalidTemplate', code: 40037 }],
    ['页面不存在', { page: '/pages/x' }, grant, { status: 'invalidTemplate', code: 41030 }],
    [
      '模板被封禁',
      {},
      () => stub.control.setFlags({ bannedTemplateIds: [templateId] }),
      { status: 'invalidTemplate', code: 43107 },
    ],
    [
      '日期不存在',
      { data: { ...data, time2: '2026-02-30 15:00' } },
      grant,
      { status: 'invalidTemplate', code: 47003, field: 'time2' },
    ],
    ['敏感词', { data: { ...data, thing4: '含敏感词' } }, grant, { status: 'invalidTemplate', code: 45168 }],
    [
      '当日额度用完',
      {},
      () => {
        grant()
        stub.control.setFlags({ sendsPerDay: 0 })
      },
      { status: 'rateLimited', code: 45009 },
    ],
  ])('%s', async (_, overrides, prepare, expected) => {
    prepare()
    expect(await connect().sendSubscribeMessage(message(overrides))).toMatchObject(expected)
    expect(stub.control.listMessages()).toEqual([])
  })

  test('少传一个字段 → 47003 指出字段并带 rid', async () => {
    grant()
    const { thing3: _, ...incomplete } = data
    expect(await connect().sendSubscribeMessage(message({ data: incomplete }))).toEqual({
      status: 'invalidTemplate',
      code: 47003,
      field: 'thing3',
      rid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/),
    })
  })

  test('字段不合类型时不去打扰微信', async () => {
    const result = await connect().sendSubscribeMessage(message({ data: { ...data, time2: '下周三' } }))
    expect(result).toEqual({ status: 'invalidTemplate', field: 'time2' })
    expect(stub.control.journal()).toEqual([])
  })

  test('同一个人同时两条 → 其中一条 busy 43108', async () => {
    grant(2)
    stub.control.setFlags({ sendMs: 50 })
    const wechat = connect()
    const results = await Promise.all([wechat.sendSubscribeMessage(message()), wechat.sendSubscribeMessage(message())])
    expect(results.map(({ status }) => status).sort()).toEqual(['busy', 'sent'])
  })

  test('微信繁忙：重试两次后成功；一直繁忙 → busy，共三次', async () => {
    grant(2)
    const path = '/cgi-bin/message/subscribe/send'
    stub.control.setFaults({ faults: [{ kind: 'busy', path, times: 2 }] })
    expect(await connect().sendSubscribeMessage(message())).toMatchObject({ status: 'sent' })
    stub.control.setFaults({ faults: [{ kind: 'busy', path }] })
    expect(await connect().sendSubscribeMessage(message())).toMatchObject({ status: 'busy', code: -1 })
    expect(callsTo(path)).toHaveLength(6)
    expect(stub.control.listMessages()).toHaveLength(1)
  })

  test.each(['badGateway', 'truncated', 'reset', 'latency'] as const)(
    '答复丢失（%s）→ failed 且不重发',
    async (kind) => {
      grant(2)
      const path = '/cgi-bin/message/subscribe/send'
      stub.control.setFaults({ faults: [{ kind, path, ms: 200 }] })
      expect(await connect({ timeoutMs: 100 }).sendSubscribeMessage(message())).toEqual({ status: 'failed' })
      expect(stub.control.listMessages().length).toBeLessThanOrEqual(1)
      expect(failures).toMatchObject([{ reason: 'unreachable', endpoint: path, detail: expect.any(String) }])
    },
  )
})

describe('小程序码', () => {
  const request = { scene: 'm=A1b2C3d4', page: 'pages/today/index', checkPath: false, width: 430 } as const
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

  test('得到真正的图片', async () => {
    const picture = await connect().getMiniProgramCode({ ...request, envVersion: 'release' })
    expect(picture.subarray(0, 8)).toEqual(png)
    expect(picture.readUInt32BE(16)).toBe(430)
  })

  test('页面未发布 → rejected 41030（JSON 而非图片）', async () => {
    stub.control.setFlags({ publishedPages: ['pages/me/index'] })
    const code = connect().getMiniProgramCode({ ...request, checkPath: true, envVersion: 'release' })
    await expect(code).rejects.toMatchObject({ reason: 'rejected', errcode: 41030 })
  })

  test.each([
    ['scene', { scene: '' }],
    ['scene', { scene: 'x'.repeat(33) }],
    ['scene', { scene: '会议1' }],
    ['scene', { scene: 'a%20' }],
    ['page', { page: '/pages/today/index' }],
    ['page', { page: 'pages/today/index?id=1' }],
    ['width', { width: 279 }],
    ['width', { width: 430.5 }],
  ])('%s 不合规定 %j：不去打扰微信', async (field, wrong) => {
    const code = connect().getMiniProgramCode({ ...request, envVersion: 'trial', ...wrong })
    await expect(code).rejects.toMatchObject({ reason: 'invalidInput', field })
    expect(stub.control.journal()).toEqual([])
  })

  test.each(['badGateway', 'reset'] as const)('答复丢失（%s）可以安全重试', async (kind) => {
    stub.control.setFaults({ faults: [{ kind, path: '/wxa/getwxacodeunlimit', times: 1 }] })
    const picture = await connect().getMiniProgramCode({ ...request, envVersion: 'develop' })
    expect(picture.subarray(0, 8)).toEqual(png)
  })
})

describe('错误与日志不泄露', () => {
  const faults = ['busy', 'badGateway', 'truncated', 'reset', 'latency'] as const

  test('任何失败里都没有密钥、凭据、code、openid、手机号', async () => {
    const wechat = connect({ timeoutMs: 60 })
    const thrown: unknown[] = []
    const keep = (promise: Promise<unknown>) => promise.then((value) => thrown.push(value)).catch((e) => thrown.push(e))
    const codes: string[] = []
    for (const kind of [...faults, undefined]) {
      stub.control.setFaults({ faults: kind === undefined ? [] : [{ kind, ms: 100 }] })
      const [login, phone] = [mintCode(), stub.control.mintPhoneCode(user)]
      codes.push(login, phone)
      await keep(connect({ timeoutMs: 60, secret: `${account.secret}x` }).exchangeLoginCode(login))
      await keep(wechat.getPhoneNumber(`${phone}x`))
      await keep(wechat.sendSubscribeMessage(message()))
      await keep(wechat.sendSubscribeMessage(message({ openId: 'oStranger' })))
    }
    await keep(connect({ baseUrl: 'http://127.0.0.1:1' }).exchangeLoginCode('anything'))

    const text = [...thrown, ...failures].map((one) => inspect(one, { depth: 9 }) + JSON.stringify(one)).join('\n')
    const tokens = callsTo('/cgi-bin/message/subscribe/send').map(({ query }) => query.access_token ?? '')
    expect(tokens.length).toBeGreaterThan(0)
    expect(failures.length).toBeGreaterThan(faults.length)
    for (const secret of [account.secret, user.openId, 'oStranger', user.phone, ...codes, ...tokens]) {
      expect(text).not.toContain(secret)
    }
  })
})

describe('接口地址', () => {
  test.each([
    [defaultWechatBaseUrl, 'production', true],
    [`${defaultWechatBaseUrl}/`, 'production', true],
    ['http://127.0.0.1:3001', 'production', false],
    ['http://api.weixin.qq.com', 'production', false],
    ['https://api.weixin.qq.com.example.com', 'production', false],
    ['http://127.0.0.1:3001', 'development', true],
    ['http://127.0.0.1:3001', undefined, true],
    ['file:///etc/passwd', undefined, false],
    ['api.weixin.qq.com', undefined, false],
  ])('%s 在 %s 环境可用：%s', (baseUrl, NODE_ENV, isAllowed) => {
    const check = () => assertWechatBaseUrl(baseUrl, { NODE_ENV })
    if (isAllowed) expect(check).not.toThrow()
    else expect(check).toThrow('地址')
  })
})
