import type { IncomingMessage } from 'node:http'
import { AppError } from '@shared/core/errors'
import getRawBody from 'raw-body'

const MAX_JSON_BYTES = 256 * 1024
const MAX_DEPTH = 12
const MAX_VALUES = 20_000

/** Reads at most `limit` bytes. @throws AppError too_large. */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  try {
    return await getRawBody(request, { limit, length: request.headers['content-length'] ?? null })
  } catch (error) {
    // What is left is read and dropped: the connection serves the next request.
    request.resume()
    if ((error as { type?: string }).type === 'entity.too.large')
      throw new AppError('too_large', `内容超过 ${Math.floor(limit / 1024)} KB，请分次提交`)
    throw new AppError('invalid_input', '请求没有传完，请重试')
  }
}

/** Refuses nesting and counts no page of ours ever sends, before any schema walks the value. */
function checkShape(value: unknown): void {
  let seen = 0
  const walk = (part: unknown, depth: number): void => {
    seen += 1
    if (depth > MAX_DEPTH) throw new AppError('invalid_input', '内容嵌套层数过多')
    if (seen > MAX_VALUES) throw new AppError('too_large', '内容项数过多，请分次提交')
    if (Array.isArray(part)) for (const item of part) walk(item, depth + 1)
    else if (typeof part === 'object' && part !== null) for (const item of Object.values(part)) walk(item, depth + 1)
  }
  walk(value, 0)
}

/** Reads a JSON body; an absent one is `undefined`. @throws AppError invalid_input or too_large. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBytes(request, MAX_JSON_BYTES)
  if (bytes.length === 0) return undefined
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new AppError('invalid_input', '请求内容不是有效的 JSON')
  }
  // A schema would take a list for an object without fields.
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new AppError('invalid_input', '填写有误：请求内容应是一个 JSON 对象')
  checkShape(value)
  return value
}
