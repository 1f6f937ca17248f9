import type { FormField, FormValue } from '@shared/core/form'
import { DateField } from './DateField'
import { Field } from './Field'
import { Segmented } from './Segmented'
import { SelectField } from './SelectField'
import { TextArea } from './TextArea'
import { TextField } from './TextField'
import { TimeField } from './TimeField'

interface FieldInputProps {
  field: FormField
  value: FormValue
  error?: string
  onChange: (value: FormValue) => void
}

const yesNo = [
  { value: 'yes', label: '是' },
  { value: 'no', label: '否' },
] as const

const textOf = (value: FormValue): string =>
  value === undefined ? '' : typeof value === 'object' ? value.join('\n') : String(value)

/** What was typed as a number; text that is not one stays text, so that the check can name it. */
const numberOf = (text: string): FormValue =>
  text.trim() === '' ? undefined : Number.isNaN(Number(text)) ? text : Number(text)

const linesOf = (text: string): FormValue => (text === '' ? undefined : text.split('\n'))

/** The input for one field of a form template. */
export function FieldInput({ field, value, error, onChange }: FieldInputProps) {
  const frame = { label: field.label, required: field.required, hint: field.hint, error }
  const text = textOf(value)
  switch (field.kind) {
    case 'line':
      return <TextField {...frame} value={text} max={field.max} onChange={onChange} />
    case 'text':
      return <TextArea {...frame} value={text} max={field.max} onChange={onChange} />
    case 'number':
      return <TextField {...frame} type="digit" value={text} onChange={(typed) => onChange(numberOf(typed))} />
    case 'date':
      return <DateField {...frame} value={text} onChange={onChange} />
    case 'time':
      return <TimeField {...frame} value={text} onChange={onChange} />
    case 'choice':
      return <SelectField {...frame} value={text} options={field.options ?? []} onChange={onChange} />
    case 'list':
      return (
        <TextArea
          {...frame}
          hint={field.hint ?? '一行写一项'}
          value={text}
          onChange={(typed) => onChange(linesOf(typed))}
        />
      )
    case 'yesNo':
      return (
        <Field {...frame}>
          <Segmented
            label={field.label}
            options={yesNo}
            value={value === undefined ? undefined : value ? 'yes' : 'no'}
            onChange={(chosen) => onChange(chosen === 'yes')}
          />
        </Field>
      )
  }
}
