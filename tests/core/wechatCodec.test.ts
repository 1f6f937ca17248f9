import {
  decodeAesKey,
  decryptMessage,
  encryptMessage,
  isSameSignature,
  signParts,
} from '@cloud/core/wechat/messageCodec'
import fc from 'fast-check'
import { seal, sha1OfSorted, unseal } from '../support/wechat/codec'

/** The service's codec and WeChat's, written independently of each other, under one interface. */
const codecs = [
  {
    name: '服务端',
    sign: signParts,
    encrypt: (key: string, appId: string, message: string, random: Buffer) =>
      encryptMessage(decodeAesKey(key), { appId, message }, random),
    decrypt: (key: string, encrypted: string) => decryptMessage(decodeAesKey(key), encrypted),
  },
  {
    name: '模拟微信',
    sign: (...parts: string[]) => sha1OfSorted(parts),
    encrypt: seal,
    decrypt: (key: string, encrypted: string) => unseal(key, encrypted),
  },
]
const zeroKey = 'A'.repeat(43)

describe.each(codecs)('消息加解密：$name', ({ sign, encrypt, decrypt }) => {
  test.each([
    ['接入校验', '1714036504', '1514711492', 'f464b24fc39322e44b38aa78f5edd27bd1441696'],
    ['明文推送', '1714037059', '486452656', '899cf89e464efb63f54ddac96b0a0a235f53aa78'],
  ])('官方样例 %s 的签名', (_, timestamp, nonce, signature) => {
    expect(sign('AAAAA', timestamp, nonce)).toBe(signature)
  })

  test('官方样例 安全模式推送', () => {
    const encrypted =
      '+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04='
    expect(sign('AAAAA', '1714112445', '415670741')).toBe('6c5c811b55cc85e0e1b54100749188c20beb3f5d')
    expect(sign('AAAAA', '1714112445', '415670741', encrypted)).toBe('046e02f8204d34f8ba5fa3b1db94908f3df2e9b3')
    const { message, appId } = decrypt(zeroKey, encrypted)
    expect(appId).toBe('wxba5fad812f8e6fb9')
    expect(Buffer.byteLength(message)).toBe(167)
    expect(JSON.parse(message)).toMatchObject({ Event: 'debug_demo', debug_str: 'hello world' })
    expect(encrypt(zeroKey, appId, message, Buffer.from('a8eedb185eb2fecf'))).toBe(encrypted)
  })

  test('官方样例 被动回复', () => {
    const encrypted = encrypt(
      zeroKey,
      'wxba5fad812f8e6fb9',
      '{"demo_resp":"good luck"}',
      Buffer.from('707722b803182950'),
    )
    expect(encrypted).toBe('ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==')
    expect(sign('AAAAA', '1713424427', '415670741', encrypted)).toBe('1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1')
  })

  test('中文内容', () => {
    const key = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
    const encrypted = 'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg=='
    expect(encrypt(key, 'wxb11529c136998cb6', '我是中文abcd123', Buffer.from('aaaabbbbccccdddd'))).toBe(encrypted)
    expect(decrypt(key, encrypted)).toMatchObject({ message: '我是中文abcd123', appId: 'wxb11529c136998cb6' })
  })

  test('企业微信样例', () => {
    const echo = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=='
    expect(sign('QDG6eK', '1409659589', '263014780', echo)).toBe('5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3')
    expect(decrypt('jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', echo)).toMatchObject({
      message: '1616140317555161061',
      appId: 'wx5823bf96d3bd56c7',
    })
  })
})

describe('两套加解密互读', () => {
  const texts = fc.string({ unit: 'binary', maxLength: 200 }).filter((text) => Buffer.from(text).toString() === text)

  test('任何消息都能互相解开', () => {
    fc.assert(
      fc.property(texts, fc.uint8Array({ minLength: 16, maxLength: 16 }), (message, bytes) => {
        const random = Buffer.from(bytes)
        const content = { message, appId: 'wx0123456789abcdef' }
        const ours = encryptMessage(decodeAesKey(zeroKey), content, random)
        expect(seal(zeroKey, content.appId, message, random)).toBe(ours)
        expect(unseal(zeroKey, ours)).toMatchObject(content)
        expect(decryptMessage(decodeAesKey(zeroKey), ours)).toEqual(content)
      }),
    )
  })

  test('改动一个字节或截断的密文不会解出原文', () => {
    const key = decodeAesKey(zeroKey)
    const content = { message: '{"Event":"subscribe_msg_popup_event"}', appId: 'wx0123456789abcdef' }
    const cipher = Buffer.from(encryptMessage(key, content, Buffer.alloc(16, 7)), 'base64')
    const attempt = (bytes: Buffer) => {
      try {
        return decryptMessage(key, bytes.toString('base64'))
      } catch {
        return undefined
      }
    }
    for (let at = 16; at < cipher.length; at += 1) {
      const broken = Buffer.from(cipher)
      broken[at] = (broken[at] ?? 0) ^ 1
      expect(attempt(broken)).not.toEqual(content)
    }
    expect(attempt(cipher.subarray(0, -32))).toBeUndefined()
    expect(attempt(cipher.subarray(0, -5))).toBeUndefined()
    expect(attempt(Buffer.alloc(0))).toBeUndefined()
  })
})

test('签名长度不同或有一处不同都不相等', () => {
  const signature = signParts('a', 'b', 'c')
  expect(isSameSignature(signature, signature)).toBe(true)
  expect(isSameSignature(signature, signature.slice(1))).toBe(false)
  expect(isSameSignature(signature, `${signature.slice(0, -1)}g`)).toBe(false)
  expect(isSameSignature(signature, '')).toBe(false)
})

test.each(['', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}=`])('EncodingAESKey「%s」被拒绝', (key) => {
  expect(() => decodeAesKey(key)).toThrow('43')
})
