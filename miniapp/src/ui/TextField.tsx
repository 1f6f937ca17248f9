import { Input } from '@tarojs/components'
import { Field, type FieldProps } from './Field'
import { useTyped } from './useTyped'

interface TextFieldProps extends FieldProps {
  value: string
  onChange: (value: string) => void
  /** Enter on a keyboard, “完成” on a phone. */
  onConfirm?: () => void
  placeholder?: string
  /** Keyboard: words · whole numbers · numbers with a point · identity number. */
  type?: 'text' | 'number' | 'digit' | 'idcard'
  password?: boolean
  max?: number
  focus?: boolean
}

/** One line of text or a number; the value stays text until the form is checked. */
export function TextField(props: TextFieldProps) {
  const { value, onChange, onConfirm, placeholder, type = 'text', password, max = -1, focus, ...field } = props
  const write = useTyped(field.label, onChange)
  return (
    <Field {...field}>
      <Input
        className={`input input-one ${field.error ? 'input-bad' : ''}`}
        value={value}
        type={type}
        password={password}
        maxlength={max}
        focus={focus}
        placeholder={placeholder}
        placeholderClass="hint"
        ariaLabel={field.label}
        onInput={(event) => write(event.detail.value)}
        onConfirm={onConfirm}
      />
    </Field>
  )
}
