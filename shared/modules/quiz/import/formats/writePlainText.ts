import { readExplanation } from '../cells/readAbout'
import { readStem } from '../cells/readStem'
import { LITERAL, literalOf } from '../cells/tidyText'
import type { QuestionField, QuestionTexts } from '../model'
import { readPlainText } from './readPlainText'

const IN_TEXT: readonly (readonly [QuestionField, string])[] = [
  ['kind', '题型：'],
  ['options', ''],
  ['answer', '答案：'],
  ['explanation', '解析：'],
]

/** A text whose every line carries the mark, so that none of them is read as the beginning of something. */
const markedLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => `${LITERAL}${line}`)
    .join('\n')

function block(texts: QuestionTexts, number: number, marked: boolean): string {
  const { stem = '', explanation = '' } = texts
  const said: QuestionTexts = marked
    ? {
        ...texts,
        stem: markedLines(literalOf(stem) ?? readStem(stem).text),
        explanation: explanation && markedLines(readExplanation(explanation)),
      }
    : texts
  const lines = IN_TEXT.flatMap(([field, name]) => (said[field] ? [`${name}${said[field]}`] : []))
  return [`${number}. ${said.stem ?? ''}`, ...lines].join('\n')
}

const isSame = (a: QuestionTexts, b: QuestionTexts): boolean =>
  (a.stem ?? '') === (b.stem ?? '') && IN_TEXT.every(([field]) => (a[field] ?? '') === (b[field] ?? ''))

/** Questions as plain text that reading gives back: lines are marked only where something could be misread. */
export function writePlainText(questions: readonly QuestionTexts[]): string {
  const plain = questions.map((texts, i) => block(texts, i + 1, false)).join('\n\n')
  const back = readPlainText(plain)
  const same = back.length === questions.length && questions.every((texts, i) => isSame(back[i]?.texts ?? {}, texts))
  return same ? plain : questions.map((texts, i) => block(texts, i + 1, true)).join('\n\n')
}
