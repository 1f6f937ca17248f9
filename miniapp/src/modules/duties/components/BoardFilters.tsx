import { HELP_LABELS, LEVEL_LABELS } from '@shared/modules/duties/model'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { FilterSelect } from '@/ui/FilterSelect'
import { SearchField } from '@/ui/SearchField'
import { useShell } from '@/ui/shell'
import type { Board, BoardFilter } from '../useBoard'

const TYPING_MS = 300

const optionsOf = <T extends string>(labels: Readonly<Record<T, string>>) =>
  (Object.keys(labels) as T[]).map((value) => ({ value, label: labels[value] }))

interface BoardFiltersProps {
  filter: BoardFilter
  rules: Board['rules']
  onChange: (change: BoardFilter) => void
}

/** Which organisations: level of the tree, state, kind of duty, name. */
export function BoardFilters({ filter, rules, onChange }: BoardFiltersProps) {
  const { wide } = useShell()
  const [name, setName] = useState(filter.name ?? '')
  useEffect(() => {
    const timer = setTimeout(() => onChange({ name: name.trim() || undefined }), TYPING_MS)
    return () => clearTimeout(timer)
  }, [name, onChange])
  const search = <SearchField label="按名称找组织" value={name} onChange={setName} />
  const selects = (
    <>
      <FilterSelect
        label="层级"
        options={optionsOf({ next: LEVEL_LABELS.next })}
        value={filter.level}
        onChange={(value) => onChange({ level: value === 'next' ? value : undefined })}
      />
      <FilterSelect
        label="状态"
        options={optionsOf(HELP_LABELS)}
        value={filter.state}
        onChange={(value) => onChange({ state: optionsOf(HELP_LABELS).find((one) => one.value === value)?.value })}
      />
      <FilterSelect
        label="类别"
        options={rules.map(({ rule, label }) => ({ value: rule, label }))}
        value={filter.rule}
        onChange={(rule) => onChange({ rule })}
      />
    </>
  )
  if (wide)
    return (
      <View className="tools">
        <View className="table-search">{search}</View>
        {selects}
      </View>
    )
  return (
    <>
      <View className="board-tools">{selects}</View>
      {search}
    </>
  )
}
