import { create as createQr } from 'qrcode'

/**
 * The QR code of a text as rows of 0 and 1: the phone only draws squares.
 * @param redundancy the least for a screen: it is never dirty, and big dots carry farther; more for paper
 */
export function qrRows(text: string, redundancy: 'L' | 'M' = 'L'): string[] {
  const { size, data } = createQr(text, { errorCorrectionLevel: redundancy }).modules
  return Array.from({ length: size }, (_, row) =>
    Array.from(data.subarray(row * size, (row + 1) * size), Number).join(''),
  )
}
