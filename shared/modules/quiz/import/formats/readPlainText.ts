import { answerInStem } from '../cells/readStem'
import { LITERAL, literalOf } from '../cells/tidyText'
import type { QuestionField, QuestionTexts, SourceQuestion } from '../model'
import { type KeyedQuestion, readAnswerKey, sectionKey } from './answerKey'
import { classifyLine, type TextLine } from './textLines'

interface Open {
  row: number
  number?: number
  section: string
  part: QuestionField
  lines: Map<QuestionField, string[]>
}

const ANSWER_THEN_WHY = /^(.*?)[\s;；。]*(?:【(?:答案|试题|题目)?解析】|(?:答案|试题|题目)?解析\s*[:：])\s*(.*)$/s

/** Several lines as one text; marked ones keep a single mark in front. */
function joined(lines: readonly string[]): string {
  const isLiteral = lines[0] !== undefined && literalOf(lines[0]) !== undefined
  const bare = lines.map((line) => literalOf(line) ?? line).join('\n')
  return isLiteral ? `${LITERAL}${bare}` : bare
}

function textsOf({ lines, section }: Open, chapter: string): QuestionTexts {
  const texts: QuestionTexts = {}
  for (const [part, all] of lines) texts[part] = part === 'options' ? all.join('\n') : joined(all)
  const answer = texts.answer ?? ''
  const found = literalOf(answer) === undefined ? ANSWER_THEN_WHY.exec(answer) : null
  if (found && texts.explanation === undefined) {
    texts.answer = found[1] ?? ''
    texts.explanation = found[2] ?? ''
  }
  if (texts.kind === undefined && section !== '') texts.kind = section
  if (texts.chapter === undefined && chapter !== '') texts.chapter = chapter
  return texts
}

/** Takes the lines of a text one after the other. */
function createReader() {
  const questions: KeyedQuestion[] = []
  let open: Open | undefined
  let section = ''
  let chapter = ''
  let last = 0
  let afterEmpty = true

  const close = (): void => {
    if (!open) return
    const { row, number } = open
    questions.push({
      row,
      section: open.section,
      texts: textsOf(open, chapter),
      ...(number !== undefined && { number }),
    })
    open = undefined
  }
  const begin = (row: number, text: string, number?: number): void => {
    close()
    open = { row, section, part: 'stem', lines: new Map([['stem', [text]]]), ...(number !== undefined && { number }) }
    last = number ?? last
  }
  const add = (part: QuestionField, text: string): void => {
    if (!open) return
    open.part = part
    open.lines.set(part, [...(open.lines.get(part) ?? []), text])
  }
  /** A number begins a question when it goes on counting; inside an explanation only when what follows answers it. */
  const beginsQuestion = (number: number | undefined, isAnswered: boolean): boolean => {
    if (!open || number === undefined || open.number === undefined) return true
    if (open.part === 'explanation') return (number === 1 || number > last) && (afterEmpty || isAnswered)
    if (number === last + 1) return true
    return (number === 1 || number > last) && (afterEmpty || open.part !== 'stem')
  }
  /** A line without a mark goes on what is open, unless that is complete and nothing in the text is numbered. */
  const goOn = (row: number, text: string): void => {
    const complete = open?.number === undefined && open?.part === 'answer' && literalOf(text) === undefined
    if (!open || complete) begin(row, text)
    else add(open.part, text)
  }
  const read = (line: Exclude<TextLine, { is: 'empty' }>, row: number, isAnswered: boolean): void => {
    switch (line.is) {
      case 'section':
        close()
        section = line.kind
        last = 0
        return
      case 'chapter':
        if (open?.part === 'explanation' && !afterEmpty) add('explanation', line.chapter)
        else {
          close()
          chapter = line.chapter
        }
        return
      case 'answers':
        add('answer', '')
        return
      case 'field':
        add(line.field, line.text)
        return
      case 'question':
        if (beginsQuestion(line.number, isAnswered)) begin(row, line.text, line.number)
        else if (open) add(open.part, `${line.number ?? ''}. ${line.text}`)
        return
      case 'options':
        if (open && open.part !== 'explanation') add('options', line.text)
        else goOn(row, line.text)
        return
      case 'more':
        goOn(row, line.text)
    }
  }
  /** Without numbers an empty line ends what is complete. */
  const isComplete = ({ lines, number }: Open): boolean =>
    number === undefined &&
    (lines.has('options') || lines.has('answer') || answerInStem((lines.get('stem') ?? []).join('\n')) !== undefined)
  return {
    read(line: TextLine, row: number, isAnswered: boolean): void {
      if (line.is !== 'empty') read(line, row, isAnswered)
      else if (open && isComplete(open)) close()
      afterEmpty = line.is === 'empty'
    },
    finish(): KeyedQuestion[] {
      close()
      return questions
    },
  }
}

/** For each line that may begin a question: do options or an answer follow before the next one? */
function answeredLines(lines: readonly TextLine[]): boolean[] {
  const answered: boolean[] = []
  let follows = false
  for (let i = lines.length - 1; i >= 0; i -= 1) {
    const line = lines[i]
    if (line?.is === 'options' || (line?.is === 'field' && line.field === 'answer')) follows = true
    if (line?.is !== 'question') continue
    answered[i] = follows || answerInStem(line.text) !== undefined
    follows = false
  }
  return answered
}

/** Splits off the list of answers some write below all questions. */
function splitKey(lines: readonly string[]): { body: readonly string[]; answers: ReadonlyMap<string, string> } {
  let at = lines.length - 1
  while (at >= 0 && classifyLine(lines[at] ?? '').is !== 'answers') at -= 1
  const answers = readAnswerKey(at < 0 ? [] : lines.slice(at + 1))
  return answers.size > 1 ? { body: lines.slice(0, at), answers } : { body: lines, answers: new Map() }
}

/**
 * Reads questions from plain text: numbered or parted by empty lines, under headings that name their kind, with options in lines or in
 * one line, the answer in a line of its own, in brackets in the stem, or in a list at the end. Aiken is a case of it.
 */
export function readPlainText(text: string): SourceQuestion[] {
  const { body, answers } = splitKey(text.replace(/\r\n?/g, '\n').split('\n'))
  const reader = createReader()
  const classified = body.map(classifyLine)
  const answered = answeredLines(classified)
  classified.forEach((line, i) => {
    reader.read(line, i + 1, answered[i] === true)
  })
  const questions = reader.finish()
  const unanswered = new Map<number, number>()
  for (const { number, texts } of questions)
    if (number !== undefined && texts.answer === undefined) unanswered.set(number, (unanswered.get(number) ?? 0) + 1)
  return questions.map(({ row, texts, number, section }) => {
    if (number === undefined || texts.answer !== undefined) return { row, texts }
    const alone = unanswered.get(number) === 1 ? answers.get(`:${number}`) : undefined
    const answer = (section !== '' ? answers.get(`${sectionKey(section)}:${number}`) : undefined) ?? alone
    return { row, texts: answer === undefined ? texts : { ...texts, answer } }
  })
}
