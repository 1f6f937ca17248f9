import type { CallInput, CallReply, Contract, Endpoint, Endpoints } from '@shared/core/contract'
import { addressOf, type RequestParts } from './address'
import { newId } from './newId'
import { request } from './request'
import { countTyped, forgetTyped } from './typed'

export interface CallOptions {
  /** Idempotency key, where the caller must keep it over several tries: see useAction and offlineQueue. */
  key?: string
}

type Input<E extends Endpoint> = CallInput<E> & (E extends { uploadBytes: number } ? { bytes: ArrayBuffer } : unknown)
type Args<E extends Endpoint> =
  unknown extends Input<E> ? [input?: undefined, options?: CallOptions] : [input: Input<E>, options?: CallOptions]

/** One function per endpoint, typed by the contract. */
export type Client<E extends Endpoints> = { readonly [K in keyof E]: (...args: Args<E[K]>) => Promise<CallReply<E[K]>> }

const fileNameOf = (disposition = ''): string =>
  decodeURIComponent(/filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1] ?? '') || '下载'

async function call(endpoint: Endpoint, parts: RequestParts, options: CallOptions): Promise<unknown> {
  const once = endpoint.method !== 'GET' && endpoint.once !== false
  const answer = await request({
    method: endpoint.method,
    path: addressOf(endpoint.path, parts),
    json: parts.body,
    bytes: parts.bytes,
    binary: endpoint.download !== undefined,
    key: options.key ?? (once ? newId() : undefined),
    typed: once && parts.body !== undefined ? countTyped() : 0,
  })
  if (once && parts.body !== undefined) forgetTyped()
  if (endpoint.download)
    return {
      fileName: fileNameOf(answer.headers['content-disposition']),
      bytes: new Uint8Array(answer.body as ArrayBuffer),
    }
  return JSON.parse(answer.body as string)
}

/** `const api = createClient(meetingsContract)`, then `api.fileMinutes({ params, body })`. @throws ApiError from every call. */
export function createClient<E extends Endpoints>(contract: Contract<E>): Client<E> {
  const entries = Object.entries(contract.endpoints).map(([name, endpoint]) => [
    name,
    (input?: RequestParts, options: CallOptions = {}) => call(endpoint, input ?? {}, options),
  ])
  return Object.fromEntries(entries) as Client<E>
}
