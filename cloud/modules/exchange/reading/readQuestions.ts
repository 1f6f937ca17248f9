import { AppError } from '@shared/core/errors'
import { cutText, MAX_QUESTION_TEXT, MAX_QUESTIONS } from '@shared/modules/exchange/limits'
import { collectEvidence } from '@shared/modules/quiz/import/collectEvidence'
import { readGift } from '@shared/modules/quiz/import/formats/readGift'
import { readJson } from '@shared/modules/quiz/import/formats/readJson'
import { readPlainText } from '@shared/modules/quiz/import/formats/readPlainText'
import { readTable } from '@shared/modules/quiz/import/formats/readTable'
import type { FileEvidence, QuestionField, QuestionTexts, SourceQuestion } from '@shared/modules/quiz/import/model'
import { readCsv, readWorkbookOrText } from './readWorkbook'

/** What a file holds, in whatever format, and what only all of its rows together tell. */
export interface QuestionFile {
  questions: SourceQuestion[]
  evidence: FileEvidence
}

const READING = { longest: MAX_QUESTION_TEXT, asShown: true } as const

const noHeadings = (): AppError =>
  new AppError('invalid_input', '没有找到表头：请让表里有一行写着“题干”“选项”“答案”等列名')

/** Braces with answers in them, or the marks only GIFT has. */
const isGift = (text: string): boolean =>
  /^\s*\$CATEGORY\s*:/im.test(text) ||
  /^\s*::[^\n]{0,200}?::/m.test(text) ||
  /(?<!\\)\{\s*(?:[=~#]|T(?:RUE)?\s*[#}]|F(?:ALSE)?\s*[#}])/.test(text)

function readText(text: string, fileName: string): SourceQuestion[] {
  const isJson = /\.jsonl?$/i.test(fileName)
  if (isJson || /^\s*[[{]/.test(text)) {
    const questions = readJson(text)
    if (questions) return questions
    if (isJson) throw new AppError('invalid_input', '这个 JSON 文件不完整，或里面没有题目的列表')
  }
  const table = readTable(readCsv(text, READING))
  if (table) return table
  if (/\.csv$/i.test(fileName)) throw noHeadings()
  return isGift(text) ? readGift(text) : readPlainText(text)
}

function readAny(file: Buffer, fileName: string): SourceQuestion[] {
  if (/\.docx?$/i.test(fileName))
    throw new AppError('invalid_input', '这是 Word 文档：请打开后全选、复制，用“粘贴文字”导入')
  const read = readWorkbookOrText(file, READING)
  if ('text' in read) return readText(read.text, fileName)
  const questions = readTable(read.sheets)
  if (!questions) throw noHeadings()
  return questions
}

const cutTexts = (texts: QuestionTexts): QuestionTexts =>
  Object.fromEntries(
    Object.entries(texts).map(([field, text]) => [field as QuestionField, cutText(text, MAX_QUESTION_TEXT)]),
  )

/** Reads the questions of a file: the format is told by what stands in it. @throws AppError invalid_input or too_large with what to do. */
export function readQuestions(file: Buffer, fileName: string): QuestionFile {
  const questions = readAny(file, fileName).map((question) => ({ ...question, texts: cutTexts(question.texts) }))
  if (questions.length === 0) throw new AppError('invalid_input', '文件里没有题目')
  if (questions.length > MAX_QUESTIONS)
    throw new AppError('too_large', `一次最多导入 ${MAX_QUESTIONS.toLocaleString('en')} 道题，请分成几个文件`)
  return { questions, evidence: collectEvidence(questions.flatMap(({ texts, aside }) => (aside ? [] : [texts]))) }
}
