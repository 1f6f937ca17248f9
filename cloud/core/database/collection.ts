import mongoose, { type Model, Schema, type SchemaDefinition } from 'mongoose'
import { type Placement, watchPlaces } from './placedRows'

export interface IndexDefinition {
  keys: Record<string, 1 | -1>
  unique?: true
  /** Only documents matching this filter stand in the index. */
  where?: Record<string, unknown>
  /** Documents vanish this many seconds after the (single) date field of `keys`. */
  expireAfterSeconds?: number
}

/** Every collection declared so far, for migrations and tests. */
export const declaredCollections: { name: string; indexes: readonly IndexDefinition[] }[] = []

/** Collections whose rows carry the path of their organisation and follow it when it moves. */
export const placedCollections: string[] = []

/**
 * Declares a collection: its name, its fields as a mongoose definition, its indexes. `_id` is a string unless the definition says
 * otherwise. Unknown fields are refused when writing. Read with `.lean()`; ids are plain strings everywhere.
 * @param placement of rows with `organizationId` and `path`, when their organisation moves
 */
export function defineCollection<T extends { _id: string }>(
  name: string,
  fields: SchemaDefinition,
  indexes: readonly IndexDefinition[] = [],
  placement: Placement = 'follows',
): Model<T> {
  const schema = new Schema(
    { _id: { type: String, required: true }, ...fields },
    {
      strict: 'throw',
      strictQuery: 'throw',
      versionKey: false,
      minimize: false,
      autoIndex: false,
      autoCreate: false,
      id: false,
    },
  )
  for (const { keys, unique, where, expireAfterSeconds } of indexes)
    schema.index(keys, {
      ...(unique && { unique }),
      ...(where && { partialFilterExpression: where }),
      ...(expireAfterSeconds !== undefined && { expireAfterSeconds }),
    })
  declaredCollections.push({ name, indexes })
  if (fields['organizationId'] && fields['path'] && placement !== 'stays') {
    placedCollections.push(name)
    if (placement === 'follows') watchPlaces(schema)
  }
  return mongoose.model(name, schema, name) as unknown as Model<T>
}

/** Field kinds in short, for `defineCollection`. */
export const text = { type: String, required: true } as const
export const optionalText = { type: String } as const
export const count = { type: Number, required: true } as const
export const optionalCount = { type: Number } as const
export const flag = { type: Boolean, required: true } as const
export const when = { type: Date, required: true } as const
export const optionalWhen = { type: Date } as const
/** Anything plain: its shape is guarded by the schema the request passed and by the TypeScript type. */
export const anything = { type: Schema.Types.Mixed } as const
export const texts = { type: [String], required: true } as const
