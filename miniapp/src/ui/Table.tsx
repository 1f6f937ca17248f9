import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useShell } from './shell'
import { TableWide } from './TableWide'

/** One column. The first one names the row. */
export interface Column<T> {
  id: string
  label: string
  cell: (row: T) => ReactNode
  /** Never broken into two lines: a name, a day. */
  short?: boolean
  /** Numbers stand right. */
  numeric?: boolean
  /** Makes the column sortable by this value. */
  sortBy?: (row: T) => string | number
}

export interface TableProps<T> {
  columns: readonly Column<T>[]
  rows: readonly T[]
  keyOf: (row: T) => string
  /** Buttons of a row. */
  acts?: (row: T) => ReactNode
  selected?: string
  onSelect?: (row: T) => void
  foot?: ReactNode
  label: string
}

/** Where people compare: a real table from 960 px, rows on the phone. */
export function Table<T>(props: TableProps<T>) {
  const { wide } = useShell()
  if (process.env.TARO_ENV === 'h5' && wide) return <TableWide {...props} />
  const { columns, rows, keyOf, acts, foot, label } = props
  const [name, ...others] = columns
  return (
    <View className="card block" ariaLabel={label}>
      {rows.map((row) => (
        <View className="row" key={keyOf(row)}>
          <View className="row-main">
            <View className="row-title">{name?.cell(row)}</View>
            {others.map((column) => {
              const value = column.cell(row)
              if (value === '' || value === null || value === undefined || (Array.isArray(value) && value.length === 0))
                return null
              return (
                <View className="row-why row-pair" key={column.id}>
                  <Text className="note nowrap">{column.label}</Text>
                  <View>{value}</View>
                </View>
              )
            })}
          </View>
          {acts?.(row)}
        </View>
      ))}
      {foot && <View className="row note">{foot}</View>}
    </View>
  )
}
