import { once } from 'node:events'
import { crc32, createDeflateRaw } from 'node:zlib'

/** One file of a zip archive, packed. */
export interface PackedPart {
  name: string
  crc: number
  size: number
  packed: Buffer
}

/** A file that is packed while it is written: of a large one only the packed bytes are ever held. */
export function openPart(name: string): { write(text: string): Promise<void>; close(): Promise<PackedPart> } {
  const deflate = createDeflateRaw()
  const chunks: Buffer[] = []
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = once(deflate, 'end')
  let crc = 0
  let size = 0
  return {
    async write(text) {
      const bytes = Buffer.from(text)
      crc = crc32(bytes, crc)
      size += bytes.length
      if (!deflate.write(bytes)) await once(deflate, 'drain')
    },
    async close() {
      deflate.end()
      await ended
      return { name, crc, size, packed: Buffer.concat(chunks) }
    },
  }
}

const UTF8_NAMES = 0x0800
const DEFLATED = 8
/** 1 January 1980, the first day a zip can name: the same content is the same file. */
const NO_DATE = 0x21

/** The fields the head of a file and its line in the directory have in common. */
function describe({ name, crc, size, packed }: PackedPart): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(UTF8_NAMES, 2)
  fields.writeUInt16LE(DEFLATED, 4)
  fields.writeUInt16LE(NO_DATE, 8)
  fields.writeUInt32LE(crc, 10)
  fields.writeUInt32LE(packed.length, 14)
  fields.writeUInt32LE(size, 18)
  fields.writeUInt16LE(Buffer.byteLength(name), 22)
  return fields
}

const signature = (last: number, more: number): Buffer => Buffer.from([0x50, 0x4b, last, more])

/** Parts as one zip archive, up to 4 GB unpacked (APPNOTE 6.3, without zip64). */
export function packParts(parts: readonly PackedPart[]): Uint8Array<ArrayBuffer> {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const name = Buffer.from(part.name)
    const fields = describe(part)
    const head = Buffer.concat([signature(3, 4), fields, name])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(signature(1, 2), Buffer.from([20, 0]), fields, place, name)
    files.push(head, part.packed)
    offset += head.length + part.packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(offset, 12)
  return new Uint8Array(Buffer.concat([...files, list, signature(5, 6), end]))
}
