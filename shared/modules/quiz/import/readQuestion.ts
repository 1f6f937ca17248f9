import * as v from '@shared/core/schema'
import { FileQuestion, fileOfContent, findFault } from '../bankFile'
import { type Citation, type Content, type Item, QUESTION_KIND_LABELS } from '../model'
import { findCitation, findDifficulty, readExplanation, readLine, readTags } from './cells/readAbout'
import { optionsText } from './cells/readOptions'
import { mentionsPicture } from './cells/readStem'
import { findUnfit, literalOf, tidyText } from './cells/tidyText'
import { readPlainText } from './formats/readPlainText'
import {
  type FileEvidence,
  QUESTION_FIELDS,
  type QuestionField,
  type QuestionIssue,
  type QuestionTexts,
  type ReadAbout,
  type ReadQuestion,
} from './model'
import { type ItemReading, readItem } from './readItem'
import { textsOfDraft } from './writeTexts'

const LONGEST_CHAPTER = 60
const LONGEST_CODE = 40
/** Longer texts are not looked into at all: no question needs them. */
const LONGEST_TEXT = 4_000
const LONGEST_LISTS: Partial<Record<QuestionField, number>> = { options: 8_000, parts: 30_000 }

/** What reading needs beside the file. */
export interface ReadOptions {
  /** Somebody has said of its gentle questions: as it stands. */
  kept?: boolean
  /** Is this text, in this version, in the catalogue? Without it every citation is taken over. */
  isKnown?(citation: Citation): boolean
}

interface Said {
  issues: QuestionIssue[]
  ask(field: QuestionField, reason: string, gentle?: true): void
  note(field: QuestionField, reason: string): void
}

function createSaid(): Said {
  const issues: QuestionIssue[] = []
  return {
    issues,
    ask: (field, reason, gentle) => issues.push({ field, level: 'ask', reason, ...(gentle && { gentle }) }),
    note: (field, reason) => issues.push({ field, level: 'note', reason }),
  }
}

/** What is said about a question. Nothing here keeps it out: what does not fit is told and left out. */
function readAbout(texts: QuestionTexts, evidence: FileEvidence, source: Citation | undefined, said: Said): ReadAbout {
  const { difficulty = '', chapter = '', tags = '', code = '' } = texts
  const degree = findDifficulty(difficulty, evidence.fiveDegrees)
  if (degree === undefined && tidyText(difficulty) !== '')
    said.note('difficulty', `难度“${tidyText(difficulty).slice(0, 10)}”看不懂，按中等`)
  const read = readTags(tags)
  if (read.dropped.length > 0) said.note('tags', `标签“${read.dropped[0]?.slice(0, 20)}”等太长或太多，没有带上`)
  const chapterLine = readLine(chapter)
  if (chapterLine.length > LONGEST_CHAPTER) said.note('chapter', `章节超过 ${LONGEST_CHAPTER} 个字，后面的没有带上`)
  const codeLine = readLine(code)
  if (codeLine.length > LONGEST_CODE) said.note('code', `编码超过 ${LONGEST_CODE} 个字，没有带上`)
  const shortChapter = chapterLine.slice(0, LONGEST_CHAPTER).trim()
  return {
    difficulty: degree ?? 2,
    tags: read.tags,
    ...(shortChapter !== '' && { chapter: shortChapter }),
    ...(codeLine !== '' && codeLine.length <= LONGEST_CODE && { code: codeLine }),
    ...(source && { source }),
  }
}

/** What a learner reads afterwards; a source that is no citation of the catalogue is part of it. */
function explanationOf({ explanation = '', citation = '' }: QuestionTexts, source: Citation | undefined): string {
  const why = readExplanation(explanation)
  const rest = source ? '' : tidyText(citation)
  return rest === '' || why.includes(rest) ? why : `${why}${why ? '\n' : ''}依据：${rest}`
}

