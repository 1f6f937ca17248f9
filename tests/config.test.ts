import { readConfig } from '@cloud/config'

const FIELD_KEY = Buffer.alloc(32, 1).toString('base64')

describe('配置', () => {
  test('什么都不给时有能用的默认值', () => {
    const config = readConfig({}, FIELD_KEY)
    expect(config).toMatchObject({
      environment: 'development',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      ratePerMinute: 600,
    })
    expect(config.mongodbUri).toBeUndefined()
    expect(config.wechat).toBeUndefined()
  })
  test('管理员默认要两步验证；示范不要，生产环境里的 DEMO 不算数', () => {
    expect(readConfig({}, FIELD_KEY).secondFactor).toBe('administrators')
    expect(readConfig({ DEMO: '1' }, FIELD_KEY).secondFactor).toBe('off')
    expect(readConfig({ SECOND_FACTOR: 'off' }, FIELD_KEY).secondFactor).toBe('off')
    const production = readConfig({ NODE_ENV: 'production', FIELD_KEY, DEMO: '1' })
    expect(production.secondFactor).toBe('administrators')
  })
  test('生产环境必须自带密钥', () => {
    expect(() => readConfig({ NODE_ENV: 'production' }, FIELD_KEY)).toThrow('FIELD_KEY')
    expect(readConfig({ NODE_ENV: 'production', FIELD_KEY }).fieldKey).toBe(FIELD_KEY)
  })
  test('生产环境不接受别处的微信地址', () => {
    const env = { NODE_ENV: 'production', FIELD_KEY, WECHAT_API_BASE: 'http://127.0.0.1:3001' }
    expect(() => readConfig(env)).toThrow()
  })
  test('企业微信没有设置就没有；设置了也只接受官方地址', () => {
    expect(readConfig({}, FIELD_KEY).wecom).toBeUndefined()
    const wecom = { WECOM_CORP_ID: 'ww1', WECOM_SECRET: 's', WECOM_AGENT_ID: '1000002' }
    expect(readConfig(wecom, FIELD_KEY).wecom).toMatchObject({ agentId: 1_000_002 })
    const elsewhere = { NODE_ENV: 'production', FIELD_KEY, ...wecom, WECOM_API_BASE: 'http://127.0.0.1:3001' }
    expect(() => readConfig(elsewhere)).toThrow('qyapi.weixin.qq.com')
  })
  test.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['MONGODB_URI', 'http://example.org'],
    ['NODE_ENV', 'staging'],
    ['PUBLIC_URL', 'not a url'],
  ])('%s=%s 会被指名拒绝', (name, value) => {
    expect(() => readConfig({ [name]: value }, FIELD_KEY)).toThrow(name)
  })
})
