/** Largest file that is taken in. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024
/** Records a file may hold. */
export const MAX_ROWS = 50_000
export const MAX_COLUMNS = 200
export const MAX_SHEETS = 50
const MAX_CELL_TEXT = 2_000

/** The text of a cell, cut where no roster ever writes on. */
export const cutText = (text: string): string =>
  text.length > MAX_CELL_TEXT ? `${text.slice(0, MAX_CELL_TEXT)}…` : text

/** A batch can be taken back this many days. */
export const UNDO_DAYS = 7
/** Its rows, sealed, are kept this many days. */
export const KEEP_ROWS_DAYS = 30
/** Records one change for many may touch. */
export const MAX_CHANGED = 500
