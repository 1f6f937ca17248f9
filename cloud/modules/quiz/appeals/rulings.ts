import type { Ruling } from '@shared/modules/quiz/appeals/ruling'
import { type RulingRecord, Rulings } from './collection'

/** Rulings on these versions in an exam that belongs at this path; most have none. Of several the one of the highest place counts. */
export async function rulingsOf(
  versionIds: readonly string[],
  { path }: { path: string },
): Promise<Map<string, Ruling>> {
  const rows = await Rulings.find({ versionId: { $in: [...versionIds] } }).lean<RulingRecord[]>()
  const inForce = rows
    .filter((row) => path.startsWith(row.path))
    .sort((a, b) => b.path.length - a.path.length)
    .map(({ versionId, ruling }) => [versionId, ruling] as const)
  return new Map(inForce)
}
