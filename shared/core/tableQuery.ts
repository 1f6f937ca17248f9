import * as v from './schema'
import type { Table } from './table'

/** Order of a list: a column, or `-` and a column for the other way round. */
export const sortBy = <Row>(table: Table<Row>) =>
  v.optional(
    v.picklist(
      table.columns.filter((column) => column.sorts).flatMap(({ id }) => [id, `-${id}`]),
      '不能按这一列排序',
    ),
  )

/** Which columns a file holds, in this order: `name,post`. */
export const columnsOf = <Row>(table: Table<Row>) => {
  const known = new Set(table.columns.map(({ id }) => id))
  return v.pipe(
    v.string('请选要导出的列'),
    v.maxLength(600, '列太多'),
    v.check((text: string) => {
      const ids = text.split(',')
      return new Set(ids).size === ids.length && ids.every((id) => known.has(id))
    }, '没有这样的列，请刷新页面后再导出'),
    v.transform((text) => text.split(',')),
  )
}
