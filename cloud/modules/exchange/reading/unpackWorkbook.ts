import { crc32 } from 'node:zlib'
import { readZip, type ZipEntry } from '@cloud/core/readZip'
import { AppError } from '@shared/core/errors'

const MAX_UNPACKED_BYTES = 120 * 1024 * 1024
/** Parts no value comes from: pictures, drawings, embedded files, links to other workbooks. */
const UNNEEDED =
  /^(xl\/(media|drawings|embeddings|externalLinks|charts|printerSettings|ctrlProps|activeX|calcChain)|customXml|docProps)/i

function storedZip(entries: readonly ZipEntry[]): Buffer {
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
  const entries = readZip(file, { keep: (name) => !UNNEEDED.test(name), maxUnpackedBytes: MAX_UNPACKED_BYTES })
  if (!entries.some((entry) => entry.name === 'xl/workbook.xml'))
    throw new AppError('invalid_input', '这不是 Excel 表格，请另存为 .xlsx 再上传')
  return storedZip(entries)
}
