import { MAX_PAGE } from '@shared/core/contract'
import { AppError } from '@shared/core/errors'
import mongoose, { type Model, type ProjectionType, type QueryFilter } from 'mongoose'

export interface PageRequest {
  cursor?: string | undefined
  limit?: number | undefined
}

export interface Page<T> {
  items: T[]
  next: string | null
}

const foreignCursor = (): AppError => new AppError('invalid_input', '翻页标记无效，请从第一页重新打开')

const encode = (values: readonly unknown[]): string => Buffer.from(JSON.stringify(values)).toString('base64url')

function decode(cursor: string, fields: number): unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const plain = (value: unknown) => value === null || ['string', 'number'].includes(typeof value)
    if (Array.isArray(values) && values.length === fields && values.every(plain)) return values
  } catch {
    // falls through to the same answer as any other foreign cursor
  }
  throw foreignCursor()
}

/**
 * One page of a query in a stable order. `sort` names the fields of an index, which every row has; `_id` is added to break ties. Rows that are added or
 * removed between two pages neither repeat nor hide others.
 */
export async function findPage<T extends { _id: string }>(
  model: Model<T>,
  filter: QueryFilter<T>,
  sort: Record<string, 1 | -1>,
  request: PageRequest,
  projection?: ProjectionType<T>,
): Promise<Page<T>> {
  const limit = Math.min(request.limit ?? 20, MAX_PAGE)
  const last = Object.values(sort).at(-1) ?? 1
  const order: Record<string, 1 | -1> = '_id' in sort ? sort : { ...sort, _id: last }
  const fields = Object.entries(order)
  let where: QueryFilter<T> = filter
  if (request.cursor) {
    const values = decode(request.cursor, fields.length)
    const after = fields.map(([field, direction], i) => ({
      ...Object.fromEntries(fields.slice(0, i).map(([name], j) => [name, values[j]])),
      [field]: { [direction === 1 ? '$gt' : '$lt']: values[i] },
    }))
    // The bound of the first field follows from the rest; without it a planner would read the index from its beginning.
    const [[first, direction] = ['_id', 1]] = fields
    const bound = values[0] === null ? {} : { [first]: { [direction === 1 ? '$gte' : '$lte']: values[0] } }
    where = { $and: [filter, bound, { $or: after }] } as QueryFilter<T>
  }
  const rows = (await model
    .find(where, projection)
    .sort(order)
    .limit(limit + 1)
    .lean()
    .catch((error: unknown) => {
      throw request.cursor && error instanceof mongoose.Error.CastError ? foreignCursor() : error
    })) as T[]
  const items = rows.slice(0, limit)
  const end = items.at(-1) as Record<string, unknown> | undefined
  const next = rows.length > limit && end ? encode(fields.map(([field]) => end[field] ?? null)) : null
  return { items, next }
}
