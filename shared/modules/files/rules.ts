import { type FileType, MAX_SIDE } from './model'

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length))
const big16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
const big32 = (bytes: Uint8Array, at: number): number => big16(bytes, at) * 0x1_0000 + big16(bytes, at + 2)
const little16 = (bytes: Uint8Array, at: number): number => ((bytes[at + 1] ?? 0) << 8) | (bytes[at] ?? 0)
const little24 = (bytes: Uint8Array, at: number): number => little16(bytes, at) | ((bytes[at + 2] ?? 0) << 16)

/** What a file is by its first bytes; its name says nothing. `zip` still has to be looked into. */
export function signatureOf(bytes: Uint8Array): FileType | 'zip' | undefined {
  const head = ascii(bytes, 0, 12)
  if (head.startsWith('\u00ff\u00d8\u00ff')) return 'jpeg'
  if (head.startsWith('\u0089PNG\r\n\u001a\n')) return 'png'
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp'
  if (head.startsWith('%PDF-')) return 'pdf'
  return head.startsWith('PK\u0003\u0004') ? 'zip' : undefined
}

/** Width and height in pixels. */
export interface PictureSize {
  width: number
  height: number
}

/** Markers that hold the size: all SOF but DHT (C4), JPG (C8) and DAC (CC). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

function jpegSize(bytes: Uint8Array): PictureSize | undefined {
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (isFrame(marker)) return { height: big16(bytes, at + 5), width: big16(bytes, at + 7) }
    const length = big16(bytes, at + 2)
    if (length < 2) return undefined
    at += 2 + length
  }
  return undefined
}

function webpSize(bytes: Uint8Array): PictureSize | undefined {
  const chunk = ascii(bytes, 12, 4)
  if (chunk === 'VP8X') return { width: little24(bytes, 24) + 1, height: little24(bytes, 27) + 1 }
  if (chunk === 'VP8 ') return { width: little16(bytes, 26) & 0x3fff, height: little16(bytes, 28) & 0x3fff }
  if (chunk !== 'VP8L') return undefined
  const packed = little16(bytes, 21) + little16(bytes, 23) * 0x1_0000
  return { width: (packed & 0x3fff) + 1, height: (Math.floor(packed / 0x4000) & 0x3fff) + 1 }
}

function sizeOf(bytes: Uint8Array, type: FileType): PictureSize | undefined {
  if (type === 'png') return { width: big32(bytes, 16), height: big32(bytes, 20) }
  if (type === 'gif') return { width: little16(bytes, 6), height: little16(bytes, 8) }
  if (type === 'jpeg') return jpegSize(bytes)
  return type === 'webp' ? webpSize(bytes) : undefined
}

/** The size a picture declares; undefined when it is damaged or larger than a phone can draw. */
export function findPictureSize(bytes: Uint8Array, type: FileType): PictureSize | undefined {
  const size = sizeOf(bytes, type)
  if (!size) return undefined
  const isDrawable = (side: number) => side >= 1 && side <= MAX_SIDE
  return isDrawable(size.width) && isDrawable(size.height) ? size : undefined
}

const LEVELS = '绝密|机密|秘密'
const MARK = new RegExp(`(${LEVELS})\\s*[★☆⭐✩✭✮]`)
const IN_BRACKETS = new RegExp(`[（(【\\[]\\s*(${LEVELS})\\s*[】)）\\]]`)

/** 密级标志 (`机密★10年`) in a text; speaking of secrets is no mark. @returns the mark found. */
export const findSecrecyMark = (text: string): string | undefined => MARK.exec(text)?.[0].replace(/\s+/g, '')

/** The same in a file's name, where the level also stands in brackets. */
export const findMarkInName = (name: string): string | undefined => findSecrecyMark(name) ?? IN_BRACKETS.exec(name)?.[0]
