import type { Binary, BSONRegExp, Code, ObjectId, Timestamp } from 'bson'
import type { Fields } from './document'
import { Rank, rankOf, toDouble, toExactInteger } from './order'

/** A growing buffer; one per process, because keys are built one at a time and copied out. */
let bytes = Buffer.allocUnsafe(4096)
let length = 0

const reserve = (more: number): void => {
  if (length + more <= bytes.length) return
  const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, length + more))
  bytes.copy(larger, 0, 0, length)
  bytes = larger
}

const pushByte = (value: number): void => {
  reserve(1)
  bytes[length++] = value
}

const pushBytes = (value: Uint8Array): void => {
  reserve(value.length)
  bytes.set(value, length)
  length += value.length
}

/** UTF-8, zero bytes escaped as 00 FF, ended by 00 00: no key component is the beginning of another. */
const pushString = (value: string): void => {
  reserve(value.length * 3 + 2)
  if (!value.includes('\0')) length += bytes.write(value, length, 'utf8')
  else {
    for (const byte of Buffer.from(value, 'utf8')) {
      pushByte(byte)
      if (byte === 0) pushByte(0xff)
    }
  }
  pushByte(0)
  pushByte(0)
}

const scratch = new DataView(new ArrayBuffer(8))
const nextDoubleBelow = (value: number): number => {
  scratch.setFloat64(0, value)
  scratch.setBigInt64(0, scratch.getBigInt64(0) + (value > 0 ? -1n : 1n))
  return scratch.getFloat64(0)
}

/** The largest double not above the number, in sortable bits, then what an int64 is above that double (16 bits). */
const pushNumber = (value: unknown): void => {
  reserve(10)
  let double = toDouble(value)
  let above = 0
  const exact = toExactInteger(value)
  if (exact !== undefined) {
    if (BigInt(double) > exact) double = nextDoubleBelow(double)
    above = Number(exact - BigInt(double))
  }
  if (Number.isNaN(double)) bytes.fill(0, length, length + 8)
  else {
    bytes.writeDoubleBE(double === 0 ? 0 : double, length)
    if (double < 0) for (let i = 0; i < 8; i++) bytes[length + i] = ~(bytes[length + i] ?? 0) & 0xff
    else bytes[length] = (bytes[length] ?? 0) ^ 0x80
  }
  bytes.writeUInt16BE(above, length + 8)
  length += 10
}

const pushDate = (value: Date): void => {
  reserve(8)
  bytes.writeBigInt64BE(BigInt(value.getTime()), length)
  bytes[length] = (bytes[length] ?? 0) ^ 0x80
  length += 8
}

const pushBinary = (value: Binary): void => {
  reserve(5)
  bytes.writeUInt32BE(value.length(), length)
  bytes[length + 4] = value.sub_type
  length += 5
  pushBytes(value.value())
}

const pushFields = (fields: Fields): void => {
  for (const [name, value] of Object.entries(fields)) {
    pushByte(rankOf(value))
    pushString(name)
    pushValue(value)
  }
  pushByte(0)
}

const pushTimestamp = (value: Timestamp): void => {
  reserve(8)
  bytes.writeUInt32BE(value.getHighBitsUnsigned(), length)
  bytes.writeUInt32BE(value.getLowBitsUnsigned(), length + 4)
  length += 8
}

const pushArray = (items: unknown[]): void => {
  for (const item of items) pushValue(item)
  pushByte(0)
}

const pushRegExp = ({ pattern, options }: BSONRegExp): void => {
  pushString(pattern)
  pushString(options)
}

const pushValue = (value: unknown): void => {
  const rank = rankOf(value)
  pushByte(rank)
  if (rank === Rank.number) pushNumber(value)
  else if (rank === Rank.string) pushString(value as string)
  else if (rank === Rank.objectId) pushBytes((value as ObjectId).id)
  else if (rank === Rank.date) pushDate(value as Date)
  else if (rank === Rank.boolean) pushByte(value ? 1 : 0)
  else if (rank === Rank.object) pushFields(value as Fields)
  else if (rank === Rank.array) pushArray(value as unknown[])
  else if (rank === Rank.binary) pushBinary(value as Binary)
  else if (rank === Rank.timestamp) pushTimestamp(value as Timestamp)
  else if (rank === Rank.regexp) pushRegExp(value as BSONRegExp)
  else if (rank === Rank.code) pushString(String((value as Code).code))
}

/** Bytes whose order is the order of `compare`; values that compare equal have the same bytes. */
export const encodeKey = (value: unknown): Buffer => {
  length = 0
  pushValue(value)
  return Buffer.from(bytes.subarray(0, length))
}

/** The same for the components of an index, each upwards (1) or downwards (-1). */
export const encodeComponents = (values: readonly unknown[], directions: readonly (1 | -1)[]): Buffer => {
  length = 0
  for (const [i, value] of values.entries()) {
    const start = length
    pushValue(value)
    if (directions[i] === -1) for (let at = start; at < length; at++) bytes[at] = ~(bytes[at] ?? 0) & 0xff
  }
  return Buffer.from(bytes.subarray(0, length))
}

/** What a string that starts with `text` begins with as a key. */
export const encodeStringPrefix = (text: string): Buffer => {
  const key = encodeKey(text)
  return key.subarray(0, key.length - 2)
}

/** The least key above every key that begins with `prefix`. */
export const successor = (prefix: Buffer): Buffer => {
  let last = prefix.length - 1
  while (last >= 0 && prefix[last] === 0xff) last--
  const next = Buffer.from(prefix.subarray(0, last + 1))
  if (last >= 0) next[last] = (next[last] ?? 0) + 1
  return next
}

/** A key as a string for maps: one character per byte, in the same order. */
export const keyText = (key: Buffer): string => key.toString('latin1')
