/** 列 — one column of a list people compare: the same text on the screen and in the file. */
export interface TableColumn<Row> {
  id: string
  label: string
  /** What stands in the cell; empty when nothing is known. */
  text: (row: Row) => string
  /** The service can put the list in this order. */
  sorts?: true
  /** Not shown until somebody chooses it. */
  extra?: true
  /** Numbers stand right. */
  numeric?: true
}

/** 表 — a list that is sorted, filtered and exported by the service. The first column names the row and cannot be hidden. */
export interface Table<Row> {
  /** `people`: under this name the choice of columns is remembered. */
  id: string
  title: string
  columns: readonly TableColumn<Row>[]
}

/** Columns shown before anybody has chosen. */
export const usualColumns = <Row>(table: Table<Row>): string[] =>
  table.columns.filter((column) => !column.extra).map(({ id }) => id)

/** The chosen columns in the order of the table; the first always. */
export const chosenColumns = <Row>(table: Table<Row>, ids: readonly string[]): TableColumn<Row>[] =>
  table.columns.filter(({ id }, i) => i === 0 || ids.includes(id))
