import type { Content, Item } from '../../model'
import { writtenFor } from '../cells/tidyText'
import type { QuestionTexts, ReadDraft } from '../model'
import { textsOfDraft, textsOfItem } from '../writeTexts'
import { ownLine } from './headings'
import { readOptionCell } from './readTable'

const isChoice = (content: Content): content is Extract<Item, { key: readonly number[] }> =>
  content.kind === 'single' || content.kind === 'multiple'

/** How many columns for options a question needs. */
export const optionsNeeded = (content: Content): number =>
  content.kind === 'case'
    ? Math.max(0, ...content.parts.map(optionsNeeded))
    : isChoice(content)
      ? content.options.length
      : 0

const hasPicture = (content: Content): boolean =>
  content.picture !== undefined || (isChoice(content) && content.options.some(({ picture }) => picture !== undefined))

function line(texts: QuestionTexts, content: Content, columns: number): string[] {
  const list = isChoice(content) ? content.options : []
  const options = Array.from({ length: columns }, (_, i) =>
    writtenFor(list[i]?.text ?? '', (raw) => readOptionCell(raw, i)),
  )
  return ownLine((field) => texts[field] ?? '', options, hasPicture(content) ? '有' : '')
}

/** A question as lines of our own table: one, or for a case its situation and a line for each part. */
export function tableLines(draft: ReadDraft, columns: number): string[][] {
  const { content } = draft
  const first = line(textsOfDraft(draft), content, columns)
  if (content.kind !== 'case') return [first]
  const parts = content.parts.map((part) => {
    const texts = textsOfItem(part)
    return line({ ...texts, kind: `小题·${texts.kind ?? ''}` }, part, columns)
  })
  return [first, ...parts]
}
