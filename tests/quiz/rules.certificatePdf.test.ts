import { qrRows } from '@cloud/core/qrRows'
import { drawCertificate, type PrintedCertificate } from '@cloud/modules/quiz/certificates/pdf/drawCertificate'
import { printable } from '@cloud/modules/quiz/certificates/pdf/printable'
import { plainDate } from '@shared/core/plainDate'
import { readPdf } from '../support/readPdf'

const url = 'https://zx.example/#/modules/quiz/pages/verify/index?code=ABCD-EFGH-JKM7'
const certificate: PrintedCertificate = {
  name: '张三',
  examTitle: '2026年安全生产月考试',
  organizationName: '示范路桥集团有限公司工会',
  issuedOn: plainDate('2026-06-11'),
  code: 'ABCD-EFGH-JKM7',
  score: 8_650,
  full: 10_000,
  passPercent: 60,
  rows: qrRows(url, 'M'),
}
const draw = async (more: Partial<PrintedCertificate> = {}) =>
  readPdf(Buffer.from(await drawCertificate({ ...certificate, ...more })))

describe('证书的 PDF', () => {
  test('一页，字都在里面，能选能搜，读得出来；字体只带用到的字', async () => {
    const { pages, text, fonts, fontBytes } = await draw()
    expect(pages).toBe(1)
    expect(text.split('\n')).toEqual([
      '考 试 合 格 证 书',
      '张三',
      '参加“2026年安全生产月考试”，成绩合格，特发此证。',
      '得分 86.5，满分 100，达到总分的 60% 为合格',
      '编号 ABCD-EFGH-JKM7',
      '扫码核验，或登录知行，在“验证证书”里输入编号',
      '示范路桥集团有限公司工会',
      '2026年6月11日',
    ])
    expect(fonts).toEqual([expect.stringContaining('NotoSansSC')])
    expect(fontBytes).toBeGreaterThan(1_000)
    expect(fontBytes).toBeLessThan(60_000)
  })

  test('二维码就是核验的地址', async () => {
    const { rectangles } = await draw()
    const dots = rectangles.filter(([, , , height]) => height < 10)
    const [left, top] = [Math.min(...dots.map(([x]) => x)), Math.min(...dots.map(([, y]) => y))]
    const edge = dots[0]?.[3] ?? 1
    const drawn = certificate.rows.map((row) => Array.from(row, () => '0'))
    for (const [x, y, width] of dots) {
      const from = Math.round((x - left) / edge)
      for (let i = 0; i < Math.round(width / edge); i += 1) {
        const row = drawn[Math.round((y - top) / edge)]
        if (row) row[from + i] = '1'
      }
    }
    expect(drawn.map((row) => row.join(''))).toEqual(certificate.rows)
  })

  test('同一张证书下载几次，内容一个字节也不差', async () => {
    expect(Buffer.from(await drawCertificate(certificate))).toEqual(Buffer.from(await drawCertificate(certificate)))
  })

  test.each(['王𬍛', '李䶮', '阎㛃', '单𫖯', '曾㐂', '仝龑', '买买提·阿卜杜热合曼'])(
    '生僻字照样印得出：%s',
    async (name) => {
      const { text } = await draw({ name })
      expect(text.split('\n')).toContain(name)
      expect(text).not.toContain('字库')
    },
  )

  test('字库里没有的字印成〓，并且说明白，不会是空白', async () => {
    const { text } = await draw({ name: '张𠮷', examTitle: '消防🔥考试' })
    expect(text.split('\n')).toContain('张〓')
    expect(text).toContain('消防〓考试')
    expect(text).toContain('“〓”是字库里没有的字，以核验页显示的为准')
  })

  test('名字、标题、单位再长，也在一页里', async () => {
    const { pages, text } = await draw({
      name: '欧'.repeat(40),
      examTitle: '考'.repeat(60),
      organizationName: '示范'.repeat(30),
    })
    expect(pages).toBe(1)
    expect(text).toContain('欧'.repeat(40))
    expect(text.replaceAll('\n', '')).toContain('考'.repeat(60))
    expect(text.replaceAll('\n', '')).toContain('示范'.repeat(30))
  })
})

test.each([
  ['选字形的符号去掉', '葛\u{E0100}城\uFE00', '葛城'],
  ['看不见的符号去掉', '张\u200B三\u0007', '张三'],
  ['兼容汉字归到正字', '\uF9DC', '\u9686'],
  ['没有的字', '张三丁', '张三〓'],
])('%s', (_, text, printed) => {
  const glyphs = {
    hasGlyphForCodePoint: (code: number) => [...'葛城张三\u9686'].some((one) => one.codePointAt(0) === code),
  }
  expect(printable(glyphs, text)).toBe(printed)
})
