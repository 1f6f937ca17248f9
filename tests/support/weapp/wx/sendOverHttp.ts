/** A request of the mini-program as it leaves the phone. */
export interface WxRequest {
  url: URL
  method: string
  headers: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
  timeout: number
  signal: AbortSignal
}

export interface WxResponse {
  status: number
  headers: Record<string, string>
  body: Uint8Array
}

export type SendRequest = (request: WxRequest) => Promise<WxResponse>

/** Sends to a real server at `baseUrl`, whatever host the bundle was built for. */
export function sendOverHttp(baseUrl: string): SendRequest {
  return async ({ url, method, headers, body, timeout, signal }) => {
    const response = await fetch(new URL(url.pathname + url.search, baseUrl), {
      method,
      headers,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
      ...(body === undefined ? {} : { body }),
    })
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    }
  }
}
