import Taro from '@tarojs/taro'
import { isH5 } from './platform'

export interface Outgoing {
  url: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  headers: Record<string, string>
  /** JSON text, or a file's bytes. */
  body?: string | ArrayBuffer
  /** The answer is a file. */
  binary: boolean
  timeoutMs: number
}

export interface Incoming {
  status: number
  /** Header names in lower case. */
  headers: Record<string, string>
  body: string | ArrayBuffer
}

/** The answer did not come: no signal, no service, or too slow. */
export class TransportError extends Error {
  constructor(readonly kind: 'offline' | 'timeout') {
    super(kind)
  }
}

/** One HTTP exchange: `fetch` in the browser, `wx.request` in WeChat. @throws TransportError when no answer came. */
export const exchange = (outgoing: Outgoing): Promise<Incoming> =>
  isH5 ? exchangeInBrowser(outgoing) : exchangeInWeChat(outgoing)

async function exchangeInBrowser({ url, method, headers, body, binary, timeoutMs }: Outgoing): Promise<Incoming> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), timeoutMs)
  try {
    const answer = await fetch(url, { method, headers, body, signal: stop.signal })
    const asBytes = binary && answer.ok
    const named: Record<string, string> = {}
    answer.headers.forEach((value, name) => {
      named[name] = value
    })
    return {
      status: answer.status,
      headers: named,
      body: asBytes ? await answer.arrayBuffer() : await answer.text(),
    }
  } catch {
    throw new TransportError(stop.signal.aborted ? 'timeout' : 'offline')
  } finally {
    clearTimeout(timer)
  }
}

async function exchangeInWeChat({ url, method, headers, body, binary, timeoutMs }: Outgoing): Promise<Incoming> {
  try {
    const answer = await Taro.request<string | ArrayBuffer>({
      url,
      method,
      header: headers,
      data: body,
      dataType: 'text',
      responseType: binary ? 'arraybuffer' : 'text',
      timeout: timeoutMs,
    })
    const lower = Object.entries(answer.header ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])
    return { status: answer.statusCode, headers: Object.fromEntries(lower), body: answer.data }
  } catch (error) {
    const { errMsg } = error as { errMsg?: string }
    throw new TransportError(errMsg?.includes('timeout') ? 'timeout' : 'offline')
  }
}
