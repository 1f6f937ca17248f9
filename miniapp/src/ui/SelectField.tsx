import { Picker, Text, View } from '@tarojs/components'
import { Field, type FieldProps } from './Field'
import { Icon } from './Icon'
import { useTyped } from './useTyped'

interface SelectFieldProps extends FieldProps {
  value: string | undefined
  options: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}

/** One of several: WeChat's wheel, the browser's own list. */
export function SelectField({ value, options, onChange, ...field }: SelectFieldProps) {
  const write = useTyped(field.label, onChange)
  const index = options.findIndex((option) => option.value === value)
  const pick = (chosen: number) => {
    const option = options[chosen]
    if (option) write(option.value)
  }
  return (
    <Field {...field}>
      <Picker
        mode="selector"
        range={options.map((option) => option.label)}
        value={index}
        ariaLabel={field.label}
        onChange={(event) => pick(Number(event.detail.value))}
      >
        <View className={`input input-open ${field.error ? 'input-bad' : ''}`}>
          <Text className={index < 0 ? 'hint' : ''}>{options[index]?.label ?? '请选择'}</Text>
          <Icon name="down" size="s" />
        </View>
      </Picker>
    </Field>
  )
}
