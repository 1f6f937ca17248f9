import { findSameQuestions, identityDigest, loadCatalogue } from '@cloud/modules/quiz/index'
import type { Issue, RowValues } from '@shared/modules/exchange/model'
import type { RowInput } from '@shared/modules/exchange/readRow'
import { type CheckedRow, findReasonLeftOut, stateOf } from '@shared/modules/exchange/rowState'
import { answerOf } from '@shared/modules/quiz/identity'
import { NO_EVIDENCE, QUESTION_FIELDS, type QuestionIssue, type QuestionTexts } from '@shared/modules/quiz/import/model'
import { readQuestion } from '@shared/modules/quiz/import/readQuestion'
import { breathe } from '../background'
import { type BatchRow, inputOf } from '../checking/batchRow'
import type { CheckedBatchRow } from '../checking/checkedBatchRow'
import type { ImportRecord } from '../collection'

/** A row as another one is compared with it. */
export interface QuestionTwin {
  row: number
  place: string
  identity: string
  /** What is right in it, whatever the order of its options. */
  answer: string
}

interface Opened {
  batchRow: BatchRow
  input: RowInput
  leftOut: string | undefined
  read: ReturnType<typeof readQuestion>
  twin?: QuestionTwin
}

const CHUNK = 100

export const placeOf = (row: number, place: string | undefined): string => place ?? `第 ${row} 行`

/** Texts of a row: what was typed over counts instead of what the file says. */
function textsOf({ texts, typed }: RowInput): QuestionTexts {
  const all: QuestionTexts = {}
  for (const field of QUESTION_FIELDS) {
    const text = field in typed ? typed[field] : texts[field]
    if (text) all[field] = text
  }
  return all
}

const issueOf = ({ field, level, reason, gentle }: QuestionIssue): Issue => ({
  field,
  level,
  reason,
  may: level === 'note' ? [] : gentle ? ['keep', 'edit', 'leaveOut'] : ['edit', 'leaveOut'],
})

function openRow(batch: Pick<ImportRecord, 'columns' | 'evidence'>, row: BatchRow, isKnown: Catalogue): Opened {
  const input = inputOf(row, batch.columns)
  const leftOut = findReasonLeftOut(input)
  const kept = input.choice.kept === true
  const read = readQuestion(textsOf(input), batch.evidence ?? NO_EVIDENCE, { kept, isKnown })
  const { content } = read.draft ?? {}
  if (leftOut || !content) return { batchRow: row, input, leftOut, read }
  const twin = {
    row: input.row,
    place: placeOf(input.row, row.source.place),
    identity: identityDigest(content),
    answer: answerOf(content),
  }
  return { batchRow: row, input, leftOut, read, twin }
}
type Catalogue = Awaited<ReturnType<typeof loadCatalogue>>

/** The first row of each identity, and whether all of them agree about what is right. */
function groupTwins(
  twins: readonly QuestionTwin[],
): ReadonlyMap<string, { first: QuestionTwin; other?: QuestionTwin }> {
  const groups = new Map<string, { first: QuestionTwin; other?: QuestionTwin }>()
  for (const twin of [...twins].sort((a, b) => a.row - b.row)) {
    const group = groups.get(twin.identity)
    if (!group) groups.set(twin.identity, { first: twin })
    else if (!group.other && group.first.answer !== twin.answer) group.other = twin
  }
  return groups
}

const leftOutRow = (values: RowValues, because: string): CheckedRow => ({
  state: 'leftOut',
  values,
  issues: [],
  changes: [],
  because,
})

interface Surroundings {
  twins: ReturnType<typeof groupTwins>
  inBank: Awaited<ReturnType<typeof findSameQuestions>>
}

function compare({ twin, read }: Opened, { twins, inBank }: Surroundings): CheckedRow {
  const values: RowValues = read.values
  const issues = read.issues.map(issueOf)
  const ask = (reason: string): void => {
    issues.push({ field: 'answer', level: 'ask', reason, may: ['edit', 'leaveOut'] })
  }
  if (twin) {
    const { first, other } = twins.get(twin.identity) ?? {}
    if (first && other) {
      const against = twin.answer === first.answer ? other : first
      ask(`与${against.place}是同一道题，答案却不同；留对的一行`)
    } else if (first && first.row !== twin.row) return leftOutRow(values, `与${first.place}是同一道题`)
    const there = inBank.get(twin.identity)
    if (there && answerOf(there.content) === twin.answer)
      return { state: 'known', values, issues: [], changes: [], because: `题库里已有，第 ${there.order} 题` }
    if (there) ask(`题库里已有这道题（第 ${there.order} 题），答案却不同；请先在题库里核对`)
  }
  return { state: stateOf(issues, false), values, issues, changes: [] }
}

/**
 * Checks rows of a file of questions against each other, against `others` of the same batch, and against the bank they go into. The
 * same question with its options in another order is the same; the same stem with other options is not.
 */
export async function checkQuestions(
  batch: Pick<ImportRecord, 'columns' | 'evidence' | 'bank'>,
  rows: readonly BatchRow[],
  { others = [], report }: { others?: readonly QuestionTwin[]; report?: (share: number) => void } = {},
): Promise<CheckedBatchRow[]> {
  const isKnown = await loadCatalogue()
  const opened: Opened[] = []
  for (const row of rows) {
    opened.push(openRow(batch, row, isKnown))
    if (opened.length % CHUNK !== 0) continue
    report?.(opened.length / rows.length)
    await breathe()
  }
  const own = opened.flatMap(({ twin }) => twin ?? [])
  const bankId = batch.bank?.id
  const identities = [...new Set(own.map(({ identity }) => identity))]
  const inBank = bankId ? await findSameQuestions(bankId, identities) : new Map()
  const around = { twins: groupTwins([...own, ...others]), inBank }
  return opened.map((row) => {
    const { input, batchRow, leftOut, twin, read } = row
    const result = leftOut === undefined ? compare(row, around) : leftOutRow(read.values, leftOut)
    return {
      batchRow,
      input,
      result,
      keys: twin ? [twin.identity] : [],
      hasNumber: false,
      digest: twin?.answer ?? '',
      ...(read.draft && { draft: read.draft }),
    }
  })
}
