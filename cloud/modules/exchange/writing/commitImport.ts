import { recordAudit } from '@cloud/core/audit'
import { wakeConsumers } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { isImportable } from '@shared/modules/exchange/rowState'
import { type Run, runInBackground, setBatch } from '../background'
import { type CheckedBatch, type CheckedRoster, checkBatch } from '../checking/checkBatch'
import { type ImportRecord, ImportRows, type Written } from '../collection'
import { writeQuestions } from '../questions/writeQuestions'
import { countsOf, loadRows, replaceRows, rowRecord } from '../storeRows'
import { writeMembers } from './writeMembers'
import { writeOrganizations } from './writeOrganizations'

/** Begins to write the importable rows. @throws AppError conflict when there are none or the batch is not in review. */
export async function commitImport(work: Work, batch: ImportRecord): Promise<void> {
  if (batch.importable === 0) throw new AppError('conflict', '没有可以导入的行；先处理有问题的行')
  const step = { state: 'committing', onFailure: 'review' } as const
  await runInBackground(work, batch, step, (run) => checkAndWrite(work, batch, run))
}

/** The register may have changed since the rows were checked: what people saw must be what is written. */
async function differsFromReview(batch: ImportRecord, checked: CheckedBatch): Promise<boolean> {
  const seen = new Set<string>()
  for (let after = -1; ; ) {
    const rows = await ImportRows.find(
      { batchId: batch._id, view: 'importable', row: { $gt: after } },
      { row: 1, knownId: 1 },
    )
      .sort({ row: 1 })
      .limit(5_000)
      .lean<{ row: number; knownId?: string }[]>()
    for (const { row, knownId } of rows) seen.add(`${row} ${knownId ?? ''}`)
    const last = rows.at(-1)
    if (!last || rows.length < 5_000) break
    after = last.row
  }
  const now = checked.rows.filter(({ result }) => isImportable(result))
  return now.length !== seen.size || now.some(({ input, result }) => !seen.has(`${input.row} ${result.knownId ?? ''}`))
}

async function checkAndWrite(work: Work, batch: ImportRecord, run: Run): Promise<void> {
  const checked = await checkBatch(work, batch, await loadRows(work, batch._id), (share) => run.report(share * 20))
  if (await differsFromReview(batch, checked)) {
    const records = checked.rows.map((row) => rowRecord(work, batch, row, checked.wording))
    await replaceRows(records)
    await setBatch(batch._id, run, countsOf(records))
    throw new AppError(
      'conflict',
      `核对之后${batch.kind === 'questions' ? '题库' : '名册'}有了变化，已经重新核对；请再看一遍再导入`,
    )
  }
  await inTransaction(() => writeAll(work, batch, checked, run))
  wakeConsumers()
}

/** What a batch has written, and what the batch remembers of it. */
type Outcome = { written: Written } & Pick<ImportRecord, 'closed' | 'bank'>

function write(work: Work, batch: ImportRecord, checked: CheckedBatch, run: Run): Promise<Outcome> {
  const report = (share: number) => run.report(20 + share * 75)
  switch (batch.kind) {
    case 'questions':
      return writeQuestions(work, batch, checked, report)
    case 'members':
      return writeMembers(work, batch._id, checked as CheckedRoster, report)
    case 'organizations':
      return writeOrganizations(work, batch._id, checked as CheckedRoster).then((written) => ({ written, closed: [] }))
  }
}

const summaryOf = ({ kind, fileName, bank }: ImportRecord, written: Written): string => {
  if (kind === 'questions') return `导入“${fileName}”：题库“${bank?.title ?? ''}”加进 ${written.questions ?? 0} 道题`
  const { people, updated, organizations, appointments } = written
  return `导入“${fileName}”：新增 ${people} 人、更新 ${updated} 人、新建组织 ${organizations} 个、任职 ${appointments} 项`
}

async function writeAll(work: Work, batch: ImportRecord, checked: CheckedBatch, run: Run): Promise<void> {
  const outcome = await write(work, batch, checked, run)
  // Fails, and takes everything above back, when this run was taken for dead and another has replaced it.
  await setBatch(batch._id, run, { state: 'done', committedAt: new Date(work.now), ...outcome })
  await recordAudit(work, {
    action: 'exchange.commitImport',
    subject: { kind: 'import', id: batch._id },
    place: { organizationId: batch.organizationId, path: batch.path },
    summary: summaryOf(batch, outcome.written),
    details: { ...outcome.written },
  })
}
