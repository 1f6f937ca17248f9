import { AuditEntries, type AuditEntry } from '@cloud/core/audit'
import { pathsOver, withinPaths } from '@cloud/core/authorize'
import { escapeRegex } from '@cloud/core/database/escapeRegex'
import { findPage, type Page, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { addDays, instantAt, type PlainDate } from '@shared/core/plainDate'
import type { AuditModule } from '@shared/modules/audit/model'
import type { AuditRow } from '@shared/modules/audit/rows'
import type { QueryFilter } from 'mongoose'

export interface AuditQuery {
  search?: string | undefined
  module?: AuditModule | undefined
  subjectId?: string | undefined
  action?: string | undefined
  from?: PlainDate | undefined
  to?: PlainDate | undefined
  sort?: string | undefined
}

/** A search for words reads every entry of its days, so it looks back this far and no further. */
const SEARCH_DAYS = 366

function visibleEntries({ actor, today }: Work, query: AuditQuery): QueryFilter<AuditEntry> {
  const { search, module, subjectId, action, to } = query
  const from = query.from ?? (search ? addDays(to ?? today, -SEARCH_DAYS) : undefined)
  const at = {
    ...(from && { $gte: new Date(instantAt(from, '00:00')) }),
    ...(to && { $lt: new Date(instantAt(addDays(to, 1), '00:00')) }),
  }
  const words = search && escapeRegex(search)
  return {
    $and: [
      withinPaths(pathsOver(actor, ['administrator', 'secretary'])),
      {
        ...(subjectId && { subjectId }),
        ...(action && { action }),
        ...(Object.keys(at).length > 0 && { at }),
      },
      ...(module ? [{ action: { $regex: `^${module}\\.` } }] : []),
      ...(words ? [{ $or: [{ summary: { $regex: words } }, { actorName: { $regex: `^${words}` } }] }] : []),
    ],
  }
}

/** A page of the audit trail within the actor's reach, latest first unless told otherwise. */
export async function listEntries(work: Work, query: AuditQuery, page: PageRequest): Promise<Page<AuditRow>> {
  const direction = query.sort === 'at' ? 1 : -1
  // Entries of one record stand in an index of their own.
  const order: Record<string, 1 | -1> = query.subjectId ? { _id: direction } : { at: direction, _id: direction }
  const { items, next } = await findPage<AuditEntry>(AuditEntries, visibleEntries(work, query), order, page)
  return {
    items: items.map((entry) => ({
      id: entry._id,
      at: entry.at.toISOString(),
      actorName: entry.actorName,
      action: entry.action,
      subjectKind: entry.subjectKind,
      subjectId: entry.subjectId,
      summary: entry.summary,
      details: entry.details ?? null,
      requestId: entry.requestId,
      sequence: entry.sequence ?? null,
      hash: entry.hash ?? null,
      sealed: entry.hash !== undefined,
    })),
    next,
  }
}
