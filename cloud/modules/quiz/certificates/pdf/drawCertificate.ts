import { dayOf, monthOf, type PlainDate, yearOf } from '@shared/core/plainDate'
import { pointsText } from '@shared/modules/quiz/exams/rules'
import type PDFDocument from 'pdfkit'
import { fontFile } from './fontFile'
import { type Glyphs, NO_GLYPH, printable } from './printable'

/** Everything that stands on a certificate. */
export interface PrintedCertificate {
  name: string
  examTitle: string
  organizationName: string
  issuedOn: PlainDate
  code: string
  /** In hundredths of a point. */
  score: number
  full: number
  passPercent: number
  /** The QR code that leads to the verification, as rows of 0 and 1. */
  rows: readonly string[]
}

type Pdf = InstanceType<typeof PDFDocument>

const INK = '#211C19'
const GREY = '#6B625C'
const RED = '#C8161D'
/** Gold is for honours. */
const GOLD = '#B8924A'
const EDGE = 36
const MARGIN = 84
const QR_EDGE = 92

const dayWord = (day: PlainDate): string => `${yearOf(day)}年${monthOf(day)}月${dayOf(day)}日`

/** Writes a text in the middle of the page, smaller when it would be wider than one line. */
function writeLine(
  pdf: Pdf,
  text: string,
  { y, size, bold = false }: { y: number; size: number; bold?: boolean },
): void {
  const width = pdf.page.width - 2 * MARGIN
  pdf.fontSize(size)
  const needed = pdf.widthOfString(text)
  if (needed > width) pdf.fontSize((size * width) / needed - 0.1)
  const stroked = bold ? { fill: true, stroke: true } : {}
  pdf.lineWidth(0.6).strokeColor(INK).fillColor(INK)
  pdf.text(text, MARGIN, y, { width, align: 'center', lineBreak: false, ...stroked })
}

function drawFrame(pdf: Pdf): void {
  const { width, height } = pdf.page
  const frame = (inset: number) => pdf.rect(inset, inset, width - 2 * inset, height - 2 * inset)
  frame(EDGE).lineWidth(2).stroke(RED)
  frame(EDGE + 6)
    .lineWidth(0.75)
    .stroke(GOLD)
}

/** The code as one shape of black runs, inside the white it needs. */
function drawCode(pdf: Pdf, rows: readonly string[], x: number, y: number): void {
  const dot = QR_EDGE / rows.length
  rows.forEach((row, line) => {
    for (const run of row.matchAll(/1+/g)) pdf.rect(x + run.index * dot, y + line * dot, run[0].length * dot, dot)
  })
  pdf.fill('#000000')
}

function drawFoot(pdf: Pdf, { code, organization, issuedOn, rows, note }: Foot): void {
  const top = pdf.page.height - EDGE - 36 - QR_EDGE
  drawCode(pdf, rows, MARGIN, top)
  const left = MARGIN + QR_EDGE + 16
  pdf
    .fillColor(INK)
    .fontSize(12)
    .text(`编号 ${code}`, left, top + 24, { lineBreak: false })
  pdf.fillColor(GREY).fontSize(9)
  pdf.text('扫码核验，或登录知行，在“验证证书”里输入编号', left, top + 46, { lineBreak: false })
  if (note) pdf.text(note, left, top + 62, { width: 260 })
  const right = { width: 300, align: 'right' } as const
  const edge = pdf.page.width - MARGIN - right.width
  pdf.fillColor(INK).fontSize(16)
  const place = pdf.heightOfString(organization, right)
  pdf.text(organization, edge, top + QR_EDGE - 24 - place, right)
  pdf.fontSize(13).text(dayWord(issuedOn), edge, top + QR_EDGE - 18, right)
}

interface Foot {
  code: string
  organization: string
  issuedOn: PlainDate
  rows: readonly string[]
  note: string
}

/** The font the document writes with at this moment, as fontkit has opened it. */
const glyphsOf = (pdf: Pdf): Glyphs => (pdf as unknown as { _font: { font: Glyphs } })._font.font

function drawPage(pdf: Pdf, certificate: PrintedCertificate): void {
  const { score, full, passPercent, issuedOn, code, rows } = certificate
  pdf.font(fontFile())
  const shown = (text: string) => printable(glyphsOf(pdf), text)
  const [name, title, organization] = [
    shown(certificate.name),
    shown(certificate.examTitle),
    shown(certificate.organizationName),
  ]
  drawFrame(pdf)
  writeLine(pdf, '考 试 合 格 证 书', { y: 92, size: 38, bold: true })
  const middle = pdf.page.width / 2
  pdf
    .moveTo(middle - 40, 156)
    .lineTo(middle + 40, 156)
    .lineWidth(2)
    .stroke(RED)
  writeLine(pdf, name, { y: 186, size: 30 })
  const width = pdf.page.width - 2 * MARGIN - 80
  const inTheMiddle = { width, align: 'center', lineGap: 10 } as const
  pdf.fillColor(INK).fontSize(18)
  pdf.text(`参加“${title}”，成绩合格，特发此证。`, MARGIN + 40, 262, inTheMiddle)
  const marks = `得分 ${pointsText(score)}，满分 ${pointsText(full)}，达到总分的 ${passPercent}% 为合格`
  pdf
    .fillColor(GREY)
    .fontSize(12)
    .text(marks, MARGIN + 40, pdf.y + 4, inTheMiddle)
  const lacks = [name, title, organization].some((one) => one.includes(NO_GLYPH))
  drawFoot(pdf, {
    ...{ code, organization, issuedOn, rows },
    note: lacks ? `“${NO_GLYPH}”是字库里没有的字，以核验页显示的为准` : '',
  })
}

/** 证书 — one A4 page across, with the characters it uses of the font inside. The same certificate gives the same bytes. */
export async function drawCertificate(certificate: PrintedCertificate): Promise<Uint8Array<ArrayBuffer>> {
  // Large, and needed by few: a start does not wait for it.
  const { default: Document } = await import('pdfkit')
  const issued = new Date(`${certificate.issuedOn}T00:00:00+08:00`)
  const pdf = new Document({
    size: 'A4',
    layout: 'landscape',
    margin: 0,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: `考试合格证书 ${certificate.code}`,
      Author: certificate.organizationName,
      Creator: '知行',
      CreationDate: issued,
      ModDate: issued,
    },
  })
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    pdf.on('error', reject)
    drawPage(pdf, certificate)
    pdf.end()
  })
}
