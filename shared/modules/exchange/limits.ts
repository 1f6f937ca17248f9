/** Largest file that is taken in. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024
/** Records a file may hold. */
export const MAX_ROWS = 50_000
export const MAX_COLUMNS = 200
export const MAX_SHEETS = 50
const MAX_CELL_TEXT = 2_000

/** The text of a cell, cut where no roster ever writes on. */
export const cutText = (text: string, longest = MAX_CELL_TEXT): string =>
  text.length > longest ? `${text.slice(0, longest)}…` : text

/** Questions one file may bring. */
export const MAX_QUESTIONS = 20_000
/** Longest text of a question that is read at all: ten options, or a case with its parts. */
export const MAX_QUESTION_TEXT = 30_000
/** Longest text typed into a roster. */
export const MAX_TYPED = 500

/** A batch can be taken back this many days. */
export const UNDO_DAYS = 7
/** Its rows, sealed, are kept this many days. */
export const KEEP_ROWS_DAYS = 30
/** Records one change for many may touch. */
export const MAX_CHANGED = 500
