import { Picker, Text, View } from '@tarojs/components'
import { Field, type FieldProps } from './Field'
import { Icon } from './Icon'

interface TimeFieldProps extends FieldProps {
  /** Time of day `HH:mm` in Asia/Shanghai, empty when not chosen yet. */
  value: string
  onChange: (value: string) => void
}

/** A time of day. */
export function TimeField({ value, onChange, ...field }: TimeFieldProps) {
  return (
    <Field {...field}>
      <Picker
        mode="time"
        value={value}
        ariaLabel={field.label}
        onChange={(event) => onChange(String(event.detail.value))}
      >
        <View className={`input input-open ${field.error ? 'input-bad' : ''}`}>
          <Text className={value ? '' : 'hint'}>{value || '请选时间'}</Text>
          <Icon name="clock" size="s" />
        </View>
      </Picker>
    </Field>
  )
}
