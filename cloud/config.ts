import * as v from '@shared/core/schema'
import { assertWechatBaseUrl, defaultWecomBaseUrl } from './core/wechat/wechatBaseUrl'

const number = (fallback: number, min: number, max: number) =>
  v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d+$/, 'must be a whole number'),
      v.transform(Number),
      v.minValue(min),
      v.maxValue(max),
    ),
    String(fallback),
  )

const Environment = v.object({
  NODE_ENV: v.optional(v.picklist(['development', 'test', 'production']), 'development'),
  HOST: v.optional(v.string(), '127.0.0.1'),
  PORT: number(3000, 0, 65_535),
  MONGODB_URI: v.optional(v.pipe(v.string(), v.regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb://'))),
  DATABASE: v.optional(v.string(), 'zhixing'),
  DATA_FOLDER: v.optional(v.string(), 'data'),
  FIELD_KEY: v.optional(v.string()),
  PUBLIC_URL: v.optional(v.pipe(v.string(), v.url())),
  LOG_LEVEL: v.optional(v.picklist(['debug', 'info', 'warn', 'error', 'silent']), 'info'),
  TRUST_PROXY: v.optional(v.picklist(['0', '1']), '0'),
  RATE_PER_MINUTE: number(600, 1, 1_000_000),
  METRICS_TOKEN: v.optional(v.string()),
  SECOND_FACTOR: v.optional(v.picklist(['administrators', 'off'])),
  DEMO: v.optional(v.string()),
  WECHAT_APP_ID: v.optional(v.string()),
  WECHAT_SECRET: v.optional(v.string()),
  WECHAT_TOKEN: v.optional(v.string(), ''),
  WECHAT_AES_KEY: v.optional(v.string(), ''),
  WECHAT_API_BASE: v.optional(v.string(), 'https://api.weixin.qq.com'),
  WECHAT_STATE: v.optional(v.picklist(['developer', 'trial', 'formal']), 'formal'),
  WECHAT_TEMPLATES: v.optional(v.string(), '{}'),
  WECHAT_EMPLOYEE_TEMPLATES: v.optional(v.string(), '{}'),
  WECHAT_EMPLOYEE_DATA: v.optional(v.picklist(['nested', 'flat']), 'nested'),
  WECOM_CORP_ID: v.optional(v.string()),
  WECOM_SECRET: v.optional(v.string()),
  WECOM_AGENT_ID: number(0, 0, 1_000_000_000),
  WECOM_API_BASE: v.optional(v.string(), defaultWecomBaseUrl),
})

/** Which WeChat template carries which kind of reminder, and under which key each of our fields travels. */
const Templates = v.record(
  v.picklist(['meetingNotice', 'dutyReminder']),
  v.object({ id: v.string(), title: v.string(), fields: v.record(v.string(), v.string()) }),
)
export type WechatTemplates = v.InferOutput<typeof Templates>

export interface Config {
  environment: 'development' | 'test' | 'production'
  host: string
  port: number
  /** Absent: the embedded store in `dataFolder` is used. */
  mongodbUri?: string
  database: string
  dataFolder: string
  /** 32 bytes, base64. */
  fieldKey: string
  publicUrl: string
  logLevel: string
  trustProxy: boolean
  /** Requests a person, or an address before sign-in, may send in a minute. */
  ratePerMinute: number
  metricsToken?: string
  /** Who must add a second factor to the password (H-15). The demo, whose passwords everybody knows, asks nobody. */
  secondFactor: 'administrators' | 'off'
  wechat?: {
    appId: string
    secret: string
    token: string
    encodingAesKey: string
    baseUrl: string
    state: 'developer' | 'trial' | 'formal'
  }
  /** One-time subscribe messages (订阅消息). */
  wechatTemplates: WechatTemplates
  /** Staff messages (用工关系); without a template the channel is off. */
  employee: { templates: WechatTemplates; nesting: 'nested' | 'flat' }
  /** 企业微信; absent: the channel is off. */
  wecom?: { corpId: string; secret: string; agentId: number; baseUrl: string }
}

/**
 * Reads the configuration from environment variables. In production a field key must be given; elsewhere `devFieldKey` stands in.
 * @throws Error that names every variable that is wrong or missing.
 */
export function readConfig(env: Record<string, string | undefined>, devFieldKey?: string): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = v.safeParse(Environment, set)
  if (!parsed.success)
    throw new Error(
      `Configuration: ${parsed.issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}`).join('; ')}`,
    )
  const e = parsed.output
  const fieldKey = e.FIELD_KEY ?? (e.NODE_ENV === 'production' ? undefined : devFieldKey)
  if (!fieldKey) throw new Error('Configuration: FIELD_KEY is missing (32 bytes in base64: openssl rand -base64 32)')
  assertWechatBaseUrl(e.WECHAT_API_BASE, { NODE_ENV: e.NODE_ENV })
  assertWechatBaseUrl(e.WECOM_API_BASE, { NODE_ENV: e.NODE_ENV }, defaultWecomBaseUrl)
  return {
    environment: e.NODE_ENV,
    host: e.HOST,
    port: e.PORT,
    ...(e.MONGODB_URI && { mongodbUri: e.MONGODB_URI }),
    database: e.DATABASE,
    dataFolder: e.DATA_FOLDER,
    fieldKey,
    publicUrl: e.PUBLIC_URL ?? `http://localhost:${e.PORT}`,
    logLevel: e.LOG_LEVEL,
    trustProxy: e.TRUST_PROXY === '1',
    ratePerMinute: e.RATE_PER_MINUTE,
    ...(e.METRICS_TOKEN && { metricsToken: e.METRICS_TOKEN }),
    secondFactor: e.SECOND_FACTOR ?? (e.DEMO === '1' && e.NODE_ENV !== 'production' ? 'off' : 'administrators'),
    ...(e.WECHAT_APP_ID &&
      e.WECHAT_SECRET && {
        wechat: {
          appId: e.WECHAT_APP_ID,
          secret: e.WECHAT_SECRET,
          token: e.WECHAT_TOKEN,
          encodingAesKey: e.WECHAT_AES_KEY,
          baseUrl: e.WECHAT_API_BASE,
          state: e.WECHAT_STATE,
        },
      }),
    wechatTemplates: v.parse(Templates, JSON.parse(e.WECHAT_TEMPLATES)),
    employee: {
      templates: v.parse(Templates, JSON.parse(e.WECHAT_EMPLOYEE_TEMPLATES)),
      nesting: e.WECHAT_EMPLOYEE_DATA,
    },
    ...(e.WECOM_CORP_ID &&
      e.WECOM_SECRET && {
        wecom: {
          corpId: e.WECOM_CORP_ID,
          secret: e.WECOM_SECRET,
          agentId: e.WECOM_AGENT_ID,
          baseUrl: e.WECOM_API_BASE,
        },
      }),
  }
}
