import { recordAudit } from '@cloud/core/audit'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import type { RosterKind } from '@shared/modules/exchange/model'
import { IMPORT_KIND_LABELS } from '@shared/modules/exchange/model'
import type { Organization } from '@shared/modules/organizations/model'
import { type Run, runInBackground, setBatch } from './background'
import { checkBatch } from './checking/checkBatch'
import { type ImportRecord, Imports } from './collection'
import { readApart } from './reading/readApart'
import { countsOf, insertRows, rowRecord } from './storeRows'

/** Takes a file in and begins to read and check it in the background. @returns the id of the batch. */
export async function startImport(
  work: Work,
  organization: Organization,
  request: { kind: RosterKind; fileName: string; file: Buffer },
): Promise<string> {
  const batch: ImportRecord = {
    _id: newId(),
    kind: request.kind,
    fileName: request.fileName,
    organizationId: organization.id,
    organizationName: organization.name,
    path: organization.path,
    state: 'reading',
    runId: newId(),
    movedAt: new Date(work.now),
    hasRows: false,
    date1904: false,
    columns: [],
    ...countsOf([]),
    startedById: work.actor.personId,
    startedByName: work.actor.name,
    at: new Date(work.now),
  }
  await inTransaction(async () => {
    await Imports.create([batch])
    await recordAudit(work, {
      action: 'exchange.startImport',
      subject: { kind: 'import', id: batch._id },
      place: { organizationId: organization.id, path: organization.path },
      summary: `上传${IMPORT_KIND_LABELS[request.kind]}“${request.fileName}”，准备导入“${organization.name}”`,
    })
  })
  const step = { state: 'reading', onFailure: 'failed' } as const
  await runInBackground(work, batch, step, (run) => readAndCheck(work, batch, request, run))
  return batch._id
}

async function readAndCheck(
  work: Work,
  batch: ImportRecord,
  { kind, file }: { kind: RosterKind; file: Buffer },
  run: Run,
): Promise<void> {
  run.report(5)
  const roster = await readApart(kind, file)
  const { columns, date1904, headingRow, sheetName, sheetNumber, sheets } = roster
  const sheet = { name: sheetName.slice(0, 60), number: sheetNumber, of: sheets, headingRow }
  const read = { ...batch, columns, date1904, sheet }
  await setBatch(batch._id, run, { state: 'checking', columns, date1904, sheet })
  run.report(20)
  const rows = roster.rows.map((source) => ({ id: newId(), source, typed: {}, choice: {} }))
  const checked = await checkBatch(work, read, rows, (share) => run.report(20 + share * 40))
  const records = checked.rows.map((row) => rowRecord(work, read, row, checked.wording))
  await insertRows(records, (share) => run.report(60 + share * 39))
  await setBatch(batch._id, run, { state: 'review', hasRows: true, ...countsOf(records) })
}
