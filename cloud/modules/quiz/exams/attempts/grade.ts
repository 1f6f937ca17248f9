import { shareUnder } from '@shared/modules/quiz/appeals/ruling'
import { storedAnswer } from '@shared/modules/quiz/asked'
import type { PaperItem, SavedAnswer } from '@shared/modules/quiz/exams/model'
import { markOf, type Score } from '@shared/modules/quiz/exams/rules'
import type { PartialCredit } from '@shared/modules/quiz/grading'
import { rulingsOf } from '../../appeals/rulings'
import { contentsOf } from '../../contents'

export interface Grading extends Score {
  /** Thousandths of each question; null for one that counts no more. */
  shares: (number | null)[]
}

/** 评卷 — by the versions that were asked, and by what was decided about them since. */
export async function gradePaper(
  items: readonly PaperItem[],
  answers: Readonly<Record<string, SavedAnswer>>,
  rules: { partial: PartialCredit; passPercent: number; path: string },
): Promise<Grading> {
  const ids = items.map((item) => item.versionId)
  const [contents, rulings] = [await contentsOf(ids), await rulingsOf(ids, rules)]
  const shares = items.map(({ versionId, orders }, place) => {
    const version = contents.get(versionId)
    const given = answers[place]?.answer ?? null
    return version ? shareUnder(rulings.get(versionId), version.content, storedAnswer(given, orders), rules.partial) : 0
  })
  const counted = items.flatMap(({ points }, place) => {
    const share = shares[place]
    return share === null || share === undefined ? [] : [{ share, points }]
  })
  return { shares, ...markOf(counted, rules.passPercent) }
}
