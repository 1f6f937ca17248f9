import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'

/** 消息加解密 — WeChat pads to 32 bytes, twice the block of AES, so Node's own padding cannot be used. */
const blockSize = 32
const headerSize = 20

export interface DecryptedMessage {
  message: string
  /** Whom the message is for: the app id (WeCom: the corp id). The caller must compare it. */
  appId: string
}

/** SHA-1 over the sorted parts: token, timestamp, nonce and, in safe mode, the ciphertext. */
export function signParts(...parts: string[]): string {
  return createHash('sha1').update(parts.sort().join('')).digest('hex')
}

/** Compares signatures in constant time. */
export function isSameSignature(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** The 32 key bytes behind the 43 characters of the console's EncodingAESKey. @throws Error when they are not that. */
export function decodeAesKey(encodingAesKey: string): Buffer {
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey)) throw new Error('EncodingAESKey 应为 43 位字母或数字')
  return Buffer.from(`${encodingAesKey}=`, 'base64')
}

/** Encrypts `random(16) | length | message | appId`. `random` must be fresh for each message. */
export function encryptMessage(key: Buffer, { message, appId }: DecryptedMessage, random: Buffer): string {
  const body = Buffer.from(message)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const plain = Buffer.concat([random, length, body, Buffer.from(appId)])
  const padding = blockSize - (plain.length % blockSize)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(padding, padding)), cipher.final()]).toString(
    'base64',
  )
}

/** Reverses {@link encryptMessage}. @throws Error when the text is not such a message under this key. */
export function decryptMessage(key: Buffer, encrypted: string): DecryptedMessage {
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()])
  const padding = padded.at(-1) ?? 0
  const end = padded.length - padding
  if (padding < 1 || padding > blockSize || end < headerSize) throw new Error('broken padding')
  const messageEnd = headerSize + padded.readUInt32BE(16)
  if (messageEnd > end) throw new Error('broken length')
  return {
    message: padded.subarray(headerSize, messageEnd).toString('utf8'),
    appId: padded.subarray(messageEnd, end).toString('utf8'),
  }
}
