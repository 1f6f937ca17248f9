import { crc32, deflateSync } from 'node:zlib'
import { create } from 'qrcode'

const quietModules = 2

/** A grey PNG of a QR code, `width` pixels square. The qrcode package's own writer takes seconds inside jest's sandbox. */
export function drawQrPng(text: string, width: number): Buffer {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const perModule = width / (modules.size + 2 * quietModules)
  const moduleAt = (pixel: number) => Math.floor(pixel / perModule) - quietModules
  const isDark = (row: number, column: number) =>
    row >= 0 && column >= 0 && row < modules.size && column < modules.size && modules.get(row, column) === 1

  // One byte per pixel, each line led by the filter type 0.
  const pixels = Buffer.alloc((width + 1) * width, 0xff)
  for (let y = 0; y < width; y += 1) {
    pixels[y * (width + 1)] = 0
    for (let x = 0; x < width; x += 1) if (isDark(moduleAt(y), moduleAt(x))) pixels[y * (width + 1) + x + 1] = 0
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(width, 4)
  header[8] = 8
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND')])
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  checksum.writeUInt32BE(crc32(content))
  return Buffer.concat([length, content, checksum])
}
