import { Picker, Text, View } from '@tarojs/components'
import { Field, type FieldProps } from './Field'
import { Icon } from './Icon'
import { useTyped } from './useTyped'

interface TimeFieldProps extends FieldProps {
  /** Time of day `HH:mm` in Asia/Shanghai, empty when not chosen yet. */
  value: string
  onChange: (value: string) => void
}

/** A time of day. */
export function TimeField({ value, onChange, ...field }: TimeFieldProps) {
  const write = useTyped(field.label, onChange)
  return (
    <Field {...field}>
      <Picker mode="time" value={value} ariaLabel={field.label} onChange={(event) => write(String(event.detail.value))}>
        <View className={`input input-open ${field.error ? 'input-bad' : ''}`}>
          <Text className={value ? '' : 'hint'}>{value || '请选时间'}</Text>
          <Icon name="clock" size="s" />
        </View>
      </Picker>
    </Field>
  )
}
