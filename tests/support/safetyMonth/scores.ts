import { Attempts } from '@cloud/modules/quiz/exams/collection'
import { good } from '../scenario/arrange'
import { FULL, passes, pointsOf } from './answers'
import type { Worker } from './cast'
import { asWorker, type Given, type Month } from './month'

/** Points of an attempt as they ought to stand now. */
export const pointsNow = ({ ruled }: Month, given: Given): number => pointsOf(given.chosen, ruled ? 'truth' : 'file')

const attemptsOf = ({ given }: Month, { index }: Worker): Given[] =>
  given.filter(({ worker }) => worker.index === index).sort((a, b) => a.number - b.number)

/** The attempt that counts: the best, of equal ones the first. */
export function bestOf(month: Month, worker: Worker): Given | undefined {
  const own = attemptsOf(month, worker)
  const most = Math.max(...own.map((one) => pointsNow(month, one)))
  return own.find((one) => pointsNow(month, one) === most)
}

/** Every score of everybody is what the test's own arithmetic says; so is which attempt counts. */
export async function expectScores(month: Month): Promise<void> {
  const examId = month.found.refIds['exam']
  for (const worker of month.workers) {
    const { mine } = good(await asWorker(month, worker).get(`/quiz/own-exams/${examId}`))
    const shown = mine.map(({ number, outcome }: { number: number; outcome: object }) => ({ number, ...outcome }))
    const own = attemptsOf(month, worker).map((given) => {
      const points = pointsNow(month, given)
      return { number: given.number, score: points * 100, full: FULL * 100, passed: passes(points) }
    })
    expect({ worker: worker.index, of: shown.length, shown }).toMatchObject({
      worker: worker.index,
      of: own.length,
      shown: own,
    })
    const counting = await Attempts.find({ examId, personId: worker.personId, counts: true }, { number: 1 }).lean()
    expect(counting.map(({ number }) => number)).toEqual(own.length > 0 ? [bestOf(month, worker)?.number] : [])
  }
}

/** Percent understood of those in these teams who took the exam, or null. */
export function understoodBy(month: Month, workers: readonly Worker[]): number | null {
  const points = workers.flatMap((worker) => {
    const best = bestOf(month, worker)
    return best ? [pointsNow(month, best)] : []
  })
  if (points.length === 0) return null
  return Math.round((100 * points.reduce((sum, one) => sum + one, 0)) / (points.length * FULL))
}

/** The attempts the ruling has changed. */
export const changedByRuling = ({ given }: Month): Given[] =>
  given.filter((one) => !one.afterRuling && pointsOf(one.chosen, 'file') !== pointsOf(one.chosen, 'truth'))
