import type { Asked, AskedItem } from './asked'
import type { Content, Item } from './model'

const ofItem = (item: Item): (string | undefined)[] => [
  item.picture,
  ...(item.kind === 'blank' ? [] : item.options.map(({ picture }) => picture)),
]

/** Ids of all pictures in stem, options and parts of a question. */
export function picturesIn(content: Content): string[] {
  const all = content.kind === 'case' ? [content.picture, ...content.parts.flatMap(ofItem)] : ofItem(content)
  return [...new Set(all.filter((id): id is string => id !== undefined))]
}

/** The same question with the address of each picture instead of its id; a picture without one is left out. */
export function withAddresses(content: Content, addresses: Readonly<Record<string, string>>): Content {
  const shown = <T extends { picture?: string }>(one: T): T => {
    const { picture, ...rest } = one
    const url = picture && addresses[picture]
    return { ...rest, ...(url && { picture: url }) } as T
  }
  const item = (one: Item): Item =>
    one.kind === 'blank' ? shown(one) : { ...shown(one), options: one.options.map(shown) }
  return content.kind === 'case' ? { ...shown(content), parts: content.parts.map(item) } : item(content)
}

const ofAsked = ({ picture, options }: Pick<AskedItem, 'picture' | 'options'>): (string | undefined)[] => [
  picture,
  ...options.map((option) => option.picture),
]

/** Addresses of all pictures in stem, options and parts of a question as somebody sees it. */
export const picturesAsked = (asked: Asked): string[] =>
  [...ofAsked(asked), ...asked.parts.flatMap(ofAsked)].filter((url): url is string => url !== undefined)
