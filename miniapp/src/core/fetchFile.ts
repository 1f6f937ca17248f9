import { ApiError } from './apiError'
import { fileAddress } from './request'
import { exchange } from './transport'

const PATIENCE_MS = 120_000
const NOT_THERE = '文件没有取到，请有信号时刷新后再试'

/** Bytes of a picture or paper; `url` as a reply has named it. @throws ApiError when they do not come. */
export async function fetchFile(url: string): Promise<ArrayBuffer> {
  const outgoing = {
    url: fileAddress(url),
    method: 'GET',
    headers: {},
    binary: true,
    timeoutMs: PATIENCE_MS,
  } as const
  const answer = await exchange(outgoing).catch(() => undefined)
  if (answer?.status !== 200) throw new ApiError(answer ? 'not_found' : 'offline', NOT_THERE)
  return answer.body as ArrayBuffer
}
