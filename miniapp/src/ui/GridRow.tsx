import type { TableColumn } from '@shared/core/table'
import { type MouseEvent, memo, type ReactNode } from 'react'

interface GridRowProps<Row> {
  row: Row
  index: number
  columns: readonly TableColumn<Row>[]
  cells: Readonly<Record<string, (row: Row) => ReactNode>> | undefined
  acts: ((row: Row) => ReactNode) | undefined
  /** The row the keyboard stands on. */
  reached: boolean
  /** Undefined where rows cannot be selected. */
  selected: boolean | undefined
  onOpen: ((row: Row) => void) | undefined
  onPoint: (index: number, how: 'point' | 'toggle' | 'extend') => void
}

function Row<R extends { id: string }>(props: GridRowProps<R>) {
  const { row, index, columns, cells, acts, reached, selected, onOpen, onPoint } = props
  const name = columns[0]?.text(row) ?? ''
  const howOf = ({ shiftKey, ctrlKey, metaKey }: MouseEvent) =>
    shiftKey ? 'extend' : ctrlKey || metaKey ? 'toggle' : 'point'
  return (
    <tr
      className={selected ? 'tr tr-on' : 'tr'}
      tabIndex={reached ? 0 : -1}
      aria-rowindex={index + 2}
      aria-selected={selected}
      onClick={(event) => onPoint(index, howOf(event))}
    >
      {selected !== undefined && (
        <td className="td td-mid td-check">
          <label className="check-box">
            <input
              type="checkbox"
              className="check-input"
              tabIndex={-1}
              checked={selected}
              aria-label={`选中${name}`}
              onClick={(event) => {
                event.stopPropagation()
                onPoint(index, event.shiftKey ? 'extend' : 'toggle')
              }}
              onChange={() => undefined}
            />
          </label>
        </td>
      )}
      {columns.map(({ id, text, numeric }, i) => (
        <td key={id} className={`td td-mid ${numeric ? 'td-num' : ''} ${i === 0 ? 'td-first' : ''}`}>
          {i === 0 && onOpen ? (
            <button
              type="button"
              tabIndex={-1}
              className="cell-link"
              onClick={(event) => {
                event.stopPropagation()
                onOpen(row)
              }}
            >
              {cells?.[id]?.(row) ?? text(row)}
            </button>
          ) : (
            (cells?.[id]?.(row) ?? (text(row) || <span className="hint">—</span>))
          )}
        </td>
      ))}
      {acts && <td className="td td-mid td-acts">{acts(row)}</td>}
    </tr>
  )
}

/** One row of a grid; drawn again only when something of its own has changed. */
export const GridRow = memo(Row) as typeof Row
