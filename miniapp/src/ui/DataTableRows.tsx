import type { TableColumn } from '@shared/core/table'
import { Text, View } from '@tarojs/components'
import { Button } from './Button'
import type { DataTableProps } from './DataTable'
import { Pager } from './Pager'

interface Props<Row extends { id: string }> extends DataTableProps<Row> {
  columns: readonly TableColumn<Row>[]
}

/** The table on the phone: one row below the other, every column with its name. What is not known takes no line. */
export function DataTableRows<Row extends { id: string }>(props: Props<Row>) {
  const { table, state, columns, cells = {}, onOpen, acts } = props
  const [name, ...others] = columns
  return (
    <>
      <View className="card block" ariaLabel={table.title}>
        {state.rows.map((row) => (
          <View className="row" key={row.id}>
            <View className="row-main">
              <View className="row-title">{name && (cells[name.id]?.(row) ?? name.text(row))}</View>
              {others
                .filter(({ text }) => text(row) !== '')
                .map(({ id, label, text }) => (
                  <View className="row-why line" key={id}>
                    <Text className="note nowrap">{label}</Text>
                    <View>{cells[id]?.(row) ?? text(row)}</View>
                  </View>
                ))}
            </View>
            {acts?.(row)}
            {onOpen && (
              <Button size="s" label={`查看${name?.text(row) ?? ''}`} onClick={() => onOpen(row)}>
                查看
              </Button>
            )}
          </View>
        ))}
      </View>
      <Pager shown={state.rows.length} more={state.more} busy={state.busy} onMore={state.loadMore} />
    </>
  )
}
