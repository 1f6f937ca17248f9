import type { Clock } from '@cloud/core/clock'
import { createTokenCache } from './accessToken'
import type { WechatConnection } from './callWechat'
import { callWithToken } from './callWithToken'
import { WechatError } from './wechatError'

export interface WecomConfig {
  corpId: string
  /** Secret of the self-built app, not of the address book. */
  secret: string
  agentId: number
  /** `https://qyapi.weixin.qq.com`; tests and the demo name a local server. */
  baseUrl: string
  clock: Clock
  timeoutMs?: number
  retryDelaysMs?: readonly number[]
  onFailure?: (error: WechatError) => void
}

export interface WecomCard {
  /** Account of the member in WeCom. */
  userId: string
  title: string
  lines: readonly string[]
  /** Where a tap leads: a page of the product in the browser. */
  url: string
  /** At most four characters. */
  button: string
}

/** What became of a card; see `EmployeeSendResult` for the words. `noSuchUser`: not a member, or not one the app may write to. */
export type WecomSendResult =
  | { status: 'sent'; messageId?: string }
  | { status: 'noSuchUser' | 'busy' | 'rateLimited' | 'refused' | 'unanswered'; code?: number }

/** 企业微信 — messages of one self-built app to members of the corporation. */
export interface Wecom {
  sendCard(card: WecomCard): Promise<WecomSendResult>
}

/** Limits of a text card in bytes of UTF-8. */
const TITLE_BYTES = 128
const LINES_BYTES = 512
/** The same card within this time is dropped by WeCom, should an answer have been lost. */
const DUPLICATE_SECONDS = 1_800

/** Nobody named exists or may be written to; newer answers say it with errcode 0 and `invaliduser`. */
const NOBODY: readonly number[] = [81_013, 60_111, 40_003]
const LIMITED: readonly number[] = [45_009, 45_011, 45_033]

/** At most so many bytes, cut between characters with `…`. */
function shortenBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  let kept = ''
  for (const point of text) {
    if (Buffer.byteLength(kept + point) > bytes - 3) break
    kept += point
  }
  return `${kept}…`
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '')

/** Whole lines as far as they fit, each as the card's own markup. */
function describeLines(lines: readonly string[]): string {
  let text = ''
  for (const line of lines) {
    const next = `${text}<div class="normal">${escapeHtml(line)}</div>`
    if (Buffer.byteLength(next) > LINES_BYTES) break
    text = next
  }
  return text === '' ? shortenBytes(escapeHtml(lines[0] ?? ''), LINES_BYTES) : text
}

const listOf = (value: unknown): string[] => (typeof value === 'string' && value !== '' ? value.split('|') : [])

/**
 * Connects the service to one app of one corporation. Nothing is fetched before the first message. WeCom hands out the same token
 * while it is valid, so several instances need no shared cache. Sources: 获取access_token, 发送应用消息 (QY/90454 for the limits).
 */
export function createWecom(config: WecomConfig): Wecom {
  const { corpId, secret, agentId, baseUrl, clock, timeoutMs = 8_000, retryDelaysMs = [200, 800], onFailure } = config
  const connection: WechatConnection = { baseUrl, timeoutMs, retryDelaysMs, onFailure }
  const tokens = createTokenCache(connection, clock, {
    method: 'GET',
    path: '/cgi-bin/gettoken',
    query: { corpid: corpId, corpsecret: secret },
    isRepeatable: true,
  })

  async function sendCard({ userId, title, lines, url, button }: WecomCard): Promise<WecomSendResult> {
    try {
      const answer = await callWithToken(
        { connection, tokens },
        {
          method: 'POST',
          path: '/cgi-bin/message/send',
          body: {
            touser: userId,
            msgtype: 'textcard',
            agentid: agentId,
            textcard: {
              title: shortenBytes(title, TITLE_BYTES),
              description: describeLines(lines),
              url,
              btntxt: button,
            },
            enable_duplicate_check: 1,
            duplicate_check_interval: DUPLICATE_SECONDS,
          },
        },
      )
      const json = answer.kind === 'json' ? answer.json : {}
      const refused = [...listOf(json.invaliduser), ...listOf(json.unlicenseduser)]
      // WeCom gives accounts back in lower case.
      if (refused.some((one) => one.toLowerCase() === userId.toLowerCase())) return { status: 'noSuchUser', code: 0 }
      return { status: 'sent', ...(typeof json.msgid === 'string' && { messageId: json.msgid }) }
    } catch (error) {
      if (!(error instanceof WechatError)) throw error
      const { errcode } = error
      if (errcode === undefined) return { status: 'unanswered' }
      const status = NOBODY.includes(errcode)
        ? 'noSuchUser'
        : errcode === -1
          ? 'busy'
          : LIMITED.includes(errcode)
            ? 'rateLimited'
            : 'refused'
      return { status, code: errcode }
    }
  }

  return { sendCard }
}
