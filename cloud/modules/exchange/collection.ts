import {
  anything,
  count,
  defineCollection,
  flag,
  optionalText,
  optionalWhen,
  text,
  texts,
  when,
} from '@cloud/core/database/collection'
import type { ClosedOffice } from '@cloud/modules/organizations/index'
import type { Change } from '@shared/modules/exchange/change'
import { KEEP_ROWS_DAYS } from '@shared/modules/exchange/limits'
import type { BatchState, Column, ImportKind, RowState } from '@shared/modules/exchange/model'
import type { ImportRow } from '@shared/modules/exchange/rows'
import type { FileEvidence } from '@shared/modules/quiz/import/model'

export interface ImportCounts {
  ready: number
  suggested: number
  needsDecision: number
  known: number
  leftOut: number
}

export interface Written {
  people: number
  updated: number
  organizations: number
  appointments: number
  /** Absent in batches from before questions could be imported. */
  questions?: number
}

/** A change for many as it was asked for, with the reason that is written at every row. */
export type StoredChange = Change & { reason: string }

/** 批次 — a roster from a file, or a change for many; both are looked at first, written, and can be taken back. */
export interface ImportRecord {
  _id: string
  kind: ImportKind
  /** Absent for a roster from a file. */
  change?: StoredChange
  fileName: string
  organizationId: string
  organizationName: string
  path: string
  state: BatchState
  /** The background work that may change it now, and since when. */
  runId: string
  movedAt: Date
  message?: string
  /** The rows are stored: a check that was interrupted can be done again without the file. */
  hasRows: boolean
  date1904: boolean
  sheet?: { name: string; number: number; of: number; headingRow: number }
  columns: Column[]
  counts: ImportCounts
  importable: number
  suggestions: number
  /** Where questions go: a bank that is there, or the title of one that is set up with them. */
  bank?: { id?: string; title: string; isNew: boolean }
  /** What only a whole file of questions tells. */
  evidence?: FileEvidence
  startedById: string
  startedByName: string
  at: Date
  committedAt?: Date
  undoneAt?: Date
  written?: Written
  /** Offices that ended because the roster moved their holder. */
  closed?: ClosedOffice[]
}

export const Imports = defineCollection<ImportRecord>(
  'imports',
  {
    kind: text,
    change: anything,
    fileName: text,
    organizationId: text,
    organizationName: text,
    path: text,
    state: text,
    runId: text,
    movedAt: when,
    message: optionalText,
    hasRows: flag,
    date1904: flag,
    sheet: anything,
    columns: anything,
    counts: anything,
    importable: count,
    suggestions: count,
    bank: anything,
    evidence: anything,
    startedById: { type: String, default: '' },
    startedByName: { type: String, default: '' },
    at: when,
    committedAt: optionalWhen,
    undoneAt: optionalWhen,
    written: anything,
    closed: anything,
  },
  [{ keys: { path: 1, at: -1 } }, { keys: { at: -1 } }, { keys: { state: 1 } }],
)

/** Which list a row stands in. */
export type RowView = 'todo' | 'importable' | 'rest'

/** 导入的行 — what the sheet says stands sealed as a whole, for personal numbers stand in wrong columns too. */
export interface ImportRowRecord {
  _id: string
  batchId: string
  row: number
  state: RowState
  view: RowView
  /** Number of safe repairs that wait. */
  fixes: number
  /** Keyed hashes under which rows of the batch are compared. */
  keys: string[]
  hasNumber: boolean
  name: string
  digest: string
  knownId?: string
  /** Sealed JSON: cells of the sheet, what was typed and chosen, values, changes. */
  sealed: string
  /** The row as it leaves the service, personal numbers masked. */
  shown: ImportRow
  at: Date
}

export const ImportRows = defineCollection<ImportRowRecord>(
  'importRows',
  {
    batchId: text,
    row: count,
    state: text,
    view: text,
    fixes: count,
    keys: texts,
    hasNumber: flag,
    name: { type: String, default: '' },
    digest: { type: String, default: '' },
    knownId: optionalText,
    sealed: text,
    shown: anything,
    at: when,
  },
  [
    { keys: { batchId: 1, row: 1 }, unique: true },
    { keys: { batchId: 1, view: 1, row: 1 } },
    { keys: { keys: 1, batchId: 1 } },
    { keys: { at: 1 }, expireAfterSeconds: KEEP_ROWS_DAYS * 86_400 },
  ],
)

/** How far the background work on a batch is, and until when it is believed without a sign of life. */
export interface ImportRun {
  _id: string
  progress: number
  leaseUntil: Date
}

export const ImportRuns = defineCollection<ImportRun>('importRuns', { progress: count, leaseUntil: when }, [
  { keys: { leaseUntil: 1 }, expireAfterSeconds: 86_400 },
])
