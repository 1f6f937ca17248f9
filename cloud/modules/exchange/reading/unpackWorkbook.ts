import { crc32, inflateRawSync } from 'node:zlib'
import { AppError } from '@shared/core/errors'

const MAX_ENTRIES = 2_000
const MAX_UNPACKED_BYTES = 120 * 1024 * 1024
/** Parts no value comes from: pictures, drawings, embedded files, links to other workbooks. */
const UNNEEDED =
  /^(xl\/(media|drawings|embeddings|externalLinks|charts|printerSettings|ctrlProps|activeX|calcChain)|customXml|docProps)/i

interface Entry {
  name: string
  bytes: Buffer
}

const broken = (): AppError =>
  new AppError('invalid_input', '文件打不开，可能没有传完整；请用表格软件打开后另存一份再上传')
const tooLarge = (): AppError => new AppError('too_large', '文件解开后过大，不像名册；请只留需要导入的一张表再上传')

function directoryOf(file: Buffer): { at: number; count: number } {
  const from = Math.max(0, file.length - 66_000)
  const end = file.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  if (end < from || end + 22 > file.length) throw broken()
  const count = file.readUInt16LE(end + 10)
  if (count > MAX_ENTRIES) throw tooLarge()
  return { at: file.readUInt32LE(end + 16), count }
}

function bytesOf(file: Buffer, localAt: number, packed: number, unpacked: number, method: number): Buffer {
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

/** Unpacks the parts of a zip file that hold values. What an entry declares is its limit, so a bomb stops before it bursts. */
function readEntries(file: Buffer): Entry[] {
  const { at, count } = directoryOf(file)
  const entries: Entry[] = []
  let total = 0
  for (let i = 0, head = at; i < count; i += 1) {
    if (head + 46 > file.length || file.readUInt32LE(head) !== 0x02014b50) throw broken()
    const flags = file.readUInt16LE(head + 8)
    const packed = file.readUInt32LE(head + 20)
    const unpacked = file.readUInt32LE(head + 24)
    const nameLength = file.readUInt16LE(head + 28)
    const name = file.toString('utf8', head + 46, head + 46 + nameLength)
    if (flags & 1) throw new AppError('invalid_input', '文件加了密码，请去掉密码再上传')
    if (/vbaProject\.bin$/i.test(name))
      throw new AppError('invalid_input', '这是带宏的表格，请另存为不带宏的 .xlsx 再上传')
    total += unpacked
    if (total > MAX_UNPACKED_BYTES) throw tooLarge()
    if (!UNNEEDED.test(name) && !name.endsWith('/'))
      entries.push({
        name,
        bytes: bytesOf(file, file.readUInt32LE(head + 42), packed, unpacked, file.readUInt16LE(head + 10)),
      })
    head += 46 + nameLength + file.readUInt16LE(head + 30) + file.readUInt16LE(head + 32)
  }
  return entries
}

function storedZip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, bytes } of entries) {
    const label = Buffer.from(name, 'utf8')
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(0x0800, 2)
    fields.writeUInt32LE(crc32(bytes), 10)
    fields.writeUInt32LE(bytes.length, 14)
    fields.writeUInt32LE(bytes.length, 18)
    fields.writeUInt16LE(label.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), fields, label])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), fields, tail, label)
    parts.push(local, bytes)
    at += local.length + bytes.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, central, end])
}

/**
 * Opens an .xlsx safely and packs what is needed again without compression, so that the reader behind it never inflates anything.
 * @throws AppError invalid_input or too_large for bombs, macros, passwords and whatever else is no plain workbook.
 */
export function unpackWorkbook(file: Buffer): Buffer {
  const entries = readEntries(file)
  if (!entries.some((entry) => entry.name === 'xl/workbook.xml'))
    throw new AppError('invalid_input', '这不是 Excel 表格，请另存为 .xlsx 再上传')
  return storedZip(entries)
}
