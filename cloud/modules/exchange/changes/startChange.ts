import { recordAudit } from '@cloud/core/audit'
import { pathsOver } from '@cloud/core/authorize'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { AppError } from '@shared/core/errors'
import type { Change } from '@shared/modules/exchange/change'
import { CHANGE_LABELS } from '@shared/modules/exchange/model'
import { type ImportRecord, type ImportRowRecord, ImportRows, Imports } from '../collection'
import { countsOf } from '../storeRows'
import type { PlannedRow } from './changeKind'
import { changeKinds } from './changeKinds'

/** The stored form of a row of a change; `kept` is what undoing needs once it is written. */
export function changeRow(work: Work, batch: Pick<ImportRecord, '_id' | 'at'>, planned: PlannedRow, row: number) {
  const { subjectId, name, refused, changes } = planned
  const record: ImportRowRecord = {
    _id: newId(),
    batchId: batch._id,
    row,
    state: refused === undefined ? 'ready' : 'leftOut',
    view: refused === undefined ? 'importable' : 'rest',
    fixes: 0,
    keys: [],
    hasNumber: false,
    name,
    digest: '',
    knownId: subjectId,
    sealed: sealKept(work, null),
    shown: {
      row,
      place: null,
      state: refused === undefined ? 'ready' : 'leftOut',
      because: refused ?? null,
      cells: [{ field: 'name', text: name, old: null, doubtful: false }],
      issues: [],
      changes,
    },
    at: batch.at,
  }
  return record
}

export const sealKept = (work: Work, kept: unknown): string => work.deps.cipher.seal(JSON.stringify(kept ?? null))
export const openKept = (work: Work, row: Pick<ImportRowRecord, 'sealed'>): unknown =>
  JSON.parse(work.deps.cipher.open(row.sealed))

/**
 * Prepares a change for many: what every row would become, and which rows cannot be done. Nothing is changed before it is confirmed.
 * @returns the id of the batch
 */
export async function startChange(
  work: Work,
  { change, subjectIds, reason }: { change: Change; subjectIds: readonly string[]; reason: string },
): Promise<string> {
  const kind = changeKinds(change)
  const asked = [...new Set(subjectIds)]
  const ids = (await kind.inOrder?.(asked)) ?? asked
  const planned = await kind.plan(work, change, ids)
  const [top] = pathsOver(work.actor, ['administrator'])
  const place = (await listOrganizations({ ids: top ? [top.split('/').at(-2) ?? ''] : [] }))[0]
  if (!place) throw new AppError('forbidden', '只有系统管理员可以批量调整')
  const batchId = newId()
  const at = new Date(work.now)
  const rows = planned.map((row, i) => changeRow(work, { _id: batchId, at }, row, i + 1))
  const title = `${CHANGE_LABELS[change.action]}：${reason}`
  await Imports.create([
    {
      _id: batchId,
      kind: change.action.startsWith('organizations.') ? 'organizations' : 'members',
      change: { ...change, reason },
      fileName: title,
      organizationId: place.id,
      organizationName: place.name,
      path: place.path,
      state: 'review',
      runId: newId(),
      movedAt: at,
      hasRows: true,
      date1904: false,
      columns: [],
      ...countsOf(rows),
      startedById: work.actor.personId,
      startedByName: work.actor.name,
      at,
    },
  ])
  await ImportRows.insertMany(rows)
  await recordAudit(work, {
    action: 'exchange.startChange',
    subject: { kind: 'import', id: batchId },
    place: { organizationId: place.id, path: place.path },
    summary: `准备${title}，共 ${rows.length} 行`,
  })
  return batchId
}
