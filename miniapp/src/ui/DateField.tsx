import { Picker, Text, View } from '@tarojs/components'
import { Field, type FieldProps } from './Field'
import { Icon } from './Icon'
import { useTyped } from './useTyped'

interface DateFieldProps extends FieldProps {
  /** Business day `YYYY-MM-DD`, empty when not chosen yet. */
  value: string
  onChange: (value: string) => void
  /** First and last day that may be chosen. */
  from?: string
  to?: string
}

/** A business day. */
export function DateField({ value, onChange, from, to, ...field }: DateFieldProps) {
  const write = useTyped(field.label, onChange)
  return (
    <Field {...field}>
      <Picker
        mode="date"
        value={value}
        start={from}
        end={to}
        ariaLabel={field.label}
        onChange={(event) => write(event.detail.value)}
      >
        <View className={`input input-open ${field.error ? 'input-bad' : ''}`}>
          <Text className={value ? '' : 'hint'}>{value || '请选日期'}</Text>
          <Icon name="calendar" size="s" />
        </View>
      </Picker>
    </Field>
  )
}
