import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** 字段加密 — personal data at rest: AES-256-GCM per value, searched by a keyed hash. */
export interface FieldCipher {
  /** Encrypts a value; every call gives another text. */
  seal(value: string): string
  /** @throws Error when the text was not sealed with this key or was altered. */
  open(sealed: string): string
  /** Same value, same hash: for unique indexes and exact search. Spaces and case do not count. */
  fingerprint(value: string): string
}

const VERSION = 'v1'

/** @param key 32 bytes, base64. @throws Error when the key is not 32 bytes long. */
export function createFieldCipher(key: string): FieldCipher {
  const root = Buffer.from(key, 'base64')
  if (root.length !== 32) throw new Error('FIELD_KEY must be 32 bytes in base64')
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', root, '', `zhixing field ${purpose}`, 32))
  const sealKey = derive('seal')
  const searchKey = derive('search')
  return {
    seal(value) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv)
      const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
      return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(sealed) {
      const bytes = Buffer.from(sealed.slice(VERSION.length + 1), 'base64url')
      // Base64 reads several texts as the same bytes; only the one `seal` wrote counts.
      if (sealed !== `${VERSION}.${bytes.toString('base64url')}` || bytes.length < 28)
        throw new Error('unknown form of sealed field')
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    fingerprint: (value) =>
      createHmac('sha256', searchKey).update(value.replace(/\s+/g, '').toUpperCase()).digest('base64url'),
  }
}
