import { chosenColumns, type Table } from '@shared/core/table'
import { View } from '@tarojs/components'
import { type ReactNode, useMemo, useState } from 'react'
import { Banner } from './Banner'
import { Button } from './Button'
import { Card } from './Card'
import { ColumnChoice } from './ColumnChoice'
import { DataTableRows } from './DataTableRows'
import { DataTableTools } from './DataTableTools'
import { DataTableWide } from './DataTableWide'
import { Empty } from './Empty'
import { Skeleton } from './Skeleton'
import { useShell } from './shell'

/** One filter above a table: everything, or one of these; a day where no choices are named. */
export interface TableFilter {
  id: string
  label: string
  options?: readonly { value: string; label: string }[]
}

/** The part of `useTable` a table needs. */
export interface TableState<Row> {
  rows: readonly Row[]
  /** Nothing is known yet. */
  waiting: boolean
  busy: boolean
  error: { message: string } | undefined
  more: boolean
  loadMore: () => void
  refresh: () => Promise<void>
  sort: string | undefined
  setSort: (sort: string | undefined) => void
  search: string
  setSearch: (text: string) => void
  filter: Readonly<Record<string, string | undefined>>
  setFilter: (id: string, value: string | undefined) => void
  shown: readonly string[]
  setShown: (ids: readonly string[]) => void
  selected: ReadonlySet<string>
  setSelected: (ids: ReadonlySet<string>) => void
}

export interface DataTableProps<Row extends { id: string }> {
  table: Table<Row>
  state: TableState<Row>
  /** Cells that are more than their text: chips, indents. */
  cells?: Readonly<Record<string, (row: Row) => ReactNode>>
  filters?: readonly TableFilter[]
  /** What the search field finds; no search field when absent. */
  searchLabel?: string
  onOpen?: (row: Row) => void
  /** Saves what is shown as a file. */
  onExport?: () => void
  exporting?: boolean
  /** Buttons for the selected rows; rows can be selected when present. */
  bulk?: (ids: readonly string[]) => ReactNode
  /** Buttons of one row. */
  acts?: (row: Row) => ReactNode
  empty: { title: string; text?: string }
}

/**
 * Where people compare, sort, filter and act on many: one table for all lists of the office. From 960 px a grid with keyboard and
 * selection, on the phone the same rows one below the other. All order and filtering is the service's; see `useTable`.
 */
export function DataTable<Row extends { id: string }>(props: DataTableProps<Row>) {
  const { table, state, empty } = props
  const { wide } = useShell()
  const [choosing, setChoosing] = useState(false)
  // The same list as long as the choice is: rows are drawn again only for a reason.
  const columns = useMemo(() => chosenColumns(table, state.shown), [table, state.shown])
  const filtered = state.search !== '' || Object.values(state.filter).some(Boolean)
  const isGrid = process.env.TARO_ENV === 'h5' && wide
  return (
    <View className="block">
      <DataTableTools {...props} onColumns={isGrid ? () => setChoosing(true) : undefined} />
      {state.error && (
        <Banner
          tone="bad"
          title={state.error.message}
          act={
            <Button size="s" onClick={state.refresh}>
              再试
            </Button>
          }
        />
      )}
      {state.waiting && !state.error && <Skeleton rows={6} />}
      {!state.waiting && state.rows.length === 0 && (
        <Card>
          <Empty icon="search" title={filtered ? '没有符合条件的' : empty.title}>
            {filtered ? '放宽条件，或换个字试试' : empty.text}
          </Empty>
        </Card>
      )}
      {state.rows.length > 0 &&
        (isGrid ? <DataTableWide {...props} columns={columns} /> : <DataTableRows {...props} columns={columns} />)}
      <ColumnChoice
        table={table}
        open={choosing}
        shown={state.shown}
        onChange={state.setShown}
        onClose={() => setChoosing(false)}
      />
    </View>
  )
}
