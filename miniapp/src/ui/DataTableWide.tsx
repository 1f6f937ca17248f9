import type { TableColumn } from '@shared/core/table'
import { useCallback, useRef } from 'react'
import type { DataTableProps } from './DataTable'
import { GridHead } from './GridHead'
import { GridRow } from './GridRow'
import { useGridKeys } from './useGridKeys'

interface Props<Row extends { id: string }> extends DataTableProps<Row> {
  columns: readonly TableColumn<Row>[]
}

/** How far from its end a long list asks for more, px. */
const NEAR = 800

/** The table from 960 px, browser only: a grid that is moved in by keyboard, whose head stays, and which goes on loading when scrolled. */
export function DataTableWide<Row extends { id: string }>(props: Props<Row>) {
  const { table, state, columns, cells, onOpen, bulk, acts } = props
  const { rows, selected, setSelected, more, busy } = state
  const box = useRef<HTMLDivElement>(null)
  const { current, onKeyDown, onPoint } = useGridKeys({
    box,
    ids: rows.map(({ id }) => id),
    selected,
    ...(bulk && { setSelected }),
    onOpen: (index) => {
      const row = rows[index]
      if (row) onOpen?.(row)
    },
  })
  const latest = useRef({ onOpen, onPoint })
  latest.current = { onOpen, onPoint }
  const open = useCallback((row: Row) => latest.current.onOpen?.(row), [])
  const point = useCallback(
    (index: number, how: 'point' | 'toggle' | 'extend') => latest.current.onPoint(index, how),
    [],
  )
  const all = rows.length > 0 && selected.size === rows.length
  const near = (element: HTMLElement) => {
    if (more && !busy && element.scrollHeight - element.scrollTop - element.clientHeight < NEAR) state.loadMore()
  }
  return (
    <div className="panel">
      <div className="grid-box" ref={box} onScroll={(event) => near(event.currentTarget)}>
        <table
          className="table"
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table people move in is a grid (ARIA practices)
          role="grid"
          aria-label={table.title}
          aria-rowcount={more ? -1 : rows.length + 1}
          aria-multiselectable={bulk !== undefined}
        >
          <GridHead
            columns={columns}
            sort={state.sort}
            onSort={state.setSort}
            all={bulk ? all : undefined}
            onAll={() => setSelected(new Set(all ? [] : rows.map(({ id }) => id)))}
            hasActs={acts !== undefined}
          />
          <tbody onKeyDown={onKeyDown}>
            {rows.map((row, index) => (
              <GridRow
                key={row.id}
                row={row}
                index={index}
                columns={columns}
                cells={cells}
                acts={acts}
                reached={index === current}
                selected={bulk ? selected.has(row.id) : undefined}
                onOpen={onOpen && open}
                onPoint={point}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className="table-foot" role="status">
        <span>{more ? `已显示 ${rows.length} 行，往下滚动接着取` : `共 ${rows.length} 行，全部显示`}</span>
        <span>{busy ? '正在取…' : bulk ? '↑ ↓ 移动 · 空格选中 · 回车打开' : '↑ ↓ 移动 · 回车打开'}</span>
      </div>
    </div>
  )
}
