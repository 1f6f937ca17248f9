import type { Violation } from '@shared/core/errors'
import {
  type FilledValue,
  type FormField,
  type FormTemplate,
  type FormValue,
  fieldsOf,
  isVisible,
} from '@shared/core/form'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from './Card'
import { FieldInput } from './FieldInput'
import { FilledField } from './FilledField'
import { Section } from './Section'

interface FormRendererProps {
  template: FormTemplate
  /** Every field's value and where it came from: `fillForm(template, known, written)`. */
  filled: Readonly<Record<string, FilledValue>>
  onChange: (field: string, value: FormValue) => void
  violations?: readonly Violation[]
}

/** Known values in words: the label of a choice, 是 or 否, a list in one line. */
function say(field: FormField, value: FormValue): string {
  if (field.kind === 'choice') return field.options?.find((option) => option.value === value)?.label ?? String(value)
  if (typeof value === 'boolean') return value ? '是' : '否'
  return typeof value === 'object' ? value.join('、') : String(value ?? '')
}

/** 表单 — the few fields to write on top, everything the system knows below with its source and 更正. */
export function FormRenderer({ template, filled, onChange, violations = [] }: FormRendererProps) {
  const [fixing, setFixing] = useState<readonly string[]>([])
  const values = Object.fromEntries(Object.entries(filled).map(([id, { value }]) => [id, value]))
  const visible = fieldsOf(template).filter((field) => isVisible(field, values))
  const known = visible.filter((field) => field.from && (filled[field.id]?.source || fixing.includes(field.id)))
  const asked = visible.filter((field) => !known.includes(field))
  const input = (field: FormField) => (
    <FieldInput
      key={field.id}
      field={field}
      value={values[field.id]}
      error={violations.find((violation) => violation.field === field.id)?.message}
      onChange={(value) => onChange(field.id, value)}
    />
  )
  return (
    <View className="block section">
      {asked.length > 0 && (
        <Section title="只需你写" count={`${asked.length} 项`}>
          <Card>{asked.map(input)}</Card>
        </Section>
      )}
      {known.length > 0 && (
        <Section title="请核对" count={`${known.length} 项`}>
          <Card>
            {known.map((field) =>
              fixing.includes(field.id) ? (
                input(field)
              ) : (
                <FilledField
                  key={field.id}
                  label={field.label}
                  value={say(field, values[field.id])}
                  source={filled[field.id]?.source ?? ''}
                  onFix={() => setFixing((last) => [...last, field.id])}
                />
              ),
            )}
          </Card>
        </Section>
      )}
    </View>
  )
}
