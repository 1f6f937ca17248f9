import type { Asked } from '@shared/modules/quiz/asked'
import type { Answer, ItemAnswer } from '@shared/modules/quiz/model'

const filled = (answer: ItemAnswer | undefined): boolean =>
  (answer?.length ?? 0) > 0 && (answer ?? []).every((one) => typeof one === 'number' || one.trim() !== '')

/** Has all of a question been answered: each gap, each part? */
export function hasAnswer({ kind, parts }: Pick<Asked, 'kind' | 'parts'>, answer: Answer): boolean {
  if (answer === null) return false
  if ('parts' in answer) return kind === 'case' && parts.every((_, i) => filled(answer.parts[i]))
  return kind !== 'case' && filled(answer)
}
