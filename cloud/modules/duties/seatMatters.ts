import type { OpenMatterSource } from '@cloud/core/openMatter'
import { addDays } from '@shared/core/plainDate'
import { boardStart, isCheck } from '@shared/modules/duties/rules'
import { Duties, type DutyRecord } from './collection'
import { boardId } from './record'

/** What falls due later is the successor's plan like any other. */
const AHEAD_DAYS = 31
const MOST = 500

/**
 * Open duties of a seat. Secretary and group leader answer for what their organisation owes; everybody for what waits for a check,
 * as long as the module it comes from does not speak for itself.
 * @param speaking modules that list their own open matters.
 */
export const seatMatters =
  (speaking: readonly string[]): OpenMatterSource =>
  async (_, { organizationId, role, personId }, today) => {
    const leads = role === 'secretary' || role === 'groupLeader'
    const boards = [
      ...(leads ? [boardId('organization', organizationId)] : []),
      ...(personId ? [boardId('person', personId)] : []),
    ]
    if (boards.length === 0) return []
    const rows = await Duties.find({
      boards: { $in: boards },
      on: { $gte: boardStart(today), $lte: addDays(today, AHEAD_DAYS) },
      open: true,
    })
      .sort({ on: 1 })
      .limit(MOST * 3)
      .lean<DutyRecord[]>()
    return rows
      .filter((row) =>
        row.ownerKind === 'organization'
          ? leads && row.ownerId === organizationId
          : row.organizationId === organizationId &&
            isCheck(row) &&
            row.module !== 'handovers' &&
            !speaking.includes(row.module),
      )
      .slice(0, MOST)
      .map((row) => ({
        key: `duty:${row._id}`,
        title: row.title,
        why: row.why,
        dueOn: row.dueOn,
        since: row.opensOn,
        page: row.action.page,
      }))
  }
