import type { Activity } from '../logic/activity'
import type { LogicRealm } from '../logic/logicRealm'
import type { SendRequest, WxResponse } from './sendOverHttp'
import { type DefineAsync, textOf, type WxApi, type WxOptions } from './wxHost'

/** wx.request knows no PATCH. */
const METHODS = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']
const DEFAULT_TIMEOUT = 60_000

/** The phone's connection; tests switch it. */
export interface Connection {
  online: boolean
  setOnline(online: boolean): void
}

const isBuffer = (value: unknown): value is ArrayBuffer =>
  Object.prototype.toString.call(value) === '[object ArrayBuffer]'

function readHeaders(options: WxOptions): Record<string, string> {
  const given = Object.entries((options['header'] ?? {}) as Record<string, unknown>)
  return {
    'content-type': 'application/json',
    ...Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), String(value)])),
  }
}

function encodeBody(data: unknown, contentType: string): string | Uint8Array<ArrayBuffer> | undefined {
  if (data === undefined || data === null) return undefined
  if (typeof data === 'string') return data
  if (isBuffer(data)) return new Uint8Array(data)
  if (!contentType.includes('urlencoded')) return JSON.stringify(data)
  const fields = Object.entries(data as Record<string, unknown>)
  return new URLSearchParams(fields.map(([key, value]) => [key, String(value)])).toString()
}

function readUrl(options: WxOptions, method: string): URL {
  const url = new URL(textOf(options['url']))
  if (method !== 'GET') return url
  for (const [key, value] of Object.entries((options['data'] ?? {}) as Record<string, unknown>)) {
    url.searchParams.set(key, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  return url
}

/** wx.request and the network state, over `send`. */
export function defineNetwork(
  wx: WxApi,
  defineAsync: DefineAsync,
  { realm, activity, send, online }: { realm: LogicRealm; activity: Activity; send: SendRequest; online: boolean },
): Connection {
  const listeners = new Set<(state: unknown) => void>()
  const describe = () => ({ networkType: connection.online ? 'wifi' : 'none', isConnected: connection.online })
  const connection: Connection = {
    online,
    setOnline(online) {
      connection.online = online
      for (const listener of listeners) activity.run(() => listener(realm.adopt(describe())))
    },
  }

  function decode({ status, headers, body }: WxResponse, options: WxOptions): object {
    const base = realm.adopt({ statusCode: status, header: headers, cookies: [] as string[], errMsg: 'request:ok' })
    if (options['responseType'] === 'arraybuffer') return Object.assign(base, { data: realm.buffer(body) })
    const text = Buffer.from(body).toString('utf8')
    const parsed = textOf(options['dataType'] ?? 'json') === 'json' ? realm.parse(text) : undefined
    return Object.assign(base, { data: parsed ?? text })
  }

  async function exchange(options: WxOptions, signal: AbortSignal): Promise<object> {
    const method = textOf(options['method'] ?? 'GET').toUpperCase()
    if (!METHODS.includes(method)) throw new Error(`method ${method} is not supported by wx.request`)
    if (!/^https?:\/\//.test(textOf(options['url']))) throw new Error(`invalid url "${textOf(options['url'])}"`)
    if (!connection.online) throw new Error('network is down')
    const headers = readHeaders(options)
    const body = method === 'GET' ? undefined : encodeBody(options['data'], headers['content-type'] ?? '')
    const timeout = Number(options['timeout'] ?? DEFAULT_TIMEOUT)
    const url = readUrl(options, method)
    const response = await send({ url, method, headers, timeout, signal, ...(body === undefined ? {} : { body }) })
    if (response.status >= 500) activity.problems.push(`${method} ${url.pathname} answered ${response.status}`)
    return decode(response, options)
  }

  wx['request'] = (options: WxOptions) => {
    const end = activity.begin()
    const abort = new AbortController()
    const tell = (name: string, result: object) => {
      const callback = options[name]
      if (typeof callback === 'function') activity.run(() => callback(result))
    }
    const finish = (name: 'success' | 'fail', result: object) => {
      tell(name, result)
      tell('complete', result)
      end()
    }
    exchange(options, abort.signal).then(
      (result) => finish('success', result),
      (error: Error) => {
        const reason = abort.signal.aborted ? 'abort' : error.name === 'TimeoutError' ? 'timeout' : error.message
        if (connection.online && !abort.signal.aborted)
          activity.problems.push(`request:fail ${reason} ${textOf(options['url'])}`)
        finish('fail', realm.adopt({ errno: 600_001, errMsg: `request:fail ${reason}` }))
      },
    )
    const ignore = () => undefined
    return { abort: () => abort.abort(), onHeadersReceived: ignore, offHeadersReceived: ignore }
  }
  wx['onNetworkStatusChange'] = (listener: (state: unknown) => void) => void listeners.add(listener)
  wx['offNetworkStatusChange'] = (listener: (state: unknown) => void) => void listeners.delete(listener)
  defineAsync('getNetworkType', () => describe())
  return connection
}
