import { findPage } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { openSheet } from '@cloud/core/table/sheetWriter'
import { mustFitFile } from '@cloud/core/table/tableFile'
import { fileOfContent } from '@shared/modules/quiz/bankFile'
import { ownHeadings } from '@shared/modules/quiz/import/formats/headings'
import { writeGift } from '@shared/modules/quiz/import/formats/writeGift'
import { optionsNeeded, tableLines } from '@shared/modules/quiz/import/formats/writeTable'
import type { ReadDraft } from '@shared/modules/quiz/import/model'
import type { Content } from '@shared/modules/quiz/model'
import type { QueryFilter } from 'mongoose'
import { type BankRecord, type QuestionRecord, Questions } from './collection'
import { getBankFor } from './commands'

/** Formats a bank is written in; each can be imported again. */
export type BankFormat = 'xlsx' | 'gift' | 'json'

const ROUND = 500

/** The questions of a bank in their order, a few at a time: never the whole bank in memory. */
async function* questionsOf(bankId: string, fields?: Record<string, 1>): AsyncGenerator<QuestionRecord[]> {
  const where: QueryFilter<QuestionRecord> = { bankId, state: { $in: ['active', 'flagged'] } }
  let count = 0
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await findPage<QuestionRecord>(
      Questions,
      where,
      { order: 1, _id: 1 },
      { cursor, limit: ROUND },
      fields,
    )
    count += page.items.length
    mustFitFile(count)
    yield page.items
    cursor = page.next
  }
}

const draftOf = ({ content, difficulty, tags, code, chapter, source }: QuestionRecord): ReadDraft => ({
  content,
  difficulty,
  tags,
  ...(code && { code }),
  ...(chapter && { chapter }),
  ...(source && { source }),
})

const MISSING_PICTURE = '\n[图片]'

/** Pictures do not go along; the stem says so, and an import waits for somebody to look. */
function withPictureMark(content: Content): Content {
  if (content.kind === 'case') {
    const parts = content.parts.map((part) => withPictureMark(part) as typeof part)
    return { ...content, parts, ...(content.picture && { stem: content.stem + MISSING_PICTURE }) }
  }
  const inOptions = content.kind !== 'blank' && content.options.some(({ picture }) => picture)
  return content.picture || inOptions ? { ...content, stem: content.stem + MISSING_PICTURE } : content
}

async function writeXlsx(bank: BankRecord): Promise<Uint8Array<ArrayBuffer>> {
  let columns = 4
  for await (const rows of questionsOf(bank._id, { content: 1 }))
    columns = rows.reduce((most, { content }) => Math.max(most, optionsNeeded(content)), columns)
  const widths = [10, 50, ...Array.from({ length: columns }, () => 20), 12, 40, 16, 16, 8, 28, 16, 6]
  const sheet = await openSheet('题库', widths)
  await sheet.add([ownHeadings(columns)])
  for await (const rows of questionsOf(bank._id))
    await sheet.add(rows.flatMap((row) => tableLines(draftOf(row), columns)))
  return sheet.close()
}

async function joined(pieces: AsyncIterable<string>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = []
  for await (const piece of pieces) chunks.push(Buffer.from(piece))
  return new Uint8Array(Buffer.concat(chunks))
}

async function* giftOf(bank: BankRecord): AsyncGenerator<string> {
  let number = 0
  yield `// ${bank.title.replace(/\s+/g, ' ')}\n\n`
  for await (const rows of questionsOf(bank._id))
    for (const row of rows) {
      number += 1
      yield `${writeGift({ ...draftOf(row), content: withPictureMark(row.content) }, number)}\n`
    }
}

async function* jsonOf(bank: BankRecord): AsyncGenerator<string> {
  yield `{"bank":${JSON.stringify(bank._id)},"title":${JSON.stringify(bank.title)},"questions":[`
  let first = true
  for await (const rows of questionsOf(bank._id))
    for (const row of rows) {
      const { content, ...about } = draftOf(row)
      yield `${first ? '' : ','}\n${JSON.stringify(fileOfContent(withPictureMark(content), about))}`
      first = false
    }
  yield '\n]}\n'
}

/** 导出题库 — all questions in use or waiting for review, with their keys. @throws AppError not_found for a bank the actor may not use. */
export async function exportBank(
  work: Work,
  bankId: string,
  format: BankFormat,
): Promise<{ fileName: string; bytes: Uint8Array<ArrayBuffer> }> {
  const bank = await getBankFor(work, bankId)
  const write = {
    xlsx: () => writeXlsx(bank),
    gift: () => joined(giftOf(bank)),
    json: () => joined(jsonOf(bank)),
  }[format]
  return { fileName: `${bank.title}-${work.today}.${format}`, bytes: await write() }
}
