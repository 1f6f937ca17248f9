import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/*
 * WeChat's side of the message encryption, written from the protocol and on purpose not shared with the service:
 * the tests let the two read each other's messages.
 */

export function sha1OfSorted(values: readonly string[]): string {
  const hash = createHash('sha1')
  for (const value of [...values].sort((a, b) => (a < b ? -1 : 1))) hash.update(value, 'utf8')
  return hash.digest('hex')
}

export function seal(encodingAesKey: string, appId: string, message: string, random = randomBytes(16)): string {
  const key = Buffer.from(encodingAesKey, 'base64')
  const text = Buffer.from(message, 'utf8')
  const app = Buffer.from(appId, 'utf8')
  const used = 16 + 4 + text.length + app.length
  const padding = 32 - (used % 32)
  const block = Buffer.alloc(used + padding, padding)
  random.copy(block, 0)
  block.writeInt32BE(text.length, 16)
  text.copy(block, 20)
  app.copy(block, 20 + text.length)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16))
  cipher.setAutoPadding(false)
  return cipher.update(block, undefined, 'base64') + cipher.final('base64')
}

export function unseal(encodingAesKey: string, sealed: string): { random: string; message: string; appId: string } {
  const key = Buffer.from(encodingAesKey, 'base64')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16))
  decipher.setAutoPadding(false)
  const block = Buffer.from(decipher.update(sealed, 'base64', 'hex') + decipher.final('hex'), 'hex')
  const content = block.subarray(0, block.length - (block[block.length - 1] ?? 0))
  const random = content.toString('utf8', 0, 16)
  const length = content.readInt32BE(16)
  return { random, message: content.toString('utf8', 20, 20 + length), appId: content.toString('utf8', 20 + length) }
}
