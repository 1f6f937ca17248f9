import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as v from '@shared/core/schema'
import { BankFile, contentOfFile, findFault } from '@shared/modules/quiz/bankFile'
import { identityOf } from '@shared/modules/quiz/identity'
import { articleNumber, hasArticle, LEGAL_TEXTS } from '@shared/modules/quiz/legalTexts'

const FOLDER = path.join(__dirname, '..', '..', 'cloud', 'seeds', 'banks')
const filesOf = (bank: string) =>
  readdirSync(path.join(FOLDER, bank)).map((name) => {
    const json: unknown = JSON.parse(readFileSync(path.join(FOLDER, bank, name), 'utf8'))
    return { name, ...v.parse(BankFile, json) }
  })

/** Banks that ship with the product and how many questions each holds at least. */
const BANKS = [
  ['safetyLaw', 240],
  ['siteWork', 120],
  ['cleanGovernance', 200],
  ['partyBasics', 185],
] as const

describe.each(BANKS)('自带题库 %s', (bank, least) => {
  const files = filesOf(bank)
  const questions = files.flatMap((file) => file.questions)

  test(`不少于 ${least} 道，编号不重`, () => {
    expect(questions.length).toBeGreaterThanOrEqual(least)
    expect(new Set(questions.map(({ code }) => code)).size).toBe(questions.length)
    expect(new Set(files.map((file) => file.bank))).toEqual(new Set([bank]))
  })

  test('每道都能作答，有答案，有解析，有标签', () => {
    const faults = questions.flatMap((question) => {
      const fault = findFault(contentOfFile(question))
      return fault || question.explanation === '' || question.tags.length === 0 ? [[question.code, fault]] : []
    })
    expect(faults).toEqual([])
  })

  test('引用的条文都在法规目录里，版本现行', () => {
    const wrong = questions.flatMap(({ code, source }) => {
      const versions = source ? (LEGAL_TEXTS[source.document] ?? []) : []
      const cited = versions.find((version) => version.from === source?.version && version.to === undefined)
      const numbers = [...(source?.article ?? '').matchAll(/第(\d{1,3})条/g)].map(([label]) => label)
      const exist = numbers.length > 0 && numbers.every((label) => cited && hasArticle(cited, label))
      return exist && articleNumber(source?.article ?? '') ? [] : [[code, source]]
    })
    expect(wrong).toEqual([])
  })

  test('正确选项不集中在一个位置，判断题对错相当', () => {
    const singles = questions.flatMap((one) => (one.kind === 'single' ? [one.answer] : []))
    for (const letter of 'ABCD') {
      const share = singles.filter((answer) => answer === letter).length / singles.length
      expect([letter, share > 0.15 && share < 0.35]).toEqual([letter, true])
    }
    const judgements = questions.flatMap((one) => (one.kind === 'judgement' ? [one.answer] : []))
    const right = judgements.filter(Boolean).length / judgements.length
    expect(right).toBeGreaterThan(0.35)
    expect(right).toBeLessThan(0.65)
  })
})

test('所有自带题库里没有重复的题', () => {
  const seen = new Map<string, string>()
  const twice = BANKS.flatMap(([bank]) => filesOf(bank)).flatMap((file) =>
    file.questions.flatMap((question) => {
      const identity = identityOf(contentOfFile(question))
      const before = seen.get(identity)
      seen.set(identity, question.code ?? '')
      return before ? [[before, question.code]] : []
    }),
  )
  expect(twice).toEqual([])
})
