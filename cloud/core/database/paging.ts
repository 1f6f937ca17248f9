import { AppError } from '@shared/core/errors'
import mongoose, { type Model, type ProjectionType, type QueryFilter } from 'mongoose'

/** What one question brings at most; callers from outside are held to less by their contract. */
const MAX_ROWS = 1_000

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

/** Conditions for what stands after a value. Rows without the field stand first when ascending, and no comparison finds them. */
function laterValues(direction: 1 | -1, value: unknown, mayLack: boolean): unknown[] {
  if (value === null) return direction === 1 ? [{ $ne: null }] : []
  if (direction === 1) return [{ $gt: value }]
  return mayLack ? [{ $lt: value }, null] : [{ $lt: value }]
}

/**
 * One page of a query in a stable order. `sort` names the fields of an index; `_id` is added to break ties. Rows that are added or
 * removed between two pages neither repeat nor hide others.
 * @param mayLack fields of the order that not every row has
 */
export async function findPage<T extends { _id: string }>(
  model: Model<T>,
  filter: QueryFilter<T>,
  sort: Record<string, 1 | -1>,
  request: PageRequest,
  projection?: ProjectionType<T>,
  mayLack: readonly string[] = [],
): Promise<Page<T>> {
  const limit = Math.min(request.limit ?? 20, MAX_ROWS)
  const last = Object.values(sort).at(-1) ?? 1
  const order: Record<string, 1 | -1> = '_id' in sort ? sort : { ...sort, _id: last }
  const fields = Object.entries(order)
  let where: QueryFilter<T> = filter
  if (request.cursor) {
    const values = decode(request.cursor, fields.length)
    const after = fields.flatMap(([field, direction], i) => {
      const same = Object.fromEntries(fields.slice(0, i).map(([name], j) => [name, values[j]]))
      return laterValues(direction, values[i], mayLack.includes(field)).map((later) => ({ ...same, [field]: later }))
    })
    // The bound of the first field follows from the rest; without it a planner would read the index from its beginning.
    const [[first, direction] = ['_id', 1]] = fields
    const isBound = values[0] !== null && !(direction === -1 && mayLack.includes(first))
    const bound = isBound ? { [first]: { [direction === 1 ? '$gte' : '$lte']: values[0] } } : {}
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
