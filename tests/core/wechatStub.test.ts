import { startWechatStub, type WechatStub } from '../support/wechat/startWechatStub'
import { stubTemplateIds } from '../support/wechat/templates'

const account = { appId: 'wx0123456789abcdef', secret: 'secret', token: 'push-token' }
const credentials = { grant_type: 'client_credential', appid: account.appId, secret: account.secret }
const minute = 60_000

let stub: WechatStub
beforeAll(async () => {
  stub = await startWechatStub({ ...account, clock: { now: () => Date.UTC(2026, 2, 1) } })
})
afterAll(() => stub.stop())
beforeEach(() => stub.control.reset())

async function call(path: string, body?: unknown): Promise<Record<string, unknown>> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  return (await fetch(stub.url + path, init)).json() as Promise<Record<string, unknown>>
}
const stableToken = (more: object = {}) => call('/cgi-bin/stable_token', { ...credentials, ...more })
const classicToken = () => call(`/cgi-bin/token?${new URLSearchParams(credentials)}`)
const listTemplates = (token: unknown) => call(`/wxaapi/newtmpl/gettemplate?access_token=${token}`)
const advance = (ms: number) => stub.control.advanceClock({ ms })

describe('模拟微信：接口凭据', () => {
  test('稳定版在有效期内不变，剩余秒数递减，最后五分钟给新的而旧的仍可用', async () => {
    const first = await stableToken()
    expect(first).toMatchObject({ expires_in: 7200 })
    advance(100 * minute)
    expect(await stableToken()).toEqual({ access_token: first.access_token, expires_in: 1200 })
    advance(16 * minute)
    const second = await stableToken()
    expect(second.access_token).not.toBe(first.access_token)
    expect(await listTemplates(first.access_token)).toMatchObject({ errcode: 0 })
    advance(5 * minute)
    expect(await listTemplates(first.access_token)).toMatchObject({ errcode: 42001 })
    expect(await listTemplates(second.access_token)).toMatchObject({ errcode: 0 })
  })

  test('强制刷新作废旧凭据，三十秒内不再刷新，一天二十次', async () => {
    const before = await stableToken()
    const forced = await stableToken({ force_refresh: true })
    expect(await listTemplates(before.access_token)).toMatchObject({ errcode: 40001 })
    expect(await stableToken({ force_refresh: true })).toMatchObject({ access_token: forced.access_token })
    for (let round = 2; round <= 20; round += 1) {
      advance(minute)
      expect(await stableToken({ force_refresh: true })).toHaveProperty('access_token')
    }
    advance(minute)
    expect(await stableToken({ force_refresh: true })).toMatchObject({ errcode: 45009 })
  })

  test('旧接口每次换新，与稳定版互不影响；缺凭据 41001', async () => {
    const stable = await stableToken()
    const [first, second] = [await classicToken(), await classicToken()]
    expect(first.access_token).not.toBe(second.access_token)
    advance(5 * minute)
    expect(await listTemplates(first.access_token)).toMatchObject({ errcode: 42001 })
    expect(await listTemplates(second.access_token)).toMatchObject({ errcode: 0 })
    expect(await listTemplates(stable.access_token)).toMatchObject({ errcode: 0 })
    expect(await listTemplates('')).toMatchObject({
      errcode: 41001,
      errmsg: expect.stringMatching(/ rid: [0-9a-f-]{26}$/),
    })
  })
})

describe('模拟微信：模板', () => {
  test('列出、从公共库添加、删除，错误各有其码', async () => {
    const { access_token: token } = await stableToken()
    const manage = (action: string, body: object) =>
      call(`/wxaapi/newtmpl/${action}template?access_token=${token}`, body)
    const titles = async () => ((await listTemplates(token)).data as { title: string }[]).map(({ title }) => title)
    expect(await titles()).toEqual(['会议通知', '待办提醒', '审核结果通知'])

    const wanted = { tid: '1128', kidList: [1, 2, 3], sceneDesc: '活动开始前提醒' }
    for (const [change, errcode] of [
      [{ tid: '1' }, 200014],
      [{ kidList: [1] }, 200020],
      [{ kidList: [1, 2, 3, 4, 5, 6] }, 200020],
      [{ sceneDesc: '超过十五个字的场景说明会被拒绝' + '的' }, 200021],
    ] as const) {
      expect(await manage('add', { ...wanted, ...change })).toMatchObject({ errcode })
    }
    const { priTmplId } = await manage('add', wanted)
    expect(await manage('add', wanted)).toMatchObject({ errcode: 200022 })
    expect(await titles()).toContain('活动提醒')
    expect(await manage('del', { priTmplId })).toMatchObject({ errcode: 0 })
    expect(await titles()).not.toContain('活动提醒')
  })
})

describe('模拟微信：控制接口与演示手机', () => {
  test('控制接口经 HTTP 可用，出错有说明', async () => {
    const { result: user } = await call('/__stub/addUser', { nickname: '张伟' })
    const { openId } = user as { openId: string }
    const choices = { [stubTemplateIds.meetingNotice]: 'accept', [stubTemplateIds.todoReminder]: 'reject' }
    expect(await call('/__stub/simulatePopup', { openId, choices })).toEqual({
      result: { ...choices, errMsg: 'requestSubscribeMessage:ok' },
    })
    expect(await call('/__stub/snapshot', {})).toMatchObject({
      result: { users: [{ nickname: '张伟', credits: [1, 0, 0] }] },
    })
    expect(await call('/__stub/mintLoginCode', { openId: 'nobody' })).toEqual({ error: 'Error: no such user: nobody' })
    expect(await call('/__stub/nothing', {})).toEqual({ error: 'no such control' })
  })

  test('演示页自成一体，不取外部资源', async () => {
    const response = await fetch(`${stub.url}/phone`)
    const page = await response.text()
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(page).toContain('服务通知')
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//)
  })

  test('周期性故障按计划出现', async () => {
    stub.control.setFaults({ faults: [{ kind: 'busy', every: 3, path: '/cgi-bin/stable_token' }] })
    const codes: unknown[] = []
    for (let round = 0; round < 6; round += 1) codes.push((await stableToken()).errcode ?? 0)
    expect(codes).toEqual([0, 0, -1, 0, 0, -1])
  })
})
