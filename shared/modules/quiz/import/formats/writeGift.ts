import { GAP, type Item } from '../../model'
import { gapText } from '../cells/readGapAnswer'
import type { ReadDraft } from '../model'
import type { GiftAbout } from './giftBlocks'
import { giftText, OWN_MARK } from './giftText'

/** Shares Moodle knows; whatever is right together makes a hundred. */
const SHARES = ['100', '100', '50', '33.33333', '25', '20', '16.66667', '14.28571', '12.5', '11.11111', '10'] as const

/** An answer that begins like a weight or a format says first that it is plain text. */
const answerText = (text: string): string => (/^[%[]/.test(text) ? `[plain]${giftText(text)}` : giftText(text))

function answersOf(item: Item): string[] {
  switch (item.kind) {
    case 'judgement':
      return [item.key[0] === 0 ? 'TRUE' : 'FALSE']
    case 'single':
      return item.options.map(({ text }, i) => `${item.key.includes(i) ? '=' : '~'}${answerText(text)}`)
    case 'multiple':
      return item.options.map(
        ({ text }, i) => `~%${item.key.includes(i) ? SHARES[item.key.length] : '-100'}%${answerText(text)}`,
      )
    case 'blank': {
      const [first = []] = item.accepted
      const several = item.stem.split(GAP).length > 2
      return several ? [`=${answerText(gapText(item.accepted))}`] : first.map((wording) => `=${answerText(wording)}`)
    }
  }
}

function question(item: Item, title: string): string {
  const why = item.explanation === '' ? '' : `\n####${answerText(item.explanation)}`
  return `::${giftText(title)}::[plain]${giftText(item.stem)}{\n${answersOf(item).join('\n')}${why}\n}`
}

/** One question as GIFT, with a line of ours for what GIFT has no place for; a case becomes its situation and its parts. */
export function writeGift({ content, code, chapter, tags, difficulty, source }: ReadDraft, number: number): string {
  const about: GiftAbout = {
    ...(code && { code }),
    ...(chapter && { chapter }),
    difficulty,
    ...(tags.length > 0 && { tags }),
    ...(source && { source }),
    ...(content.kind === 'case' && { parts: content.parts.length }),
    ...(content.kind === 'case' && content.explanation !== '' && { explanation: content.explanation }),
  }
  const title = code ?? String(number)
  const head = `${OWN_MARK} ${JSON.stringify(about)}`
  if (content.kind !== 'case') return `${head}\n${question(content, title)}\n`
  const parts = content.parts.map((part, i) => question(part, `${title}-${i + 1}`))
  return `${[`${head}\n::${giftText(title)}::[plain]${giftText(content.stem)}`, ...parts].join('\n\n')}\n`
}
