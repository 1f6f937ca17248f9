import { Text, View } from '@tarojs/components'
import { Tap } from './Tap'

interface SegmentedProps<T extends string> {
  options: readonly { value: T; label: string; count?: number }[]
  value: T | undefined
  onChange: (value: T) => void
  label: string
  /** Directly on the page, between cards. */
  inset?: boolean
}

/** Two or three views of the same thing. */
export function Segmented<T extends string>({ options, value, onChange, label, inset }: SegmentedProps<T>) {
  return (
    <View className={inset ? 'seg seg-inset block' : 'seg'} ariaRole="tablist" ariaLabel={label}>
      {options.map((option) => (
        <Tap
          key={option.value}
          className={option.value === value ? 'seg-item seg-on' : 'seg-item'}
          selected={option.value === value}
          role="tab"
          onClick={() => onChange(option.value)}
        >
          {option.label}
          {option.count !== undefined && <Text className="note">{option.count}</Text>}
        </Tap>
      ))}
    </View>
  )
}
