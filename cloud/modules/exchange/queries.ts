import type { Actor } from '@cloud/core/actor'
import { found, holdsRoleOver, mustBeAllowed, pathsOver, withinPaths } from '@cloud/core/authorize'
import { findPage, type Page, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { UNDO_DAYS } from '@shared/modules/exchange/limits'
import { BATCH_STATE_LABELS, type BatchState, type ImportKind } from '@shared/modules/exchange/model'
import { type BatchStanding, IMPORT_ACTIONS, type ImportAction, importPolicy } from '@shared/modules/exchange/policy'
import type { ImportBatch, ImportRow } from '@shared/modules/exchange/rows'
import { QUIZ_EDITOR_ROLES, QUIZ_POLICY } from '@shared/modules/quiz/policy'
import type { QueryFilter } from 'mongoose'
import { type ImportRecord, type ImportRowRecord, ImportRows, ImportRuns, Imports } from './collection'

const DAY_MS = 86_400_000

const standingOf = (work: Work, batch: ImportRecord): BatchStanding => ({
  inCharge:
    batch.kind === 'questions'
      ? QUIZ_POLICY.edit(work.actor, batch)
      : holdsRoleOver(work.actor, batch, ['administrator']),
  state: batch.state,
  hasRows: batch.hasRows,
  isChange: batch.change !== undefined,
  isRoster: batch.kind !== 'questions',
  undoable: batch.committedAt !== undefined && Date.parse(work.now) - batch.committedAt.getTime() <= UNDO_DAYS * DAY_MS,
})

/** Everything for the administrator of its organisation; questions also for whoever keeps banks there. */
const visible = (actor: Actor): QueryFilter<ImportRecord> => ({
  $or: [
    withinPaths(pathsOver(actor, ['administrator'])),
    { $and: [{ kind: 'questions' }, withinPaths(pathsOver(actor, QUIZ_EDITOR_ROLES))] },
  ],
})

const REFUSALS: Partial<Record<BatchState, string>> = {
  done: '这个批次已经导入；撤销只在导入后 7 天内可以',
  undone: '这个批次已经撤销',
  failed: '这个批次没有读成，请重新上传',
}

/** @throws AppError not_found outside the actor's reach; conflict when the batch is in a state that does not allow this. */
export async function getImport(work: Work, id: string, action: ImportAction = 'view'): Promise<ImportRecord> {
  const batch = found(
    await Imports.findOne({ $and: [{ _id: id }, visible(work.actor)] }).lean<ImportRecord>(),
    '个导入批次',
  )
  const standing = standingOf(work, batch)
  mustBeAllowed(standing.inCharge, '这个批次不归你管')
  if (!importPolicy[action](standing))
    throw new AppError('conflict', REFUSALS[batch.state] ?? `${BATCH_STATE_LABELS[batch.state]}，请稍候`)
  return batch
}

/** The batch as it leaves the service. */
export async function presentImport(work: Work, batch: ImportRecord): Promise<ImportBatch> {
  const standing = standingOf(work, batch)
  const busy = ['reading', 'checking', 'committing', 'undoing'].includes(batch.state)
  const run = busy ? await ImportRuns.findById(batch.runId).lean() : undefined
  return {
    id: batch._id,
    kind: batch.kind,
    change: batch.change?.action ?? null,
    fileName: batch.fileName,
    organizationId: batch.organizationId,
    organizationName: batch.organizationName,
    bank: batch.bank ? { id: batch.bank.id ?? null, title: batch.bank.title } : null,
    state: batch.state,
    message: batch.message ?? null,
    progress: busy ? (run?.progress ?? 0) : 100,
    counts: batch.counts,
    importable: batch.importable,
    suggestions: batch.suggestions,
    sheet: batch.sheet ?? null,
    columns: batch.columns,
    startedBy: batch.startedByName,
    startedAt: batch.at.toISOString(),
    committedAt: batch.committedAt?.toISOString() ?? null,
    undoneAt: batch.undoneAt?.toISOString() ?? null,
    written: batch.written ? { questions: 0, ...batch.written } : null,
    allowed: IMPORT_ACTIONS.filter((action) => importPolicy[action](standing)),
  }
}

export interface BatchesQuery {
  kind?: ImportKind | 'changes' | undefined
  state?: BatchState | undefined
  sort?: string | undefined
}

/** Batches in the actor's reach, latest first unless told otherwise. */
export async function listImports(
  work: Work,
  { kind, state, sort }: BatchesQuery,
  request: PageRequest,
): Promise<Page<ImportBatch>> {
  const filter: QueryFilter<ImportRecord> = {
    $and: [
      visible(work.actor),
      {
        ...(kind && { change: { $exists: kind === 'changes' } }),
        ...(kind && kind !== 'changes' && { kind }),
        ...(state && { state }),
      },
    ],
  }
  const { items, next } = await findPage(Imports, filter, { at: sort === 'at' ? 1 : -1 }, request)
  const presented: ImportBatch[] = []
  for (const item of items) presented.push(await presentImport(work, item))
  return { items: presented, next }
}

/** Rows of a batch in order of the sheet. */
export async function listRows(
  batch: ImportRecord,
  { view, ...request }: PageRequest & { view: 'todo' | 'importable' | 'rest' | 'all' },
): Promise<Page<ImportRow>> {
  const filter: QueryFilter<ImportRowRecord> = { batchId: batch._id, ...(view !== 'all' && { view }) }
  const { items, next } = await findPage<ImportRowRecord>(ImportRows, filter, { row: 1 }, request, { row: 1, shown: 1 })
  return { items: items.map((item) => item.shown), next }
}
