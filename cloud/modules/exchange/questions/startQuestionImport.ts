import { recordAudit } from '@cloud/core/audit'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { getOrganization } from '@cloud/modules/organizations/index'
import { getBankToFill } from '@cloud/modules/quiz/index'
import { AppError } from '@shared/core/errors'
import { type Column, QUESTION_FIELD_LABELS } from '@shared/modules/exchange/model'
import { QUESTION_FIELDS, type QuestionField } from '@shared/modules/quiz/import/model'
import { QUIZ_POLICY } from '@shared/modules/quiz/policy'
import { type Run, runInBackground, setBatch } from '../background'
import { checkBatch } from '../checking/checkBatch'
import { type ImportRecord, Imports } from '../collection'
import { readQuestionsApart } from '../reading/readApart'
import { countsOf, insertRows, rowRecord } from '../storeRows'

/** What somebody wants to import and where it shall go. */
export interface QuestionImportRequest {
  fileName: string
  file: Buffer
  bankId?: string | undefined
  organizationId?: string | undefined
  title?: string | undefined
}

type Target = Pick<ImportRecord, 'organizationId' | 'organizationName' | 'path'> & {
  bank: NonNullable<ImportRecord['bank']>
}

/** @throws AppError not_found or forbidden for a bank or place that is not the actor's; invalid_input when neither is named. */
async function findTarget(work: Work, { bankId, organizationId, title }: QuestionImportRequest): Promise<Target> {
  if (bankId) {
    const { path, organizationId: ownerId, title: name } = await getBankToFill(work, bankId)
    const owner = await getOrganization(ownerId)
    return {
      organizationId: ownerId,
      organizationName: owner.name,
      path,
      bank: { id: bankId, title: name, isNew: false },
    }
  }
  if (!organizationId || !title) throw new AppError('invalid_input', '请选一个题库，或写明新题库的名称和单位')
  const owner = await getOrganization(organizationId)
  if (!QUIZ_POLICY.edit(work.actor, { organizationId, path: owner.path }))
    throw new AppError('not_found', '没有找到这个组织，可能已被删除，或不在你的管理范围')
  return { organizationId, organizationName: owner.name, path: owner.path, bank: { title, isNew: true } }
}

/** Takes a file of questions in and begins to read and check it in the background. @returns the id of the batch. */
export async function startQuestionImport(work: Work, request: QuestionImportRequest): Promise<string> {
  const target = await findTarget(work, request)
  const batch: ImportRecord = {
    _id: newId(),
    kind: 'questions',
    fileName: request.fileName,
    ...target,
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
      action: 'exchange.startQuestionImport',
      subject: { kind: 'import', id: batch._id },
      place: { organizationId: target.organizationId, path: target.path },
      summary: `上传题目“${request.fileName}”，准备导入题库“${target.bank.title}”`,
    })
  })
  const step = { state: 'reading', onFailure: 'failed' } as const
  await runInBackground(work, batch, step, (run) => readAndCheck(work, batch, request, run))
  return batch._id
}

const columnOf = (field: QuestionField, index: number): Column => ({
  index,
  heading: QUESTION_FIELD_LABELS[field],
  field,
})

async function readAndCheck(
  work: Work,
  batch: ImportRecord,
  { file, fileName }: QuestionImportRequest,
  run: Run,
): Promise<void> {
  run.report(5)
  const { questions, evidence } = await readQuestionsApart(file, fileName)
  const columns = QUESTION_FIELDS.map(columnOf)
  const read = { ...batch, columns, evidence }
  await setBatch(batch._id, run, { state: 'checking', columns, evidence })
  run.report(20)
  const rows = questions.map(({ row, place, texts, aside }) => ({
    id: newId(),
    source: {
      row,
      cells: QUESTION_FIELDS.map((field) => texts[field] ?? ''),
      ...(place && { place }),
      ...(aside && { aside }),
    },
    typed: {},
    choice: {},
  }))
  const checked = await checkBatch(work, read, rows, (share) => run.report(20 + share * 40))
  const records = checked.rows.map((row) => rowRecord(work, read, row, checked.wording))
  await insertRows(records, (share) => run.report(60 + share * 39))
  await setBatch(batch._id, run, { state: 'review', hasRows: true, ...countsOf(records) })
}
