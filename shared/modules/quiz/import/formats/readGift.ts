import { QUESTION_KIND_LABELS } from '../../model'
import { readExplanation, readLine } from '../cells/readAbout'
import { optionsText } from '../cells/readOptions'
import { writtenFor } from '../cells/tidyText'
import type { QuestionTexts, SourceQuestion } from '../model'
import { stemText, textsOfAbout, textsOfItem } from '../writeTexts'
import { type GiftBlock, giftBlocks } from './giftBlocks'
import { type GiftReading, readGiftItem } from './giftItem'
import { writePlainText } from './writePlainText'

/** The last part of a category path; “默认” and the like say nothing. */
function chapterOf(category: string): string {
  const name = (category.split('/').pop() ?? '').trim()
  return /^(default|\$(course|module|system|cat).*|top|默认.*)$/i.test(name) ? '' : name.slice(0, 60)
}

function aboutOf({ about, category }: GiftBlock): QuestionTexts {
  const chapter = chapterOf(category)
  if (!about) return chapter === '' ? {} : { chapter: writtenFor(chapter, readLine) }
  const { code, source, tags = [], difficulty = 2 } = about
  return textsOfAbout({
    tags,
    difficulty,
    ...(code && { code }),
    ...(about.chapter && { chapter: about.chapter }),
    ...(source && { source }),
  })
}

function textsOfReading(reading: GiftReading): QuestionTexts {
  if ('item' in reading) return textsOfItem(reading.item)
  if ('description' in reading) return { stem: reading.description }
  if ('refused' in reading) return { kind: reading.refused, stem: reading.stem }
  if ('choices' in reading) return { stem: stemText('single', reading.stem), options: optionsText(reading.choices) }
  const { answer, explanation } = reading.gaps
  return {
    kind: QUESTION_KIND_LABELS.blank,
    stem: stemText('blank', reading.stem),
    answer,
    explanation: writtenFor(explanation, readExplanation),
  }
}

/** A case is a text that asks nothing, followed by its parts. */
function caseOf(block: GiftBlock, stem: string, parts: readonly GiftBlock[]): SourceQuestion {
  const readings = parts.map(({ body }) => textsOfReading(readGiftItem(body, true)))
  return {
    row: block.row,
    texts: {
      kind: QUESTION_KIND_LABELS.case,
      stem: stemText('case', stem),
      parts: writePlainText(readings),
      ...(block.about?.explanation && { explanation: writtenFor(block.about.explanation, readExplanation) }),
      ...aboutOf(block),
    },
  }
}

/** Reads a GIFT file (the format of Moodle). Kinds the product does not have are told, not left out. */
export function readGift(text: string): SourceQuestion[] {
  const blocks = giftBlocks(text)
  const questions: SourceQuestion[] = []
  for (let i = 0; i < blocks.length; i += 1) {
    const block = blocks[i] as GiftBlock
    const reading = readGiftItem(block.body, block.about !== undefined)
    const count = block.about?.parts
    if ('description' in reading && count !== undefined) {
      questions.push(caseOf(block, reading.description, blocks.slice(i + 1, i + 1 + count)))
      i += count
      continue
    }
    const texts = { ...textsOfReading(reading), ...aboutOf(block) }
    const aside = 'description' in reading && { aside: '没有问题的说明文字' }
    questions.push({ row: block.row, texts, ...aside })
  }
  return questions
}
