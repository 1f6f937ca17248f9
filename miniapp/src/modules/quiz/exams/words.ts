import { clockTimeOf, plainDateOfInstant } from '@shared/core/plainDate'
import { LATE_PROBLEM_LABELS, type LateProblem } from '@shared/modules/quiz/exams/model'
import { pointsText } from '@shared/modules/quiz/exams/rules'
import { dayWord } from '@/core/dayWord'

/** `今天 18:00`, `6月30日 18:00`. */
export const momentWord = (instant: string): string => `${dayWord(plainDateOfInstant(instant))} ${clockTimeOf(instant)}`

/** `6月1日 08:00 至 6月7日 18:00`. */
export const windowWord = ({ opensAt, closesAt }: { opensAt: string; closesAt: string }): string =>
  `${momentWord(opensAt)} 至 ${momentWord(closesAt)}`

const two = (count: number): string => String(count).padStart(2, '0')

/** `1:05:09`, `12:30`. */
export function leftWord(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000))
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`
}

/** `第 2、5、9 题`; of many the first. */
export function placesWord(places: readonly number[], most = 12): string {
  const shown = places.slice(0, most).map((place) => place + 1)
  return `第 ${shown.join('、')} 题${places.length > most ? `等 ${places.length} 题` : ''}`
}

/** `第 3、4 题送到时已过时间，不算`. */
export function refusedWord(refused: readonly { place: number; problem: LateProblem }[]): string {
  const problems = [...new Set(refused.map(({ problem }) => problem))]
  return problems
    .map((problem) => {
      const places = refused.filter((one) => one.problem === problem).map(({ place }) => place)
      return `${placesWord(places)}没有算：${LATE_PROBLEM_LABELS[problem]}`
    })
    .join('；')
}

/** `86 / 100 分，合格`. */
export const scoreWord = ({ score, full, passed }: { score: number; full: number; passed: boolean }): string =>
  `${pointsText(score)} / ${pointsText(full)} 分，${passed ? '合格' : '没有合格'}`