function readParts(text: string, evidence: FileEvidence, said: Said): Item[] {
  const parts = readPlainText(text)
  if (parts.length === 0) said.ask('parts', '案例题没有小题')
  return parts.flatMap(({ texts }, i) => {
    const { item, issues } = readItem(texts, { ...evidence, numbered: false })
    for (const { reason, level } of issues) said[level]('parts', `第 ${i + 1} 小题：${reason}`)
    return item ? [{ ...item, explanation: readExplanation(texts.explanation ?? '') }] : []
  })
}

/** Checks what was read against the published format: lengths, counts, and that it can be answered. */
function checkWhole(content: Content, about: ReadAbout, said: Said): void {
  const fault = findFault(content)
  if (fault) {
    said.ask(content.kind === 'case' ? 'parts' : /选项(一样|.*空)/.test(fault) ? 'options' : 'answer', fault)
    return
  }
  const { difficulty, tags, code, source, chapter } = about
  const result = v.safeParse(FileQuestion, fileOfContent(content, { difficulty, tags, code, source, chapter }))
  const [issue] = result.issues ?? []
  if (!issue) return
  const [field, place] = (issue.path ?? []).map((step) => step.key)
  const known = QUESTION_FIELDS.find((one) => one === field) ?? 'stem'
  const where = typeof place === 'number' ? `第 ${place + 1} 个：` : ''
  said.ask(known, `${where}${issue.message}`)
}

const partial = ({ kind, stem, options }: Omit<ItemReading, 'issues'>, texts: QuestionTexts): QuestionTexts => ({
  ...Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, tidyText(text)])),
  ...(kind && { kind: QUESTION_KIND_LABELS[kind] }),
  stem: tidyText(stem),
  ...(options && { options: optionsText(options) }),
})

/** Nothing in it may be run, missing or without end. */
function checkTexts(texts: QuestionTexts, said: Said): void {
  for (const field of QUESTION_FIELDS) {
    const text = texts[field] ?? ''
    if (text.length > (LONGEST_LISTS[field] ?? LONGEST_TEXT)) said.ask(field, '太长，不像一道题里的内容')
    const unfit = findUnfit(text)
    if (unfit) said.ask(field, unfit)
  }
}

/** Reads one question of a file. Whatever is not certain is asked, never guessed. Texts in the one spelling read as themselves. */
export function readQuestion(texts: QuestionTexts, evidence: FileEvidence, options: ReadOptions = {}): ReadQuestion {
  const said = createSaid()
  checkTexts(texts, said)
  if (said.issues.length > 0) return { values: partial({ stem: texts.stem ?? '' }, texts), issues: said.issues }
  const reading = readItem(texts, evidence)
  said.issues.push(...reading.issues)
  if (texts.parts && reading.kind && reading.kind !== 'case') said.ask('parts', '只有案例题才有小题')
  const cited = findCitation(texts.citation ?? '')
  const source = cited && (options.isKnown?.(cited) ?? true) ? cited : undefined
  if (cited && !source) said.note('citation', '法规目录里没有这个出处，写进了解析')
  const about = readAbout(texts, evidence, source, said)
  const explanation = explanationOf(texts, source)
  const content: Content | undefined =
    reading.kind === 'case'
      ? { kind: 'case', stem: reading.stem, parts: readParts(texts.parts ?? '', evidence, said), explanation }
      : reading.item && { ...reading.item, explanation }
  if (!options.kept && literalOf(texts.stem ?? '') === undefined && mentionsPicture(reading.stem))
    said.ask('stem', '题里提到图，图片不随文件导入；没有图也能答就保留，否则导入后补图', true)
  const asked = () => said.issues.some(({ level }) => level === 'ask')
  if (content && !asked()) checkWhole(content, about, said)
  if (content?.kind === 'multiple' && content.key.length === 1) said.note('answer', '多选题只有一个答案')
  if (!content || asked()) return { values: partial(reading, texts), issues: said.issues }
  const draft = { content, ...about }
  return { values: textsOfDraft(draft), issues: said.issues, draft }
}
