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

/** A duty as it is stored, with the fields it is found by; fields always in the same order, so that records can be compared by their digest. */
export function toRecord(duty: PlannedObligation, path: string, year: number): DutyRecord {
  const { doneBy, dueTime, movedFrom, waivedBecause, missing } = duty
  const boards = boardsOf(duty)
  const inPlan = boards.includes(boardId('organization', duty.organizationId))
  const open = isOpen(duty)
  const record = {
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
  }
  return { ...record, digest: hash('sha1', JSON.stringify(record), 'base64url') }
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
