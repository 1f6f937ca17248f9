import type { CellReading } from './cells/readCell'
import type { Choice, Field, Issue, Remedy, RowChoice, RowTexts, RowValues } from './model'

/** Value of an organisation that is set up with the import. */
export const NEW_PREFIX = 'new:'

/** One row as it stands in the sheet and what a person has decided about it so far. */
export interface RowInput {
  row: number
  texts: RowTexts
  typed: RowTexts
  choice: RowChoice
  aside?: string
  section?: string
}

/** A row read cell by cell: values as they would be taken over, and what is to be said about them. */
export interface ReadRow {
  values: RowValues
  issues: Issue[]
}

/** Collects values and issues of one row while its cells are read. */
export interface RowReader {
  readonly values: RowValues
  readonly issues: Issue[]
  /** Text of a field: typed over, or as the sheet has it; null when it is to be left blank. */
  textOf(field: Field): string | null
  isTyped(field: Field): boolean
  take(field: Field, reading: CellReading, display?: (value: string) => string): void
  propose(field: Field, proposal: Choice, reason: string, keep?: string): void
  ask(field: Field, reason: string, may: readonly Remedy[], choices?: readonly Choice[]): void
  /** A question that “保留” answers. */
  askGently(field: Field, reason: string, may?: readonly Remedy[]): void
  note(field: Field, reason: string): void
}

/** A reason may quote a cell; whatever looks like a personal number in it is starred, for cells stand in wrong columns too. */
const discreet = (reason: string): string => reason.replace(/[\d\uff10-\uff19]{7,}[xX]?/g, '*******')

/** Starts reading one row. What a person typed is repaired without asking again; “采用” takes every safe repair of the row. */
export function openRow({ texts, typed, choice }: RowInput): RowReader {
  const values: RowValues = {}
  const issues: Issue[] = []
  const isTyped = (field: Field) => field in typed
  const set = (field: Field, value: string) => {
    if (value === '') delete values[field]
    else values[field] = value
  }
  const reader: RowReader = {
    values,
    issues,
    isTyped,
    textOf: (field) => (isTyped(field) ? (typed[field] ?? null) : (texts[field] ?? '')),
    take(field, reading, display = (value) => value) {
      set(field, reading.value)
      if (reading.fix) {
        const { value, reason, keepable } = reading.fix
        reader.propose(field, { value, label: display(value) }, reason, keepable ? reading.value : undefined)
      }
      if (reading.ask) reader.ask(field, reading.ask.reason, ['edit', 'blank'], reading.ask.choices)
      if (reading.note) reader.note(field, reading.note)
    },
    propose(field, proposal, reason, keep) {
      const keeps = choice.kept === true && keep !== undefined
      set(field, keeps ? keep : proposal.value)
      if (keeps || choice.accepted || isTyped(field)) return
      const may: Remedy[] = keep === undefined ? ['accept', 'edit'] : ['accept', 'keep']
      issues.push({ field, level: 'fix', reason: discreet(reason), proposal, may })
    },
    ask(field, reason, may, choices) {
      issues.push({
        field,
        level: 'ask',
        reason: discreet(reason),
        may,
        ...(choices && choices.length > 0 && { choices }),
      })
    },
    askGently(field, reason, may = ['edit', 'keep']) {
      if (!choice.kept) issues.push({ field, level: 'ask', reason: discreet(reason), may })
    },
    note(field, reason) {
      issues.push({ field, level: 'note', reason: discreet(reason), may: [] })
    },
  }
  return reader
}
