import { defineContract, done, file, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { columnsOf, sortBy } from '@shared/core/tableQuery'
import { QUIZ_EDITOR_ROLES } from '@shared/modules/quiz/policy'
import { ChangeRequest } from './change'
import { MAX_FILE_BYTES, MAX_QUESTION_TEXT } from './limits'
import { BATCH_STATE_LABELS, type BatchState } from './model'
import { field, ImportBatch, ImportRow, rosterKind } from './rows'
import { IMPORTS_TABLE } from './table'

const batchFilter = {
  /** What came from a file, or changes for many. */
  kind: v.optional(v.picklist(['members', 'organizations', 'questions', 'changes'])),
  state: v.optional(v.picklist(Object.keys(BATCH_STATE_LABELS) as BatchState[])),
}
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const importId = v.object({ importId: v.id() })
const count = v.number()
const rowNumber = v.pipe(v.string(), v.regex(/^\d{1,7}$/, '行号不对'), v.transform(Number))
const typedText = v.nullable(v.text(MAX_QUESTION_TEXT))
/** Batches of questions are seen and decided by whoever keeps the bank; which ones, each query says. */
const importers = QUIZ_EDITOR_ROLES

export const exchangeContract = defineContract('exchange', {
  startImport: {
    method: 'POST',
    path: '/imports',
    access: ['administrator'],
    summary: '上传名册（.xlsx、.xls、.csv），开始读取和核对',
    query: v.object({ kind: rosterKind, fileName: v.line(200), organizationId: v.id() }),
    uploadBytes: MAX_FILE_BYTES,
    once: false,
    reply: v.object({ id: v.string() }),
  },
  startQuestionImport: {
    method: 'POST',
    path: '/imports/questions',
    access: importers,
    summary: '上传题目（.xlsx、.xls、.csv、JSON、GIFT、Aiken 或纯文字），开始读取；进已有的题库，或导入时新建一个',
    query: v.object({
      fileName: v.line(200),
      bankId: v.optional(v.id()),
      /** Owner and title of a new bank. */
      organizationId: v.optional(v.id()),
      title: v.optional(v.line(60)),
    }),
    uploadBytes: MAX_FILE_BYTES,
    once: false,
    reply: v.object({ id: v.string() }),
  },
  listImports: {
    method: 'GET',
    path: '/imports',
    access: importers,
    summary: '查看导入和批量调整的批次',
    query: v.object({ ...pageQuery, ...batchFilter, sort: sortBy(IMPORTS_TABLE) }),
    reply: page(ImportBatch),
  },
  exportImports: {
    method: 'GET',
    path: '/imports/export',
    access: importers,
    summary: '导出批次一览：和页面上一样的条件、顺序和列（xlsx）',
    query: v.object({ ...batchFilter, sort: sortBy(IMPORTS_TABLE), columns: columnsOf(IMPORTS_TABLE) }),
    download: XLSX_TYPE,
    reply: file,
  },
  startChange: {
    method: 'POST',
    path: '/changes',
    access: ['administrator'],
    summary: '准备一次批量调整：先看每一行由什么变成什么、哪些不能改，确认后才改',
    body: ChangeRequest,
    reply: v.object({ id: v.string() }),
  },
  import: {
    method: 'GET',
    path: '/imports/:importId',
    access: importers,
    summary: '查看一个批次：进度、各种行有多少、表头和列的对应',
    params: importId,
    reply: ImportBatch,
  },
  mapColumns: {
    method: 'PUT',
    path: '/imports/:importId/columns',
    access: ['administrator'],
    summary: '更正列的对应，重新核对',
    params: importId,
    body: v.object({
      columns: v.pipe(v.array(v.object({ index: v.whole(0, 199), field: v.nullable(field) })), v.maxLength(200)),
    }),
    once: false,
    reply: done,
  },
  rows: {
    method: 'GET',
    path: '/imports/:importId/rows',
    access: importers,
    summary: '分页查看行；可只看要处理的、可以导入的或不导入的',
    params: importId,
    query: v.object({ ...pageQuery, view: v.optional(v.picklist(['todo', 'importable', 'rest', 'all']), 'todo') }),
    reply: page(ImportRow),
  },
  decideRow: {
    method: 'PUT',
    path: '/imports/:importId/rows/:row',
    access: importers,
    summary: '处理一行：改单元格、采用建议、保留原样、不导入、新建组织',
    params: v.object({ importId: v.id(), row: rowNumber }),
    body: v.object({
      cells: v.optional(v.record(field, typedText)),
      decision: v.optional(v.picklist(['accept', 'keep', 'leaveOut', 'takeIn', 'create'])),
    }),
    reply: v.object({ row: ImportRow, changedRows: count }),
  },
  answerAlike: {
    method: 'POST',
    path: '/imports/:importId/answers',
    access: importers,
    summary: '同样写法的行一起处理：填同一个值，或一起新建组织',
    params: importId,
    body: v.object({
      row: v.whole(1, 9_999_999),
      field,
      value: v.optional(typedText),
      create: v.optional(v.literal(true)),
    }),
    once: false,
    reply: done,
  },
  acceptAll: {
    method: 'POST',
    path: '/imports/:importId/accept',
    access: importers,
    summary: '采用全部修正建议',
    params: importId,
    once: false,
    reply: done,
  },
  commitImport: {
    method: 'POST',
    path: '/imports/:importId/commit',
    access: importers,
    summary: '把可以导入的行一次写入名册或题库，要么全部写入，要么一行不写；批量调整分批改，可整批撤销',
    params: importId,
    once: false,
    reply: done,
  },
  undoImport: {
    method: 'POST',
    path: '/imports/:importId/undo',
    access: importers,
    summary: '整批撤销：新建的去掉，更新的恢复',
    params: importId,
    once: false,
    reply: done,
  },
  problems: {
    method: 'GET',
    path: '/imports/:importId/problems',
    access: importers,
    summary: '导出有问题的行和原因（xlsx）',
    params: importId,
    download: XLSX_TYPE,
    reply: file,
  },
})
