import { inflateRawSync } from 'node:zlib'
import { AppError } from '@shared/core/errors'

export interface ZipEntry {
  name: string
  bytes: Buffer
}

export interface ZipLimits {
  /** Which entries are unpacked. */
  keep(name: string): boolean
  /** Of all entries together, kept or not. */
  maxUnpackedBytes: number
}

const MAX_ENTRIES = 2_000
const ENTRY_HEAD = 0x02014b50

const broken = (): AppError => new AppError('invalid_input', '文件打不开，可能没有传完整；请打开后另存一份再上传')
const tooLarge = (): AppError => new AppError('too_large', '文件解开后过大；请只留需要的内容再上传')

function directoryOf(file: Buffer): { at: number; count: number } {
  const from = Math.max(0, file.length - 66_000)
  const end = file.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  if (end < from || end + 22 > file.length) throw broken()
  const count = file.readUInt16LE(end + 10)
  if (count > MAX_ENTRIES) throw tooLarge()
  return { at: file.readUInt32LE(end + 16), count }
}

function bytesOf(file: Buffer, localAt: number, packed: number, unpacked: number, method: number): Buffer {
  if (localAt + 30 > file.length) throw broken()
  const start = localAt + 30 + file.readUInt16LE(localAt + 26) + file.readUInt16LE(localAt + 28)
  const body = file.subarray(start, start + packed)
  if (body.length !== packed) throw broken()
  if (method === 0) return body
  if (method !== 8) throw broken()
  try {
    return inflateRawSync(body, { maxOutputLength: Math.max(unpacked, 1) })
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : broken()
  }
}

/**
 * Unpacks a zip file as office software writes it. What an entry declares is its limit, so a bomb stops before it bursts.
 * @throws AppError invalid_input or too_large for bombs, macros, passwords and damaged files.
 */
export function readZip(file: Buffer, { keep, maxUnpackedBytes }: ZipLimits): ZipEntry[] {
  const { at, count } = directoryOf(file)
  const entries: ZipEntry[] = []
  let total = 0
  for (let i = 0, head = at; i < count; i += 1) {
    if (head + 46 > file.length || file.readUInt32LE(head) !== ENTRY_HEAD) throw broken()
    const packed = file.readUInt32LE(head + 20)
    const unpacked = file.readUInt32LE(head + 24)
    const nameLength = file.readUInt16LE(head + 28)
    const name = file.toString('utf8', head + 46, head + 46 + nameLength)
    if (file.readUInt16LE(head + 8) & 1) throw new AppError('invalid_input', '文件加了密码，请去掉密码再上传')
    if (/vbaProject\.bin$/i.test(name)) throw new AppError('invalid_input', '这个文件带宏，请另存为不带宏的再上传')
    total += unpacked
    if (total > maxUnpackedBytes) throw tooLarge()
    if (keep(name) && !name.endsWith('/'))
      entries.push({
        name,
        bytes: bytesOf(file, file.readUInt32LE(head + 42), packed, unpacked, file.readUInt16LE(head + 10)),
      })
    head += 46 + nameLength + file.readUInt16LE(head + 30) + file.readUInt16LE(head + 32)
  }
  return entries
}
