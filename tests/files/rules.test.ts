import { bytesLabel } from '@shared/modules/files/model'
import { findMarkInName, findPictureSize, findSecrecyMark, signatureOf } from '@shared/modules/files/rules'
import fc from 'fast-check'
import { pngOf } from './buildFiles'

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))

const JPEG = bytes([
  0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc4, 0, 3, 0, 0xff, 0xc2, 0, 9, 8, 0x01, 0x2c, 0x01, 0x90, 3,
])
const GIF = bytes('GIF89a', [0x90, 0x01, 0x2c, 0x01], [0, 0])
const VP8 = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 0x01, 0x2a, 0x90, 0x01, 0x2c, 0x01])
const VP8L = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f, 0x8f, 0xc1, 0x4a, 0])
const VP8X = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [0, 0, 0, 0, 0, 0, 0, 0, 0x8f, 0x01, 0, 0x2b, 0x01, 0])

describe('文件是什么，看内容不看名字', () => {
  test.each([
    ['jpeg', JPEG],
    ['png', pngOf(400, 300)],
    ['gif', GIF],
    ['webp', VP8],
    ['webp', VP8L],
    ['webp', VP8X],
  ] as const)('%s：认得出，读得到宽高', (type, file) => {
    expect(signatureOf(file)).toBe(type)
    expect(findPictureSize(file, type)).toEqual({ width: 400, height: 300 })
  })
  test.each([
    ['脚本', '#!/bin/sh\n'],
    ['网页', '<!doctype html><script>'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg">'],
    ['旧格式文档', '\u00d0\u00cf\u0011\u00e0'],
    ['程序', 'MZ\u0090\u0000'],
    ['空的', ''],
  ])('%s：不收', (_, text) => {
    expect(signatureOf(bytes(text))).toBeUndefined()
  })
  test('太大或宽高不对的图片不收；随便什么字节都不出错', () => {
    expect(findPictureSize(pngOf(6_001, 10), 'png')).toBeUndefined()
    expect(findPictureSize(pngOf(0, 10), 'png')).toBeUndefined()
    expect(findPictureSize(JPEG.subarray(0, 12), 'jpeg')).toBeUndefined()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom('jpeg', 'png', 'gif', 'webp'), (some, type) => {
        const size = findPictureSize(some, type as 'jpeg')
        return size === undefined || (size.width >= 1 && size.height >= 1)
      }),
    )
  })
})

describe('密级标志（H-17）', () => {
  test.each(['机密★10年', '秘密 ★', '绝密★启用前', '文头\n秘密☆'])('“%s”是标志', (text) => {
    expect(findSecrecyMark(text)).toBeDefined()
  })
  test.each(['保守国家秘密法', '机密级国家秘密泄露会造成损害', '五角星★是国旗上的图案'])('“%s”不是', (text) => {
    expect(findSecrecyMark(text)).toBeUndefined()
  })
  test('文件名里括号中的密级也算', () => {
    expect(findMarkInName('【机密】方案.docx')).toBe('【机密】')
    expect(findMarkInName('保密工作须知.docx')).toBeUndefined()
  })
})

test('大小写成人看的样子', () => {
  expect([1, 820 * 1024, 1.4 * 1024 * 1024].map(bytesLabel)).toEqual(['1 KB', '820 KB', '1.4 MB'])
})
