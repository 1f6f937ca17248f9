import { create as createQr } from 'qrcode'

/** The QR code of a text as rows of 0 and 1: the phone only draws squares. Least redundancy: a screen is never dirty, big dots carry farther. */
export function qrRows(text: string): string[] {
  const { size, data } = createQr(text, { errorCorrectionLevel: 'L' }).modules
  return Array.from({ length: size }, (_, row) =>
    Array.from(data.subarray(row * size, (row + 1) * size), Number).join(''),
  )
}
