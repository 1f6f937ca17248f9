import * as v from '@shared/core/schema'
import { contentOfFile, FileQuestion, findFault } from '../../bankFile'
import { tagsText } from '../cells/readAbout'
import { gapText } from '../cells/readGapAnswer'
import { readKind } from '../cells/readKind'
import { optionsText } from '../cells/readOptions'
import { QUESTION_FIELDS, type QuestionTexts, type SourceQuestion } from '../model'
import { textsOfDraft } from '../writeTexts'
import { mapHeadings } from './headings'
import { writePlainText } from './writePlainText'

type Json = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value)

const LISTS = ['questions', 'items', 'data', 'list', 'rows', 'records', 'result', '题目', '试题', '题库']
const OPTION_TEXT = ['text', 'content', 'value', 'title', 'label', 'name', 'desc', '内容', '选项内容']
const OPTION_RIGHT = [
  'correct',
  'iscorrect',
  'is_correct',
  'isright',
  'is_right',
  'right',
  'isanswer',
  'is_answer',
  '正确',
  '是否正确',
]
const PARTS = ['parts', 'children', 'subquestions', 'sub_questions', 'subs', '小题', '子题']

const find = (object: Json, names: readonly string[]): unknown => {
  const key = Object.keys(object).find((one) => names.includes(one.toLowerCase()))
  return key === undefined ? undefined : object[key]
}

const scalarText = (value: unknown): string => {
  if (value === true) return '正确'
  if (value === false) return '错误'
  return isScalar(value) ? String(value) : ''
}

interface JsonOptions {
  texts: string[]
  /** Places marked as right in the list itself. */
  right: number[]
}

const isYes = (value: unknown): boolean =>
  value === true || value === 1 || value === '1' || value === 'true' || value === '是'

function optionsOf(value: unknown): JsonOptions | string {
  if (isScalar(value)) return String(value)
  const entries = Array.isArray(value)
    ? value
    : isObject(value)
      ? Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([, entry]) => entry as unknown)
      : []
  const texts = entries.map((entry) => (isObject(entry) ? scalarText(find(entry, OPTION_TEXT)) : scalarText(entry)))
  const right = entries.flatMap((entry, i) => (isObject(entry) && isYes(find(entry, OPTION_RIGHT)) ? [i] : []))
  return { texts, right }
}

/** Answers in a list: one for each gap of a fill-in, otherwise everything that is right. */
function answerOf(value: unknown, isBlank: boolean): string {
  if (!Array.isArray(value)) return scalarText(value)
  const inner = value.map((one) => (Array.isArray(one) ? one.map(scalarText) : [scalarText(one)]))
  if (isBlank && inner.every((all) => all.length > 0 && !all.includes(''))) return gapText(inner)
  const texts = inner.map((all) => all.join('|'))
  if (texts.every((text) => /^[A-Za-z]$/.test(text))) return texts.join('')
  return texts.join(texts.every((text) => /^\d+$/.test(text)) ? '、' : '\n')
}

/** Any object that speaks of a question, by the names of its entries. */
function textsOfObject(object: Json): QuestionTexts {
  const keys = Object.keys(object)
  const columns = mapHeadings(keys)
  const entryAt = (index: number | undefined): unknown => object[keys[index ?? -1] ?? '']
  const texts: QuestionTexts = {}
  for (const field of QUESTION_FIELDS) {
    const value = entryAt(columns.fields.get(field))
    const text = field === 'tags' && Array.isArray(value) ? tagsText(value.map(scalarText)) : scalarText(value)
    if (text !== '') texts[field] = text
  }
  const kind = readKind(texts.kind ?? '')
  const answer = answerOf(
    entryAt(columns.fields.get('answer')),
    kind !== undefined && 'kind' in kind && kind.kind === 'blank',
  )
  const single = columns.options.length > 1 ? columns.options.map(entryAt) : entryAt(columns.fields.get('options'))
  const options = optionsOf(single)
  if (typeof options === 'string') texts.options = options
  else if (options.texts.length > 0) {
    while (options.texts.length > 0 && options.texts[options.texts.length - 1] === '') options.texts.pop()
    texts.options = options.texts.length === 1 ? (options.texts[0] ?? '') : markedOptions(options.texts)
  }
  if (answer !== '') texts.answer = answer
  else if (typeof options !== 'string' && options.right.length > 0)
    texts.answer = options.right.map((place) => String.fromCharCode(65 + place)).join('')
  const parts = find(object, PARTS)
  if (Array.isArray(parts)) texts.parts = writePlainText(parts.filter(isObject).map(textsOfEntry))
  return texts
}

/** Options of a list may carry marks of their own; those that do not are given some. */
function markedOptions(texts: readonly string[]): string {
  const carry = texts.filter((text) => /^[(（]?[A-Za-z]\s*[.．、:：)）]/.test(text)).length
  return carry === texts.length ? texts.map((text) => text.replace(/\n/g, ' ')).join('\n') : optionsText(texts)
}

function textsOfEntry(entry: Json): QuestionTexts {
  const result = v.safeParse(FileQuestion, entry)
  if (!result.success) return textsOfObject(entry)
  const content = contentOfFile(result.output)
  if (findFault(content)) return textsOfObject(entry)
  const { code, source, chapter, difficulty, tags } = result.output
  const about = { difficulty, tags, ...(code && { code }), ...(source && { source }), ...(chapter && { chapter }) }
  return textsOfDraft({ content, ...about })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    try {
      return lines.length > 1 ? lines.map((line) => JSON.parse(line) as unknown) : undefined
    } catch {
      return undefined
    }
  }
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (!isObject(value)) return undefined
  const list = find(value, LISTS)
  return Array.isArray(list) ? list : isObject(list) ? listOf(list) : undefined
}

/** Reads our own bank files and whatever else lists questions as objects. @returns undefined when it is no JSON that holds a list. */
export function readJson(text: string): SourceQuestion[] | undefined {
  return listOf(parse(text))?.map((entry, i) => ({
    row: i + 1,
    place: `第 ${i + 1} 题`,
    texts: isObject(entry) ? textsOfEntry(entry) : { stem: scalarText(entry) },
  }))
}
