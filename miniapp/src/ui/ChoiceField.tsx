import { useRef } from 'react'
import type { FieldProps } from './Field'
import { SearchField } from './SearchField'
import { SelectField } from './SelectField'

interface Option {
  value: string
  label: string
}

interface ChoiceFieldProps extends FieldProps {
  value: string | undefined
  options: readonly Option[]
  onChange: (value: string) => void
  /** Where there are too many to show at once. */
  search?: { value: string; onChange: (text: string) => void } | undefined
  /** What can be searched for: “按名称找组织”. */
  searchLabel: string
}

/** One of many: a wheel as usual, with a search above it where the list would not end. */
export function ChoiceField({ search, searchLabel, value, options, ...field }: ChoiceFieldProps) {
  // What was chosen stays visible when the next search no longer finds it.
  const chosen = useRef<Option>()
  const found = options.find((option) => option.value === value)
  if (found) chosen.current = found
  const kept = chosen.current
  const shown = !found && kept && kept.value === value ? [kept, ...options] : options
  return (
    <>
      {search && <SearchField label={searchLabel} value={search.value} onChange={search.onChange} />}
      <SelectField {...field} value={value} options={shown} />
    </>
  )
}
