import { plainText } from './grading'
import type { Content, Item } from './model'

const fold = (text: string): string => plainText(text).replace(/[，。、；：？！“”‘’《》（）—…,.;:?!"'()<>·\-_]/g, '')

function partsOf(item: Item): string {
  if (item.kind === 'blank') return fold(item.stem)
  const options = item.options.map(({ text, picture }) => `${fold(text)}#${picture ?? ''}`).sort()
  return `${fold(item.stem)}|${options.join('|')}`
}

/**
 * What makes two questions the same: kind, stem and options, whatever their order, width of letters, spaces and punctuation. The same
 * stem with other options is another question. The key is no part of it: the same question with another key is a contradiction, not a second one.
 */
export function identityOf(content: Content): string {
  const body =
    content.kind === 'case' ? `${fold(content.stem)}|${content.parts.map(partsOf).sort().join('||')}` : partsOf(content)
  return `${content.kind}:${content.picture ?? ''}:${body}`
}

function rightOf(item: Item): string {
  if (item.kind === 'blank') return item.accepted.map((wordings) => [...wordings].map(fold).sort().join('|')).join(';')
  return item.key
    .map((place) => `${fold(item.options[place]?.text ?? '')}#${item.options[place]?.picture ?? ''}`)
    .sort()
    .join('|')
}

/** What is right in a question, whatever the order of its options: two of the same identity that differ here contradict each other. */
export const answerOf = (content: Content): string =>
  content.kind === 'case'
    ? content.parts
        .map((part) => `${partsOf(part)}=${rightOf(part)}`)
        .sort()
        .join('||')
    : rightOf(content)
