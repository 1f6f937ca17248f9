import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as v from '@shared/core/schema'
import { contentOfFile, FileQuestion, fileOfContent } from '@shared/modules/quiz/bankFile'
import { collectEvidence } from '@shared/modules/quiz/import/collectEvidence'
import { ownHeadings } from '@shared/modules/quiz/import/formats/headings'
import { readGift } from '@shared/modules/quiz/import/formats/readGift'
import { readJson } from '@shared/modules/quiz/import/formats/readJson'
import { readTable } from '@shared/modules/quiz/import/formats/readTable'
import { writeGift } from '@shared/modules/quiz/import/formats/writeGift'
import { optionsNeeded, tableLines } from '@shared/modules/quiz/import/formats/writeTable'
import type { ReadDraft, SourceQuestion } from '@shared/modules/quiz/import/model'
import { NO_EVIDENCE } from '@shared/modules/quiz/import/model'
import { readQuestion } from '@shared/modules/quiz/import/readQuestion'
import { textsOfDraft } from '@shared/modules/quiz/import/writeTexts'
import fc from 'fast-check'
import { anyDraft } from './questions'

const anyBank = fc.array(anyDraft, { minLength: 1, maxLength: 5 })

/** Reads a file as an import does: all rows together tell what a single one cannot. */
function draftsOf(questions: readonly SourceQuestion[]): (ReadDraft | string)[] {
  const evidence = collectEvidence(questions.map(({ texts }) => texts))
  return questions.map(({ texts, aside }) => {
    const { draft, issues } = readQuestion(texts, evidence)
    return aside ?? draft ?? issues.map(({ field, reason }) => `${field}: ${reason}`).join('\n')
  })
}
const throughTexts = (bank: readonly ReadDraft[]) =>
  bank.map((draft) => readQuestion(textsOfDraft(draft), NO_EVIDENCE).draft ?? '')

function throughTable(bank: readonly ReadDraft[]) {
  const options = Math.max(...bank.map(({ content }) => optionsNeeded(content)))
  const lines = [ownHeadings(options), ...bank.flatMap((draft) => tableLines(draft, options))]
  return draftsOf(
    readTable([{ name: '题库', hidden: false, rows: lines.map((cells, i) => ({ row: i + 1, cells })) }]) ?? [],
  )
}

const throughGift = (bank: readonly ReadDraft[]) =>
  draftsOf(readGift(bank.map((draft, i) => writeGift(draft, i + 1)).join('\n')))

function throughJson(bank: readonly ReadDraft[]) {
  const questions = bank.map(({ content, ...about }) => fileOfContent(content, about))
  return draftsOf(readJson(JSON.stringify({ bank: 'x', title: '题库', questions })) ?? [])
}

describe('导出再导入，还是这些题，一个字不差', () => {
  test.each([
    ['写成文字', throughTexts],
    ['表格', throughTable],
    ['GIFT', throughGift],
    ['JSON', throughJson],
  ])('%s', (_, through) => {
    fc.assert(
      fc.property(anyBank, (bank) => {
        expect(through(bank)).toEqual(bank)
      }),
      { numRuns: Number(process.env['FUZZ'] ?? 100) },
    )
  })
  test('JSON 里的每一道题都合乎公布的格式', () => {
    fc.assert(
      fc.property(anyDraft, ({ content, ...about }) => {
        expect(contentOfFile(v.parse(FileQuestion, fileOfContent(content, about)))).toEqual(content)
      }),
    )
  })
})

const BANKS = path.resolve(__dirname, '../../cloud/seeds/banks')
const ownFiles = readdirSync(BANKS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))

describe('自带的题库，每一道都能导出再导入', () => {
  test.each(ownFiles)('%s', (name) => {
    const text = readFileSync(path.join(BANKS, name), 'utf8')
    const bank = draftsOf(readJson(text) ?? []) as ReadDraft[]
    const { questions } = JSON.parse(text) as { questions: unknown[] }
    expect(bank).toHaveLength(questions.length)
    for (const through of [throughTable, throughGift, throughJson]) expect(through(bank)).toEqual(bank)
  })
})
