import { createFieldCipher } from '@cloud/core/database/fieldCipher'
import fc from 'fast-check'

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')
const cipher = createFieldCipher(key(7))
const value = fc.string({ unit: 'grapheme', maxLength: 60 })

describe('字段加密', () => {
  test('封了再开还是原来的值，封两次不一样，密文里没有原文', () => {
    fc.assert(
      fc.property(value, (plain) => {
        const sealed = cipher.seal(plain)
        expect(cipher.open(sealed)).toBe(plain)
        expect(cipher.seal(plain)).not.toBe(sealed)
        if (plain.length > 8) expect(sealed).not.toContain(plain)
      }),
    )
    expect(cipher.seal('13800000001')).not.toContain('138')
  })

  test('密文改动任何一个字符、截短、加长，都打不开', () => {
    const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=.v'
    fc.assert(
      fc.property(value, fc.nat(), fc.constantFrom(...characters), fc.nat(), (plain, at, character, cut) => {
        const sealed = cipher.seal(plain)
        const place = at % sealed.length
        const altered = `${sealed.slice(0, place)}${character}${sealed.slice(place + 1)}`
        if (altered !== sealed) expect(() => cipher.open(altered)).toThrow()
        expect(() => cipher.open(sealed.slice(0, cut % sealed.length))).toThrow()
        expect(() => cipher.open(`${sealed}${character}`)).toThrow()
      }),
      { numRuns: 500 },
    )
  })

  test('别的钥匙打不开', () => {
    expect(() => createFieldCipher(key(8)).open(cipher.seal('13800000001'))).toThrow()
  })

  test('指纹稳定、看不出原文；空格和大小写不算；换了钥匙就不同', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(cipher.fingerprint(a)).toBe(createFieldCipher(key(7)).fingerprint(a))
        expect(cipher.fingerprint(` ${a} `)).toBe(cipher.fingerprint(a))
        const same = a.replace(/\s+/g, '').toUpperCase() === b.replace(/\s+/g, '').toUpperCase()
        expect(cipher.fingerprint(a) === cipher.fingerprint(b)).toBe(same)
      }),
    )
    expect(cipher.fingerprint('11010119900307663x')).toBe(cipher.fingerprint('110101 19900307 663X'))
    expect(cipher.fingerprint('13800000001')).not.toContain('138')
    expect(createFieldCipher(key(8)).fingerprint('1')).not.toBe(cipher.fingerprint('1'))
  })

  test.each(['', 'short', Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64')])(
    '钥匙必须正好 32 字节：%p 不行',
    (bad) => {
      expect(() => createFieldCipher(bad)).toThrow(/32 bytes/)
    },
  )
})
