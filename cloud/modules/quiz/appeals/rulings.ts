import { anything, defineCollection, text, when } from '@cloud/core/database/collection'
import type { Ruling } from '@shared/modules/quiz/appeals/ruling'

/** 裁定 — for one version of a question; the version itself stays as it was asked. */
export interface RulingRecord {
  /** `questionId:version` */
  _id: string
  ruling: Ruling
  appealId: string
  at: Date
}

export const Rulings = defineCollection<RulingRecord>('quizRulings', { ruling: anything, appealId: text, at: when })

/** Rulings on these versions; most have none. */
export async function rulingsOf(versionIds: readonly string[]): Promise<Map<string, Ruling>> {
  const rows = await Rulings.find({ _id: { $in: [...versionIds] } }).lean<RulingRecord[]>()
  return new Map(rows.map(({ _id, ruling }) => [_id, ruling]))
}
