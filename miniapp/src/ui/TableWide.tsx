import { useMemo, useState } from 'react'
import { Icon } from './Icon'
import type { Column, TableProps } from './Table'

const arrows = { ascending: 'up', descending: 'down', none: 'sort' } as const

function compare<T>(column: Column<T>, collator: Intl.Collator, a: T, b: T): number {
  const [left, right] = [column.sortBy?.(a) ?? '', column.sortBy?.(b) ?? '']
  return typeof left === 'number' && typeof right === 'number'
    ? left - right
    : collator.compare(String(left), String(right))
}

/** The desktop's table, browser only: real table elements, sorting by heading, a selected row. */
export function TableWide<T>({ columns, rows, keyOf, acts, selected, onSelect, foot, label }: TableProps<T>) {
  const [order, setOrder] = useState<{ id: string; down: boolean }>()
  const sorted = useMemo(() => {
    const column = columns.find(({ id }) => id === order?.id)
    if (!column || !order) return rows
    const collator = new Intl.Collator('zh-CN', { numeric: true })
    return [...rows].sort((a, b) => (order.down ? -1 : 1) * compare(column, collator, a, b))
  }, [columns, rows, order])
  const turn = (id: string) => setOrder((last) => ({ id, down: last?.id === id && !last.down }))
  const sortOf = (id: string) => (order?.id !== id ? undefined : order.down ? 'descending' : 'ascending')
  return (
    <div className="table-box block">
      <table className="table" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={column.numeric ? 'th th-num' : 'th'}
                aria-sort={sortOf(column.id)}
              >
                {column.sortBy ? (
                  <button type="button" className="th-sort" onClick={() => turn(column.id)}>
                    <Icon name={arrows[sortOf(column.id) ?? 'none']} size="s" />
                    {column.label}
                  </button>
                ) : (
                  column.label
                )}
              </th>
            ))}
            {acts && (
              <th className="th" scope="col">
                <span className="hide">操作</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr
              key={keyOf(row)}
              className={keyOf(row) === selected ? 'tr tr-on' : 'tr'}
              onClick={() => onSelect?.(row)}
            >
              {columns.map((column, index) => (
                <td
                  key={column.id}
                  className={`td td-mid ${column.numeric ? 'td-num' : ''} ${column.short ? 'td-short' : ''} ${index === 0 ? 'td-first' : ''}`}
                >
                  {column.cell(row)}
                </td>
              ))}
              {acts && <td className="td td-mid td-acts">{acts(row)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {foot && <div className="table-foot">{foot}</div>}
    </div>
  )
}
