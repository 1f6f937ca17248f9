import { drawCertificateCode } from '@cloud/modules/quiz/certificates/issue'
import {
  CERTIFICATE_ALPHABET,
  certificateCodeIn,
  checkCharacter,
  isCertificateCode,
  plainCertificateCode,
  spacedCertificateCode,
} from '@shared/modules/quiz/certificates/code'
import { withdrawnBecause } from '@shared/modules/quiz/certificates/model'
import fc from 'fast-check'

const character = fc.constantFrom(...CERTIFICATE_ALPHABET)
const code = fc.string({ unit: character, minLength: 11, maxLength: 11 }).map((drawn) => drawn + checkCharacter(drawn))
const place = fc.integer({ min: 0, max: 11 })
const replaced = (text: string, at: number, by: string): string => text.slice(0, at) + by + text.slice(at + 1)

describe('证书编号', () => {
  test('没有容易认错的字符，字符数是质数', () => {
    for (const confusable of '01OIL') expect(CERTIFICATE_ALPHABET).not.toContain(confusable)
    expect(new Set(CERTIFICATE_ALPHABET).size).toBe(31)
    expect(CERTIFICATE_ALPHABET).toHaveLength(31)
  })

  test('校验字符是定好的：换了算法，发出去的编号就都不对了', () => {
    expect(checkCharacter('ABCDEFGHJKM')).toBe('7')
    expect(checkCharacter('23456789ABC')).toBe('3')
    expect(checkCharacter('22222222222')).toBe('2')
  })

  test('抄错任何一个字符都查得出来', () => {
    fc.assert(
      fc.property(code, place, character, (right, at, other) => {
        expect(isCertificateCode(right)).toBe(true)
        expect(isCertificateCode(replaced(right, at, other))).toBe(right.charAt(at) === other)
      }),
    )
  })

  test('任何两个字符抄颠倒都查得出来', () => {
    fc.assert(
      fc.property(code, place, place, (right, a, b) => {
        const swapped = replaced(replaced(right, a, right.charAt(b)), b, right.charAt(a))
        expect(isCertificateCode(swapped)).toBe(swapped === right)
      }),
    )
  })

  test.each([
    ['小写、空格、横线', ' abcd-efgh-jkm7 ', true],
    ['全角', 'ＡＢＣＤ－ＥＦＧＨ－ＪＫＭ７', true],
    ['分三段写', 'ABCD EFGH JKM7', true],
    ['少一个', 'ABCDEFGHJKM', false],
    ['多一个', 'ABCDEFGHJKM77', false],
    ['没有用到的字符', 'ABCDEFGHJK07', false],
    ['空的', '', false],
    ['两个单元的字', '😀BCDEFGHJKM7', false],
  ])('%s', (_, typed, right) => {
    expect(isCertificateCode(plainCertificateCode(typed))).toBe(right)
  })

  test('显示成三段，读回来还是原样', () => {
    expect(spacedCertificateCode('ABCDEFGHJKM7')).toBe('ABCD-EFGH-JKM7')
    fc.assert(fc.property(code, (one) => expect(plainCertificateCode(spacedCertificateCode(one))).toBe(one)))
  })

  test.each([
    ['证书上的二维码', 'https://zx.example/#/modules/quiz/pages/verify/index?code=ABCD-EFGH-JKM7', 'ABCDEFGHJKM7'],
    ['只有编号', 'abcd-efgh-jkm7', 'ABCDEFGHJKM7'],
    ['别的二维码', 'https://zx.example/#/modules/meetings/pages/check-in/index?c=123456', undefined],
    ['抄错的编号', 'https://zx.example/#/modules/quiz/pages/verify/index?code=ABCD-EFGH-JKM8', undefined],
    ['坏的地址', 'https://zx.example/?code=%E0%A4%A', undefined],
  ])('扫到%s', (_, scanned, found) => {
    expect(certificateCodeIn(scanned)).toBe(found)
  })

  test('抽出来的都对，互不相同，每个字符都会出现', () => {
    const drawn = Array.from({ length: 2_000 }, drawCertificateCode)
    expect(drawn.every(isCertificateCode)).toBe(true)
    expect(new Set(drawn).size).toBe(drawn.length)
    expect(new Set(drawn.flatMap((one) => [...one])).size).toBe(31)
  })
})

describe('证书的状态', () => {
  test.each([
    ['合格', { cancelled: false, passed: true }, undefined],
    ['改判后没有合格', { cancelled: false, passed: false }, 'rescored'],
    ['考试取消了，合格也不算', { cancelled: true, passed: true }, 'cancelled'],
  ] as const)('%s', (_, facts, because) => {
    expect(withdrawnBecause(facts)).toBe(because)
  })
})
