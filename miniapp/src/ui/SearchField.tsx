import { Input, View } from '@tarojs/components'
import { Icon } from './Icon'

interface SearchFieldProps {
  value: string
  onChange: (value: string) => void
  onConfirm?: () => void
  /** What can be found: “找人、组织”. */
  label: string
}

/** Search above a list. */
export function SearchField({ value, onChange, onConfirm, label }: SearchFieldProps) {
  return (
    <View className="search block">
      <Icon name="search" />
      <Input
        className="search-input"
        value={value}
        placeholder={label}
        placeholderClass="hint"
        confirmType="search"
        ariaLabel={label}
        onInput={(event) => onChange(event.detail.value)}
        onConfirm={onConfirm}
      />
    </View>
  )
}
