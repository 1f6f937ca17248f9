import { buildTemplateData, formatTemplateField } from '@cloud/core/wechat/templateData'
import fc from 'fast-check'
import { findFieldFault } from '../support/wechat/api/fieldRules'

describe('订阅消息字段', () => {
  test.each([
    ['thing1', '第一季度党员大会', '第一季度党员大会'],
    ['thing1', '  两行\r\n变成\t一行 ', '两行 变成 一行'],
    ['thing1', '安全👷🏽‍♀️第一🇨🇳1️⃣', '安全第一1'],
    ['thing1', '', '—'],
    ['thing1', '🎉', '—'],
    ['thing1', '一二三四五六七八九十一二三四五六七八九十', '一二三四五六七八九十一二三四五六七八九十'],
    ['thing1', '一二三四五六七八九十一二三四五六七八九十一', '一二三四五六七八九十一二三四五六七八九…'],
    ['thing12', `${'𠮷'.repeat(21)}`, `${'𠮷'.repeat(19)}…`],
    ['number1', '-12.50', '-12.50'],
    ['letter1', 'ABC', 'ABC'],
    ['symbol1', '★★★', '★★★'],
    ['character_string1', 'No.2026-03(1)', 'No.2026-03(1)'],
    ['character_string1', 'x'.repeat(40), `${'x'.repeat(29)}...`],
    ['time1', '15:00', '15:00'],
    ['time1', '2026年3月1日 15:00', '2026年3月1日 15:00'],
    ['time1', '2026-03-01 15:00 ~ 2026-03-01 17:30', '2026-03-01 15:00 ~ 2026-03-01 17:30'],
    ['date1', '2026年3月1日', '2026年3月1日'],
    ['date1', '2026.03.01~2026.03.05', '2026.03.01~2026.03.05'],
    ['amount1', '¥120.50元', '¥120.50元'],
    ['phone_number1', '+86 010-12345678', '+86 010-12345678'],
    ['car_number1', '京A12345', '京A12345'],
    ['name1', '买买提·吐尔逊', '买买提·吐尔逊'],
    ['name1', 'Alexander the Great', 'Alexander the Great'],
    ['name1', '阿卜杜热西提·阿卜杜拉', '阿卜杜热西提·阿卜…'],
    ['phrase1', '已通过', '已通过'],
    ['enum1', '待处理', '待处理'],
  ])('%s「%s」→「%s」', (key, text, value) => {
    expect(formatTemplateField(key, text)).toBe(value)
  })

  test.each([
    ['number1', '十二'],
    ['number1', '1'.repeat(33)],
    ['letter1', 'abc1'],
    ['symbol1', '★★★★★★'],
    ['character_string1', '编号1'],
    ['time1', '25:00'],
    ['time1', '2026年3月1日'],
    ['date1', '2026年13月1日'],
    ['date1', '下周三'],
    ['amount1', '12345678901'],
    ['phone_number1', '电话110'],
    ['car_number1', '京A 1234567'],
    ['name1', ''],
    ['phrase1', 'OK'],
    ['phrase1', '等待上级审批'],
    ['thing', '没有序号'],
    ['title1', '没有这种类型'],
  ])('%s「%s」被拒绝并指出字段', (key, text) => {
    expect(() => formatTemplateField(key, text)).toThrow(
      expect.objectContaining({ reason: 'invalidInput', field: key }),
    )
  })

  test('任何文字放进 thing、name、character_string，要么被拒绝，要么微信收', () => {
    const keys = ['thing1', 'name2', 'character_string3', 'phrase4'] as const
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string({ minLength: 15 }))
    fc.assert(
      fc.property(fc.constantFrom(...keys), texts, (key, text) => {
        const fields = [{ key, label: '内容', example: '' }]
        const data = attempt(() => buildTemplateData({ [key]: text }))
        if (key === 'thing1') expect(data).toBeDefined()
        if (data === undefined) return
        expect(findFieldFault({ id: '', title: '', type: 2, fields }, data)).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })
})

function attempt<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
