import type * as v from '@shared/core/schema'
import { askedOf, type OptionOrders, shownAnswer } from './asked'
import type { Answer, Citation, Content, Item, ItemAnswer } from './model'
import type { reviewed } from './schemas'

/** 讲评 — what somebody sees of a question after handing in. */
export type Reviewed = v.InferInput<typeof reviewed>

type Shown = Reviewed['answer']
type ShownItem = Exclude<Shown, { parts: unknown }>

const copied = (answer: ItemAnswer): ShownItem => (answer === null ? null : ([...answer] as number[] | string[]))
const shown = (answer: Answer, orders: OptionOrders): Shown => {
  const seen = shownAnswer(answer, orders)
  if (seen === null) return null
  return 'parts' in seen ? { parts: seen.parts.map(copied) } : copied(seen)
}

/** The right answer of one item as the person sees its options; of gaps every wording that counts. */
function solution(item: Item, order: readonly number[] | undefined) {
  if (item.kind === 'blank')
    return { key: null, accepted: item.accepted.map((all) => [...all]), explanation: item.explanation }
  const key = shown(item.key, order ? [order] : [])
  return { key: key === null || 'parts' in key ? null : key, accepted: [], explanation: item.explanation }
}

/**
 * The one way in which a key leaves the service: for a question that has been handed in, with the options in the order in which the
 * person saw them.
 * @param answer as it is stored; @param hasEnded is the cited version no longer in force?
 */
export function reviewOf(
  { content, source }: { content: Content; source?: Citation },
  orders: OptionOrders,
  answer: Answer,
  hasEnded: (source: Citation) => boolean,
): Reviewed {
  const asked = askedOf(content, orders)
  const whole =
    content.kind === 'case'
      ? {
          key: null,
          accepted: [],
          explanation: content.explanation,
          parts: content.parts.map((part, i) => solution(part, orders[i])),
        }
      : { ...solution(content, orders[0]), parts: [] }
  return {
    asked: {
      ...asked,
      options: [...asked.options],
      parts: asked.parts.map((part) => ({ ...part, options: [...part.options] })),
    },
    answer: shown(answer, orders),
    ...whole,
    ...(source && { source: { ...source, ended: hasEnded(source) } }),
  }
}
