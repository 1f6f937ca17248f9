import { Textarea } from '@tarojs/components'
import { Field, type FieldProps } from './Field'
import { useTyped } from './useTyped'

interface TextAreaProps extends FieldProps {
  value: string
  onChange: (value: string) => void
  placeholder?: string
  max?: number
}

/** Several lines of text. */
export function TextArea({ value, onChange, placeholder, max = -1, ...field }: TextAreaProps) {
  const write = useTyped(field.label, onChange)
  return (
    <Field {...field}>
      <Textarea
        className={`input input-area ${field.error ? 'input-bad' : ''}`}
        value={value}
        maxlength={max}
        autoHeight
        placeholder={placeholder}
        placeholderClass="hint"
        ariaLabel={field.label}
        onInput={(event) => write(event.detail.value)}
      />
    </Field>
  )
}
