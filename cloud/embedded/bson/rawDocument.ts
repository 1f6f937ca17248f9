import { ObjectId } from 'bson'
import { badValue } from '../errors'

/** Names inside raw BSON are compared as latin1 readings of their UTF-8 bytes: no decoding, one byte per character. */
export const rawName = (name: string): string => Buffer.from(name, 'utf8').toString('latin1')

export const OBJECT = 3
export const ARRAY = 4
const OBJECT_ID = 7

const FIXED_SIZES: Record<number, number> = { 1: 8, 6: 0, 7: 12, 8: 1, 9: 8, 10: 0, 16: 4, 17: 8, 18: 8, 19: 16 }

const afterCString = (raw: Buffer, at: number): number => {
  let end = at
  while (raw[end] !== 0) end++
  return end + 1
}

/** Where the value of BSON `type` that starts at `at` ends. */
const valueEnd = (raw: Buffer, type: number, at: number): number => {
  switch (type) {
    case 2:
    case 13:
    case 14:
      return at + 4 + raw.readInt32LE(at)
    case OBJECT:
    case ARRAY:
    case 15:
      return at + raw.readInt32LE(at)
    case 5:
      return at + 5 + raw.readInt32LE(at)
    case 11:
      return afterCString(raw, afterCString(raw, at))
    case 12:
      return at + 16 + raw.readInt32LE(at)
    case 127:
    case 255:
      return at
  }
  const size = FIXED_SIZES[type]
  if (size === undefined) throw badValue(`unknown BSON type ${type}`)
  return at + size
}

/** One element of a raw document: its bytes are `start..end`, its value's bytes `value..end`. */
export interface RawElement {
  type: number
  name: string
  start: number
  value: number
  end: number
}

/** The elements of the document that starts at `offset`. */
export function* rawElements(raw: Buffer, offset = 0): Generator<RawElement> {
  const last = offset + raw.readInt32LE(offset) - 1
  let start = offset + 4
  while (start < last) {
    const type = raw.readUInt8(start)
    const value = afterCString(raw, start + 1)
    const end = valueEnd(raw, type, value)
    yield { type, name: raw.toString('latin1', start + 1, value - 1), start, value, end }
    start = end
  }
}

const lists = new WeakMap<object, readonly string[]>()

/** The names of a set or tree that no longer changes, as a list. */
export const nameList = (names: ReadonlySet<string> | ReadonlyMap<string, unknown>): readonly string[] => {
  const known = lists.get(names)
  if (known) return known
  const made = [...names.keys()]
  lists.set(names, made)
  return made
}

/** Which of the names stands at `start..end`; compared byte by byte, because making a string of each costs more than all the rest. */
export const nameAt = (raw: Buffer, start: number, end: number, names: readonly string[]): string | undefined => {
  const length = end - start
  for (const name of names) {
    if (name.length !== length) continue
    let i = 0
    while (i < length && raw[start + i] === name.charCodeAt(i)) i++
    if (i === length) return name
  }
  return undefined
}

/** Calls `visit` with each element of the document at `offset`: its type, where it starts, where its value starts and ends. */
export const eachElement = (
  raw: Buffer,
  offset: number,
  visit: (type: number, start: number, value: number, end: number) => void,
): void => {
  const last = offset + raw.readInt32LE(offset) - 1
  let start = offset + 4
  while (start < last) {
    const type = raw.readUInt8(start)
    const value = afterCString(raw, start + 1)
    const end = valueEnd(raw, type, value)
    visit(type, start, value, end)
    start = end
  }
}

/** A copy with the named top-level elements only; a plain loop, because every index key and filter check passes here. */
export const pickElements = (raw: Buffer, names: ReadonlySet<string>): Buffer => {
  const list = nameList(names)
  const picked = Buffer.allocUnsafe(raw.length)
  const last = raw.readInt32LE(0) - 1
  let written = 4
  let found = 0
  let start = 4
  while (start < last && found < list.length) {
    const value = afterCString(raw, start + 1)
    const end = valueEnd(raw, raw.readUInt8(start), value)
    if (nameAt(raw, start + 1, value - 1, list) !== undefined) {
      raw.copy(picked, written, start, end)
      written += end - start
      found++
    }
    start = end
  }
  picked[written] = 0
  picked.writeInt32LE(written + 1, 0)
  return picked.subarray(0, written + 1)
}

/** The embedded documents of the array `name` as raw bytes, or undefined when there is no such array. */
export const findRawArray = (raw: Buffer, name: string): Buffer[] | undefined => {
  for (const element of rawElements(raw)) {
    if (element.name !== name || element.type !== ARRAY) continue
    return [...rawElements(raw, element.value)].map((item) => raw.subarray(item.value, item.end))
  }
  return undefined
}

const newIdElement = (): Buffer =>
  Buffer.concat([Buffer.from([OBJECT_ID]), Buffer.from('_id\0'), Buffer.from(new ObjectId().id)])

/** The document as MongoDB stores it: `_id` first, made when absent. The same bytes when nothing has to change. */
export const withIdFirst = (raw: Buffer): Buffer => {
  for (const element of rawElements(raw)) {
    if (element.name !== '_id') continue
    if (element.start === 4) return raw
    const before = raw.subarray(4, element.start)
    const own = raw.subarray(element.start, element.end)
    return Buffer.concat([raw.subarray(0, 4), own, before, raw.subarray(element.end)])
  }
  const made = Buffer.concat([raw.subarray(0, 4), newIdElement(), raw.subarray(4)])
  made.writeInt32LE(made.length, 0)
  return made
}
