import type { Work } from '@cloud/core/deps'
import { chanceOf } from '@shared/core/chance'
import type { PlainDate } from '@shared/core/plainDate'
import { askedOf, type OptionOrders } from '@shared/modules/quiz/asked'
import { ordersOf } from '@shared/modules/quiz/drawing'
import type { Content } from '@shared/modules/quiz/model'
import type { PickReason } from '@shared/modules/quiz/practice/model'
import { versionId } from '../banks/collection'
import { shownContents } from '../pictures'
import { type CardRecord, Cards, cardId } from './collection'
import type { PoolQuestion } from './pool'

/** How one person sees the options of a question that was handed out on this day. */
export const practiceOrders = (
  content: Content,
  personId: string,
  { questionId, version, askedOn }: { questionId: string; version: number; askedOn: PlainDate },
): OptionOrders => ordersOf(content, chanceOf(`${personId}:${questionId}:${version}:${askedOn}`))

/** Cards of one person for these questions, by question. */
export async function cardsOf(personId: string, questionIds: readonly string[]): Promise<Map<string, CardRecord>> {
  const rows = await Cards.find({ _id: { $in: questionIds.map((id) => cardId(personId, id)) } }).lean<CardRecord[]>()
  return new Map(rows.map((row) => [row.questionId, row]))
}

/** 练习题 as they leave the service: in their present version, without key and explanation. */
export async function itemsOf(work: Work, picks: readonly { question: PoolQuestion; why?: PickReason }[]) {
  const { actor, today: askedOn } = work
  const { personId } = actor
  const contents = await shownContents(
    work,
    picks.map(({ question }) => versionId(question.id, question.version)),
  )
  const cards = await cardsOf(
    personId,
    picks.map(({ question }) => question.id),
  )
  return picks.flatMap(({ question, why }) => {
    const { id: questionId, version, tags } = question
    const content = contents.get(versionId(questionId, version))?.content
    if (!content) return []
    const asked = askedOf(content, practiceOrders(content, personId, { questionId, version, askedOn }))
    const { options, parts } = asked
    return {
      questionId,
      version,
      askedOn,
      ...(why && { why }),
      tags: [...tags],
      wrong: cards.get(questionId)?.wrong ?? 0,
      asked: { ...asked, options: [...options], parts: parts.map((part) => ({ ...part, options: [...part.options] })) },
    }
  })
}
