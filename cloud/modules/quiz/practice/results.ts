import type { Work } from '@cloud/core/deps'
import { daysBetween } from '@shared/core/plainDate'
import { FULL_SHARE } from '@shared/modules/quiz/grading'
import { RIGHT_TO_LEAVE } from '@shared/modules/quiz/practice/model'
import { reviewOf } from '@shared/modules/quiz/reviewed'
import { versionId } from '../banks/collection'
import { endedOn } from '../endedOn'
import { shownContents } from '../pictures'
import type { CardState } from './card'
import { type PracticeAnswerRecord, PracticeAnswers } from './collection'
import { cardsOf, practiceOrders } from './items'

/** `personId:` and the id the phone has given an answer. */
export const answerId = (personId: string, id: string): string => `${personId}:${id}`

/** 批改 — what somebody may see once the answer is stored. */
export async function resultsOf(work: Work, answers: readonly PracticeAnswerRecord[]) {
  const { actor, today } = work
  const contents = await shownContents(
    work,
    answers.map(({ questionId, version }) => versionId(questionId, version)),
  )
  const cards = await cardsOf(
    actor.personId,
    answers.map(({ questionId }) => questionId),
  )
  const hasEnded = await endedOn(today)
  return answers.flatMap((answer) => {
    const version = contents.get(versionId(answer.questionId, answer.version))
    if (!version) return []
    const orders = practiceOrders(version.content, actor.personId, answer)
    const card: CardState | undefined = cards.get(answer.questionId)
    return {
      id: answer._id.slice(actor.personId.length + 1),
      questionId: answer.questionId,
      right: answer.share === FULL_SHARE,
      share: answer.share,
      review: reviewOf(version, orders, answer.answer, hasEnded),
      ...(card?.inBook && {
        next: {
          dueOn: card.dueOn,
          days: Math.max(0, daysBetween(today, card.dueOn)),
          rightToLeave: RIGHT_TO_LEAVE - card.streak,
        },
      }),
      left:
        card !== undefined &&
        !card.inBook &&
        card.wrong > 0 &&
        card.streak === RIGHT_TO_LEAVE &&
        card.lastOn === answer.on,
    }
  })
}

/** Results of own answers by the ids the phone has given them; what has not arrived is absent. */
export async function readResults(work: Work, ids: readonly string[]) {
  const rows = await PracticeAnswers.find({
    _id: { $in: ids.map((id) => answerId(work.actor.personId, id)) },
  }).lean<PracticeAnswerRecord[]>()
  return { items: await resultsOf(work, rows) }
}
