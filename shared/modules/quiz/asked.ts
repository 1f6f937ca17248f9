import type { Answer, BlankItem, Content, Item, ItemAnswer, Option, QuestionKind } from './model'
import { GAP } from './model'

/** 卷面题目 — what somebody sees before answering: no key, no accepted wordings, no explanation. */
export interface AskedItem {
  kind: Exclude<QuestionKind, 'case'>
  stem: string
  picture?: string
  /** In the order in which this person sees them; empty for fill-in. */
  options: Option[]
  /** How many gaps are to be filled; 0 for choices. */
  gaps: number
}

/** 卷面题目, with the parts of a case. */
export interface Asked extends Omit<AskedItem, 'kind'> {
  kind: QuestionKind
  parts: AskedItem[]
}

/** Places of the options as one person sees them: shown place → stored place. One list per part of a case, one for anything else. */
export type OptionOrders = readonly (readonly number[])[]

const placeAt = (order: readonly number[] | undefined, shown: number): number => order?.[shown] ?? shown

function askedItem(item: Item, order: readonly number[] | undefined): AskedItem {
  const shown = { kind: item.kind, stem: item.stem, ...(item.picture && { picture: item.picture }) }
  if (item.kind === 'blank') return { ...shown, options: [], gaps: (item as BlankItem).stem.split(GAP).length - 1 }
  const options = item.options.flatMap((_, i) => {
    const option = item.options[placeAt(order, i)]
    return option ? [{ text: option.text, ...(option.picture && { picture: option.picture }) }] : []
  })
  return { ...shown, options, gaps: 0 }
}

/** The one way in which a question leaves the service before it is answered. */
export function askedOf(content: Content, orders: OptionOrders = []): Asked {
  if (content.kind !== 'case') return { ...askedItem(content, orders[0]), parts: [] }
  return {
    kind: 'case',
    stem: content.stem,
    ...(content.picture && { picture: content.picture }),
    options: [],
    gaps: 0,
    parts: content.parts.map((part, i) => askedItem(part, orders[i])),
  }
}

const storedItem = (answer: ItemAnswer, order: readonly number[] | undefined): ItemAnswer =>
  answer?.every((one): one is number => typeof one === 'number')
    ? answer.map((shown) => placeAt(order, shown)).sort((a, b) => a - b)
    : answer

/** An answer given in the shown order, as it is stored and graded. Texts and empty answers stay as they are. */
export function storedAnswer(answer: Answer, orders: OptionOrders = []): Answer {
  if (answer === null) return null
  if ('parts' in answer) return { parts: answer.parts.map((part, i) => storedItem(part, orders[i])) }
  return storedItem(answer, orders[0])
}

/** The inverse of `storedAnswer`: a stored answer or key as this person sees it. */
export function shownAnswer(answer: Answer, orders: OptionOrders = []): Answer {
  const shownItem = (one: ItemAnswer, order: readonly number[] | undefined): ItemAnswer =>
    one?.every((place): place is number => typeof place === 'number')
      ? one
          .map((stored) => {
            const shown = order?.indexOf(stored) ?? stored
            return shown < 0 ? stored : shown
          })
          .sort((a, b) => a - b)
      : one
  if (answer === null) return null
  if ('parts' in answer) return { parts: answer.parts.map((part, i) => shownItem(part, orders[i])) }
  return shownItem(answer, orders[0])
}

const sentItem = (answer: ItemAnswer): number[] | string[] | null =>
  answer === null ? null : ([...answer] as number[] | string[])

/** An answer as replies carry it: a copy the receiver may change. */
export const sentAnswerOf = (answer: Answer) =>
  answer !== null && 'parts' in answer ? { parts: answer.parts.map(sentItem) } : sentItem(answer)
