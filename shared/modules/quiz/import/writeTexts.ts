import { type Content, type Item, QUESTION_KIND_LABELS, type QuestionKind } from '../model'
import { readInline } from './cells/labels'
import { citationText, difficultyText, readExplanation, readLine, tagsText } from './cells/readAbout'
import { choiceText } from './cells/readChoiceAnswer'
import { gapText } from './cells/readGapAnswer'
import { optionsText } from './cells/readOptions'
import { mentionsPicture, readStem, withGaps } from './cells/readStem'
import { LITERAL, literalOf, writtenFor } from './cells/tidyText'
import { writePlainText } from './formats/writePlainText'
import type { QuestionTexts, ReadAbout, ReadDraft } from './model'

/** Would reading leave this stem as it is? */
const keepsStem = (kind: QuestionKind, stem: string): boolean => {
  const read = readStem(stem, true)
  if (read.text !== stem || read.kind || mentionsPicture(stem)) return false
  return kind === 'blank' ? withGaps(stem) === stem : readInline(stem) === undefined
}

export const stemText = (kind: QuestionKind, stem: string): string =>
  literalOf(stem) === undefined && keepsStem(kind, stem) ? stem : `${LITERAL}${stem}`

function answerText(item: Item): string {
  if (item.kind === 'blank') return gapText(item.accepted)
  return item.kind === 'judgement' ? (item.options[item.key[0] ?? 0]?.text ?? '') : choiceText(item.key)
}

const filled = (texts: QuestionTexts): QuestionTexts =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''))

export function textsOfItem(item: Item): QuestionTexts {
  return filled({
    kind: QUESTION_KIND_LABELS[item.kind],
    stem: stemText(item.kind, item.stem),
    options:
      item.kind === 'single' || item.kind === 'multiple' ? optionsText(item.options.map(({ text }) => text)) : '',
    answer: answerText(item),
    explanation: writtenFor(item.explanation, readExplanation),
  })
}

/** Everything a file says of a question but what is said about it, in the one spelling. */
function textsOfContent(content: Content): QuestionTexts {
  if (content.kind !== 'case') return textsOfItem(content)
  return filled({
    kind: QUESTION_KIND_LABELS.case,
    stem: stemText('case', content.stem),
    parts: writePlainText(content.parts.map(textsOfItem)),
    explanation: writtenFor(content.explanation, readExplanation),
  })
}

/** What is said about a question, in the one spelling. */
export const textsOfAbout = ({ chapter = '', tags, difficulty, source, code = '' }: ReadAbout): QuestionTexts =>
  filled({
    chapter: writtenFor(chapter, readLine),
    tags: tagsText(tags),
    difficulty: difficultyText(difficulty),
    citation: source ? citationText(source) : '',
    code: writtenFor(code, readLine),
  })

/** A whole question in the one spelling: reading these texts gives the same draft. */
export const textsOfDraft = ({ content, ...about }: ReadDraft): QuestionTexts => ({
  ...textsOfContent(content),
  ...textsOfAbout(about),
})
