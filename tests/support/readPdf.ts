import { inflateSync } from 'node:zlib'

export interface PdfText {
  pages: number
  /** What stands on the pages, line by line as it was written, read through the character maps of the fonts inside. */
  text: string
  /** Names of the fonts whose shapes are inside, and the bytes of the largest. */
  fonts: string[]
  fontBytes: number
  /** x, y, width and height of every rectangle, from the top left. */
  rectangles: [number, number, number, number][]
}

interface Part {
  dictionary: string
  stream?: Buffer
}

/** All objects of a file that was written in one go. */
function partsOf(file: Buffer): Map<string, Part> {
  const parts = new Map<string, Part>()
  const raw = file.toString('latin1')
  for (const match of raw.matchAll(/^(\d+) 0 obj\s([\s\S]*?)\sendobj/gm)) {
    const [, number = '', body = ''] = match
    const at = body.indexOf('stream\n')
    if (at < 0) {
      parts.set(number, { dictionary: body })
      continue
    }
    const dictionary = body.slice(0, at)
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1])
    const bytes = Buffer.from(body.slice(at + 7, at + 7 + length), 'latin1')
    parts.set(number, { dictionary, stream: dictionary.includes('/FlateDecode') ? inflateSync(bytes) : bytes })
  }
  return parts
}

const utf16 = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le')

/** Code of a glyph → character, from a ToUnicode map. */
function characterMap(cmap: string): Map<string, string> {
  const map = new Map<string, string>()
  for (const [, from = '', list = ''] of cmap.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    const first = Number.parseInt(from, 16)
    const hexes = [...list.matchAll(/<([0-9a-f ]*)>/gi)].map(([, hex = '']) => hex.replace(/ /g, ''))
    hexes.forEach((hex, i) => {
      map.set((first + i).toString(16).padStart(4, '0'), utf16(hex))
    })
  }
  return map
}

/** Reads back what pdfkit has written: enough of the format to see that others can read and search it. */
export function readPdf(file: Buffer): PdfText {
  const parts = partsOf(file)
  const part = (number: string | undefined): Part => parts.get(number ?? '') ?? { dictionary: '' }
  const all = [...parts.values()]
  const fonts = new Map<string, Map<string, string>>()
  for (const { dictionary } of all)
    for (const [, name = '', number] of dictionary.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const cmap = part(/\/ToUnicode (\d+) 0 R/.exec(part(number).dictionary)?.[1]).stream
      if (cmap) fonts.set(name, characterMap(cmap.toString('latin1')))
    }
  const pages = all.filter(({ dictionary }) => /\/Type \/Page\b(?!s)/.test(dictionary))
  const lines: string[] = []
  const rectangles: PdfText['rectangles'] = []
  for (const { dictionary } of pages) {
    const content = part(/\/Contents (\d+) 0 R/.exec(dictionary)?.[1]).stream?.toString('latin1') ?? ''
    let map: Map<string, string> | undefined
    for (const line of content.split('\n')) {
      const rectangle = /^(\S+) (\S+) (\S+) (\S+) re$/.exec(line)
      if (rectangle) rectangles.push(rectangle.slice(1).map(Number) as [number, number, number, number])
      const font = /^\/(F\d+) \S+ Tf$/.exec(line)
      if (font) map = fonts.get(font[1] ?? '')
      if (!line.endsWith(' TJ')) continue
      const codes = [...line.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
      lines.push(codes.map((code) => map?.get(code.toLowerCase()) ?? '\ufffd').join(''))
    }
  }
  const described = all.filter(({ dictionary }) => dictionary.includes('/FontFile'))
  return {
    pages: pages.length,
    text: lines.join('\n'),
    fonts: described.map(({ dictionary }) => /\/FontName \/(\S+)/.exec(dictionary)?.[1] ?? ''),
    fontBytes: Math.max(
      0,
      ...described.map(({ dictionary }) => part(/\/FontFile\d? (\d+) 0 R/.exec(dictionary)?.[1]).stream?.length ?? 0),
    ),
    rectangles,
  }
}
