import { deflateRawSync, deflateSync } from 'node:zlib'

/** A zip of deflated entries, as office software writes it. */
export function zipOf(entries: Readonly<Record<string, string | Buffer>>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(entries)) {
    const raw = Buffer.from(content)
    const body = deflateRawSync(raw)
    const label = Buffer.from(name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(body.length, 14)
    fields.writeUInt32LE(raw.length, 18)
    fields.writeUInt16LE(label.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), fields, tail, label)
    parts.push(Buffer.from('PK\u0003\u0004', 'latin1'), fields, label, body)
    at += 30 + label.length + body.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(Object.keys(entries).length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, central, end])
}

const MAIN = {
  docx: 'wordprocessingml.document',
  xlsx: 'spreadsheetml.sheet',
  pptx: 'presentationml.presentation',
} as const
const WORDS_IN = { docx: 'word/document.xml', xlsx: 'xl/sharedStrings.xml', pptx: 'ppt/slides/slide1.xml' } as const

/** An office file whose words are these, each in a run of its own. */
export const officeFile = (
  type: keyof typeof MAIN,
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Buffer =>
  zipOf({
    '[Content_Types].xml': `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.${MAIN[type]}.main+xml"/></Types>`,
    [WORDS_IN[type]]: words.map((word) => `<w:r><w:t>${word}</w:t></w:r>`).join(''),
    ...more,
  })

const chunk = (name: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length, 0)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, body, Buffer.alloc(4)])
}

/** A picture with this many pixels; `filler` bytes make it heavy. */
export function pngOf(width: number, height: number, filler = 0): Buffer {
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  size.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(Buffer.alloc(width < 100 ? (width + 1) * height : 0))),
    chunk('tEXt', Buffer.alloc(filler)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
