import { deserialize, serialize } from 'bson'

/** A decoded BSON document. */
export type Fields = Record<string, unknown>

const FAST = { promoteBuffers: false, bsonRegExp: true, validation: { utf8: false } } as const
const TYPED = {
  promoteValues: false,
  promoteLongs: false,
  promoteBuffers: false,
  bsonRegExp: true,
  validation: { utf8: false },
} as const

/** Decodes for comparing and computing: int32, double and safe int64 become JavaScript numbers. */
export const decodeFast = (raw: Uint8Array): Fields => deserialize(raw, FAST)

/** Decodes for changing and storing again: every value keeps its BSON type. */
export const decodeTyped = (raw: Uint8Array): Fields => deserialize(raw, TYPED)

export const encode = (fields: Fields): Buffer => {
  const bytes = serialize(fields, { ignoreUndefined: true })
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** True for an embedded document, false for arrays and for every BSON value class. */
export const isFields = (value: unknown): value is Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  if (value instanceof Date || value instanceof RegExp) return false
  return !('_bsontype' in value)
}

/** The single key of `{ $operator: argument }`, or undefined when it is not of that shape. */
export const soleEntry = (fields: Fields): [string, unknown] | undefined => {
  const entries = Object.entries(fields)
  return entries.length === 1 ? entries[0] : undefined
}
