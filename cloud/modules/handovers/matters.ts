import type { Deps } from '@cloud/core/deps'
import type { OpenMatter, OpenMatterSource } from '@cloud/core/openMatter'
import type { PlainDate } from '@shared/core/plainDate'
import { type HandoverItem, MAX_ITEMS } from '@shared/modules/handovers/model'
import { isCollecting } from '@shared/modules/handovers/rules'
import type { HandoverRecord } from './collection'

/** What all modules know of open matters; asked anew each time, since it follows from facts. */
export type Matters = (
  deps: Deps,
  record: Pick<HandoverRecord, 'organizationId' | 'path' | 'role' | 'fromId'>,
  today: PlainDate,
) => Promise<OpenMatter[]>

/** @param sources called when needed: modules that contribute may themselves depend on handovers. */
export const mattersFrom =
  (sources: () => readonly OpenMatterSource[]): Matters =>
  async (deps, { organizationId, path, role, fromId }, today) => {
    const seat = { organizationId, path, role, personId: fromId ?? '' }
    const found = new Map<string, OpenMatter>()
    for (const source of sources())
      for (const matter of await source(deps, seat, today)) if (!found.has(matter.key)) found.set(matter.key, matter)
    return [...found.values()]
  }

/** Items with what has become open since; unchanged once the successor is in office. */
export function withNewItems(
  record: Pick<HandoverRecord, 'items' | 'firstDay'>,
  matters: readonly OpenMatter[],
  today: PlainDate,
  opening = false,
): readonly HandoverItem[] {
  if (!opening && !isCollecting(record, today)) return record.items
  const known = new Set(record.items.map((item) => item.key))
  const fresh = matters.filter((matter) => !known.has(matter.key)).map((matter) => ({ ...matter, listedOn: today }))
  return fresh.length === 0 ? record.items : [...record.items, ...fresh].slice(0, MAX_ITEMS)
}
