import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from './Button'
import type { DataTableProps } from './DataTable'
import { FilterDay } from './FilterDay'
import { FilterSelect } from './FilterSelect'
import { SearchField } from './SearchField'
import { Sheet } from './Sheet'
import { useShell } from './shell'

interface Props<Row extends { id: string }> extends DataTableProps<Row> {
  /** Opens the choice of columns; absent on the phone. */
  onColumns?: () => void
}

/** What stands above a table: search, filters, columns, export; in their place the acts on selected rows while there are any. */
export function DataTableTools<Row extends { id: string }>(props: Props<Row>) {
  const { state, filters = [], searchLabel, onExport, exporting, bulk, onColumns } = props
  const { wide } = useShell()
  const [filtering, setFiltering] = useState(false)
  const active = filters.filter(({ id }) => state.filter[id]).length
  const selects = filters.map(({ id, label, options }) => {
    const given = { label, value: state.filter[id], onChange: (value?: string) => state.setFilter(id, value) }
    return options ? <FilterSelect key={id} {...given} options={options} /> : <FilterDay key={id} {...given} />
  })
  if (bulk && wide && state.selected.size > 0)
    return (
      <View className="tools tools-on" ariaRole="toolbar" ariaLabel="对选中的行">
        <Text className="strong">已选 {state.selected.size} 行</Text>
        {bulk([...state.selected])}
        <View className="grow" />
        <Button size="d" kind="plain" onClick={() => state.setSelected(new Set())}>
          取消选择
        </Button>
      </View>
    )
  return (
    <View className={wide ? 'tools' : ''}>
      {searchLabel && (
        <View className="table-search">
          <SearchField label={searchLabel} value={state.search} onChange={state.setSearch} />
        </View>
      )}
      {wide && selects}
      {wide && <View className="grow" />}
      {wide && onColumns && (
        <Button size="d" icon="columns" onClick={onColumns}>
          列
        </Button>
      )}
      {(onExport || (!wide && filters.length > 0)) && (
        <View className={wide ? '' : 'tools-phone'}>
          {!wide && filters.length > 0 && (
            <Button size="s" icon="filter" onClick={() => setFiltering(true)}>
              {active > 0 ? `筛选（${active}）` : '筛选'}
            </Button>
          )}
          {onExport && (
            <Button size={wide ? 'd' : 's'} icon="export" busy={exporting} onClick={onExport}>
              导出本表
            </Button>
          )}
        </View>
      )}
      <Sheet open={filtering} title="筛选" onClose={() => setFiltering(false)}>
        <View className="card-pad">{selects}</View>
      </Sheet>
    </View>
  )
}
