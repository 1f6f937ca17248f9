import type { TableColumn } from '@shared/core/table'
import { Icon } from './Icon'

interface GridHeadProps<Row> {
  columns: readonly TableColumn<Row>[]
  sort: string | undefined
  onSort: (sort: string | undefined) => void
  /** All rows are selected; undefined where rows cannot be selected. */
  all: boolean | undefined
  onAll: () => void
  hasActs: boolean
}

/** Ascending, descending, the list's own order. */
const nextSort = (sort: string | undefined, id: string): string | undefined =>
  sort === id ? `-${id}` : sort === `-${id}` ? undefined : id

/** Head of a grid: sorts by a tap on a heading. */
export function GridHead<Row>({ columns, sort, onSort, all, onAll, hasActs }: GridHeadProps<Row>) {
  return (
    <thead>
      <tr>
        {all !== undefined && (
          <th className="th th-check" scope="col">
            <label className="check-box">
              <input
                type="checkbox"
                className="check-input"
                checked={all}
                aria-label="选中已显示的全部行"
                onChange={onAll}
              />
            </label>
          </th>
        )}
        {columns.map(({ id, label, sorts, numeric }) => {
          const order = sort === id ? 'ascending' : sort === `-${id}` ? 'descending' : undefined
          return (
            <th key={id} scope="col" className={numeric ? 'th th-num' : 'th'} aria-sort={order}>
              {sorts ? (
                <button type="button" className="th-sort" onClick={() => onSort(nextSort(sort, id))}>
                  {label}
                  <Icon name={order === 'ascending' ? 'up' : order === 'descending' ? 'down' : 'sort'} size="s" />
                </button>
              ) : (
                label
              )}
            </th>
          )
        })}
        {hasActs && (
          <th className="th" scope="col">
            <span className="hide">操作</span>
          </th>
        )}
      </tr>
    </thead>
  )
}
