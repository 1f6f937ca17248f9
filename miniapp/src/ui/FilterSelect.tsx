import { Picker, Text, View } from '@tarojs/components'
import { Icon } from './Icon'

interface FilterSelectProps {
  label: string
  options: readonly { value: string; label: string }[]
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** One filter: 全部, or one of several. */
export function FilterSelect({ label, options, value, onChange }: FilterSelectProps) {
  const all = [{ value: undefined, label: `${label}：全部` }, ...options]
  const index = Math.max(
    0,
    all.findIndex((option) => option.value === value),
  )
  return (
    <View className="filter">
      <Picker
        mode="selector"
        range={all.map((option) => option.label)}
        value={index}
        ariaLabel={label}
        onChange={(event) => onChange(all[Number(event.detail.value)]?.value)}
      >
        <View className="input input-open">
          <Text className={index === 0 ? 'sub' : ''}>{all[index]?.label}</Text>
          <Icon name="down" size="s" />
        </View>
      </Picker>
    </View>
  )
}
