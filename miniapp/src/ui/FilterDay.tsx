import { Picker, Text, View } from '@tarojs/components'
import { Icon } from './Icon'

interface FilterDayProps {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** A day as a filter; an empty one lets everything through. */
export function FilterDay({ label, value, onChange }: FilterDayProps) {
  return (
    <View className="filter line">
      <Text className="note nowrap">{label}</Text>
      <Picker
        mode="date"
        value={value ?? ''}
        ariaLabel={label}
        onChange={(event) => onChange(event.detail.value || undefined)}
      >
        <View className="input input-open">
          <Text className={value ? '' : 'sub'}>{value ?? '不限'}</Text>
          <Icon name="calendar" size="s" />
        </View>
      </Picker>
    </View>
  )
}
