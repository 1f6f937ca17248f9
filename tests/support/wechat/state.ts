import { randomBytes } from 'node:crypto'
import type { Clock } from '@cloud/core/clock'
import { initialTemplates, type StubTemplate } from './templates'

export interface StubConfig {
  appId: string
  secret: string
  token: string
  /** Absent: pushes are sent in plain mode. */
  encodingAesKey?: string | undefined
  /** Where pushes go; without it events are only logged. */
  callbackUrl?: string | undefined
  /** Where a tap on a message leads on the phone page; the page's path is appended. */
  appUrl?: string | undefined
  /** 企业微信: one corporation with one app; without it every token call is refused. */
  wecom?: { corpId: string; secret: string; agentId: number } | undefined
  clock: Clock
}

export interface FakeUser {
  openId: string
  unionId: string
  nickname: string
  phone: string
  /** Login is refused with 40226. */
  isHighRisk: boolean
  /** Of the latest login only; an older one is worthless. */
  sessionKey?: string
}

export interface IssuedCode {
  openId: string
  expiresAt: number
  isUsed: boolean
}

export interface IssuedToken {
  expiresAt: number
  /** Superseded or killed: 40001 instead of 42001. */
  isRevoked: boolean
}

/** A message that reached a phone. */
export interface DeliveredMessage {
  messageId: string
  openId: string
  templateId: string
  title: string
  fields: { label: string; value: string }[]
  page: string
  state: string
  at: string
}

/** A staff message that reached a phone. */
export type EmployeeDelivered = Pick<DeliveredMessage, 'openId' | 'templateId' | 'fields' | 'page' | 'at'>

/** A WeCom card that reached a member. */
export interface DeliveredCard {
  userId: string
  title: string
  description: string
  url: string
  at: string
}

/** One call of the service, with its answer's code. */
export interface JournalEntry {
  at: string
  method: string
  path: string
  query: Record<string, string>
  body: string
  status: number
  errcode: number
}

/** One push to the service. */
export interface PushRecord {
  event: Record<string, unknown>
  attempts: number
  outcome: 'held' | 'pending' | 'answered' | 'lost'
  answer?: string
}

/** A fault hits every `every`-th matching call, at most `times` times. */
export interface Fault {
  kind: 'latency' | 'busy' | 'badGateway' | 'truncated' | 'reset'
  /** Exact path; absent: every API path. */
  path?: string
  every?: number
  times?: number
  /** For `latency`. */
  ms?: number
}

export interface StubFlags {
  isSecretFrozen: boolean
  isCallerBlocked: boolean
  hasUnionIds: boolean
  loginsPerMinute: number
  sendsPerDay: number
  /** How long one send occupies a person. */
  sendMs: number
  sensitiveWords: string[]
  bannedTemplateIds: string[]
  /** Known to the released version; empty: any page is. */
  publishedPages: string[]
  isEveryEventDoubled: boolean
  areEventsHeld: boolean
  eventTimeoutMs: number
  /** How staff messages carry their fields: the real service's choice is not known for sure. */
  employeeData: 'nested' | 'flat'
  isWecomCallerBlocked: boolean
  /** Nobody among those named exists: 81013, or errcode 0 with `invaliduser`. */
  isNobodyAnError: boolean
}

export type StubState = ReturnType<typeof createContent> & { readonly config: StubConfig }

export function createState(config: StubConfig): StubState {
  return { config, ...createContent() }
}

export function resetState(state: StubState): void {
  Object.assign(state, createContent())
}

/** Milliseconds of the stub's own clock, which the control API can advance. */
export function nowOf(state: StubState): number {
  return state.config.clock.now() + state.clockOffsetMs
}

export const isoNow = (state: StubState): string => new Date(nowOf(state)).toISOString()

export const creditKey = (openId: string, templateId: string): string => `${openId} ${templateId}`

/** Shaped like WeChat's: `o` and 27 more characters. */
export const makeOpenId = (): string => `o${randomBytes(21).toString('base64url').slice(0, 27)}`

function createContent() {
  return {
    clockOffsetMs: 0,
    users: new Map<string, FakeUser>(),
    loginCodes: new Map<string, IssuedCode>(),
    phoneCodes: new Map<string, IssuedCode>(),
    loginTimes: new Map<string, number[]>(),
    phoneCharges: 0,
    tokens: new Map<string, IssuedToken>(),
    stableToken: undefined as string | undefined,
    classicToken: undefined as string | undefined,
    forcedRefreshes: [] as number[],
    templates: initialTemplates() as StubTemplate[],
    /** One-time: messages left; long-term: 1 = agreed. By creditKey. */
    credits: new Map<string, number>(),
    sending: new Set<string>(),
    sendsByDay: new Map<number, number>(),
    messages: [] as DeliveredMessage[],
    /** Templates each bound member of staff takes, by openid. */
    employees: new Map<string, Set<string>>(),
    employeeMessages: [] as EmployeeDelivered[],
    wecomToken: undefined as (IssuedToken & { value: string }) | undefined,
    wecomUsers: new Set<string>(),
    cards: [] as DeliveredCard[],
    nextMessageId: 3_541_986_235_872_313_344n,
    pushes: [] as PushRecord[],
    heldPushes: [] as PushRecord[],
    pendingPushes: new Set<Promise<void>>(),
    faults: [] as { fault: Fault; seen: number; hits: number }[],
    journal: [] as JournalEntry[],
    flags: {
      isSecretFrozen: false,
      isCallerBlocked: false,
      hasUnionIds: false,
      loginsPerMinute: 100,
      sendsPerDay: 10_000_000,
      sendMs: 0,
      sensitiveWords: ['敏感词'],
      bannedTemplateIds: [],
      publishedPages: [],
      isEveryEventDoubled: false,
      areEventsHeld: false,
      eventTimeoutMs: 5000,
      employeeData: 'nested',
      isWecomCallerBlocked: false,
      isNobodyAnError: false,
    } as StubFlags,
  }
}
