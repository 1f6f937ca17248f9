import type { CallReply } from '@shared/core/contract'
import { attemptEndpoints } from '@shared/modules/quiz/exams/attemptEndpoints'
import type { SentAnswer } from '@shared/modules/quiz/exams/schemas'
import { offlineQueue, type QueuedWrite, sendOrKeep, useOutbox } from '@/core/offlineQueue'
import { say } from '@/core/say'
import { dropSheetPictures, forgetAttempt, type WorkHere } from './attemptHere'
import { attemptPage, resultPage } from './examsApi'

const { saveAnswers, submitAttempt } = attemptEndpoints

/** One write of an attempt waits at a time and holds all that has not arrived. */
const slotOf = (attemptId: string): string => `exam/${attemptId}`
const answersIn = (write: QueuedWrite | undefined): SentAnswer[] =>
  (write?.json as { answers: SentAnswer[] } | undefined)?.answers ?? []

/** Answers given on this phone; those that came from the service are there already. */
export const givenHere = ({ answers }: WorkHere): SentAnswer[] =>
  Object.entries(answers).flatMap(([place, { seq, answer, doneAt }]) =>
    doneAt ? [{ place: Number(place), seq, answer, doneAt }] : [],
  )

type Saved = CallReply<typeof saveAnswers>['newer']

/** `第 1、3 题` */
export const placesWord = (places: readonly number[]): string =>
  `第 ${[...places]
    .sort((a, b) => a - b)
    .map((place) => place + 1)
    .join('、')} 题`

/**
 * Sends the answers of these places, and with them what still waits of this attempt. @returns later answers of another device that stand
 * instead. @throws ApiError
 */
export async function sendAnswers(
  { id, title }: { id: string; title: string },
  work: WorkHere,
  places: Iterable<number>,
): Promise<Saved> {
  const slot = slotOf(id)
  const waiting = answersIn(offlineQueue.store.get().writes.find((write) => write.slot === slot))
  const wanted = new Set([...waiting.map(({ place }) => place), ...places])
  const answers = givenHere(work).filter(({ place }) => wanted.has(place))
  if (answers.length === 0) return []
  const about = { label: `“${title}”的答案`, lane: slot, slot, page: attemptPage(id) }
  const reply = await sendOrKeep(saveAnswers, { params: { attemptId: id }, body: { answers } }, about)
  return reply?.newer ?? []
}

/** 交卷, with every answer given here. @returns what came of it, or undefined while it waits on this phone. @throws ApiError */
export async function handInHere(
  { id, title }: { id: string; title: string },
  work: WorkHere,
): Promise<CallReply<typeof submitAttempt> | undefined> {
  const slot = slotOf(id)
  const about = {
    label: `“${title}”交卷`,
    lane: slot,
    slot,
    page: resultPage(id),
    touches: ['quiz/', 'today', 'duties'],
  }
  const input = { params: { attemptId: id }, body: { answers: givenHere(work) } }
  const reply = await sendOrKeep(submitAttempt, input, about)
  if (reply) forgetAttempt(id)
  else dropSheetPictures(id)
  if (reply && reply.newer.length > 0)
    say(`${placesWord(reply.newer.map(({ place }) => place))}按另一台设备上后来的答案算`)
  return reply
}

/** What of an attempt still waits on this phone. */
export function useWaiting(attemptId: string) {
  const { waiting, refused } = useOutbox()
  const write = waiting.find(({ slot }) => slot === slotOf(attemptId))
  return {
    isWaiting: write !== undefined,
    places: new Set(answersIn(write).map(({ place }) => place)),
    /** Why the service took none of it, if it did not. */
    refused: refused.find(({ slot }) => slot === slotOf(attemptId))?.refused,
  }
}
