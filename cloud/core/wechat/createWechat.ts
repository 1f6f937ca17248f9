import type { Clock } from '@cloud/core/clock'
import { createAccessTokenSource } from './accessToken'
import type { WechatConnection } from './callWechat'
import type { WechatAccess } from './callWithToken'
import { exchangeLoginCode, type WechatIdentity } from './exchangeLoginCode'
import { getMiniProgramCode, type MiniProgramCodeRequest } from './getMiniProgramCode'
import { getPhoneNumber } from './getPhoneNumber'
import { createPushEndpoint, type PushQuery, type SealedReply } from './pushEndpoint'
import { type EmployeeMessage, type EmployeeSendResult, sendEmployeeMessage } from './sendEmployeeMessage'
import { type SubscribeMessage, type SubscribeSendResult, sendSubscribeMessage } from './sendSubscribeMessage'
import type { WechatError } from './wechatError'

export interface WechatConfig {
  appId: string
  secret: string
  /** `https://api.weixin.qq.com`; tests and the demo name a local server. */
  baseUrl: string
  /** 消息推送 Token; empty = every push is refused. */
  token: string
  /** 消息推送 EncodingAESKey; absent or empty = the push is not encrypted. */
  encodingAesKey?: string | undefined
  clock: Clock
  /** For one attempt of one call. */
  timeoutMs?: number
  /** Pauses before each retry of a busy answer. */
  retryDelaysMs?: readonly number[]
  /** Told of every failed attempt, for logs and alarms. Carries no secret and no openid. */
  onFailure?: (error: WechatError) => void
}

/** 微信 — everything the service asks of WeChat and hears from it. */
export interface Wechat {
  exchangeLoginCode(code: string): Promise<WechatIdentity>
  getPhoneNumber(code: string): Promise<string>
  sendSubscribeMessage(message: SubscribeMessage): Promise<SubscribeSendResult>
  sendEmployeeMessage(message: EmployeeMessage): Promise<EmployeeSendResult>
  getMiniProgramCode(request: MiniProgramCodeRequest): Promise<Buffer>
  verifySignature(query: PushQuery): boolean
  openEnvelope(query: PushQuery, body: string): Record<string, unknown>
  sealReply(reply: Record<string, unknown>): SealedReply
}

/**
 * Connects the service to one mini-program account. Nothing is fetched before the first call.
 *
 * @throws Error when the EncodingAESKey is not one.
 */
export function createWechat(config: WechatConfig): Wechat {
  const { appId, secret, baseUrl, timeoutMs = 8000, retryDelaysMs = [200, 800], onFailure } = config
  const connection: WechatConnection = { baseUrl, timeoutMs, retryDelaysMs, onFailure }
  const access: WechatAccess = { connection, tokens: createAccessTokenSource(connection, config) }
  return {
    exchangeLoginCode: (code) => exchangeLoginCode(connection, { appId, secret, code }),
    getPhoneNumber: (code) => getPhoneNumber(access, code),
    sendSubscribeMessage: (message) => sendSubscribeMessage(access, message),
    sendEmployeeMessage: (message) => sendEmployeeMessage(access, message),
    getMiniProgramCode: (request) => getMiniProgramCode(access, request),
    ...createPushEndpoint(config),
  }
}
