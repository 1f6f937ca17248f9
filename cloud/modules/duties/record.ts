import { hash } from 'node:crypto'
import { ladderDays, type PlannedObligation } from '@shared/core/obligation'
import type { Duty } from '@shared/modules/duties/model'
import { isOpen } from '@shared/modules/duties/rules'
import type { DutyRecord } from './collection'

export const boardId = (kind: 'organization' | 'person', id: string): string => `${kind}:${id}`

function boardsOf({ owner, organizationId }: PlannedObligation): string[] {
  const own = boardId(owner.kind, owner.id)
  if (owner.kind === 'person' || owner.id === organizationId) return [own]
  return [boardId('organization', organizationId), own]
}

/** Raise it whenever `toRecord` makes another record of the same duty: the first night after a start then writes every plan anew. */
export const RECORD_FORMAT = 1

/** What is stored of a duty follows from this alone. Cheaper than making the record of every duty of a year only to compare it. */
export const digestOfDuty = (duty: PlannedObligation, path: string): string =>
  hash('sha1', `${RECORD_FORMAT} ${path} ${JSON.stringify(duty)}`, 'base64url')

/** A duty as it is stored, with the fields it is found by. */
export function toRecord(duty: PlannedObligation, path: string, year: number): DutyRecord {
  const { doneBy, dueTime, movedFrom, waivedBecause, missing } = duty
  const boards = boardsOf(duty)
  const inPlan = boards.includes(boardId('organization', duty.organizationId))
  const open = isOpen(duty)
  return {
    _id: duty.key,
    module: duty.module,
    rule: duty.rule,
    ownerKind: duty.owner.kind,
    ownerId: duty.owner.id,
    organizationId: duty.organizationId,
    path,
    year,
    title: duty.title,
    why: duty.why,
    period: duty.period,
    opensOn: duty.opensOn,
    dueOn: duty.dueOn,
    ...(dueTime && { dueTime }),
    on: doneBy?.on ?? duty.dueOn,
    open,
    boards,
    reach: inPlan ? path.split('/').filter((id) => id !== '') : [],
    source: { document: duty.source.document, article: duty.source.article },
    ...(doneBy && { doneBy: { module: doneBy.module, id: doneBy.id, on: doneBy.on } }),
    action: { page: duty.action.page, label: duty.action.label },
    ...(missing &&
      open && { missing: { what: missing.what, by: missing.by, ...(missing.page && { page: missing.page }) } }),
    ladder: duty.ladder.map(({ id, offsetDays, to }) => ({ id, offsetDays, to })),
    rungDays: ladderDays(duty),
    ...(movedFrom && { movedFrom }),
    ...(waivedBecause && { waivedBecause }),
    digest: digestOfDuty(duty, path),
  }
}

/** A stored duty as the rest of the product knows it. */
export function toDuty(record: DutyRecord): Duty {
  const {
    _id,
    ownerKind,
    ownerId,
    on: _on,
    open: _open,
    boards: _boards,
    reach: _reach,
    rungDays: _days,
    digest: _digest,
    ...rest
  } = record
  return { key: _id, owner: { kind: ownerKind, id: ownerId }, ...rest }
}
