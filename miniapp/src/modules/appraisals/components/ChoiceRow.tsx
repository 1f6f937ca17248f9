import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Segmented } from '@/ui/Segmented'

interface ChoiceRowProps {
  name: string
  note: string
  choices: readonly string[]
  /** Index of the choice. */
  value: number | undefined
  onChange: (choice: number) => void
  children?: ReactNode
}

/** One colleague with everything that can be chosen, one tap each. */
export function ChoiceRow({ name, note, choices, value, onChange, children }: ChoiceRowProps) {
  return (
    <View className="field">
      <View className="field-label between">
        <Text className="strong">{name}</Text>
        {note && <Text className="note">{note}</Text>}
      </View>
      <Segmented
        label={`${name}的评议`}
        options={choices.map((label, i) => ({ value: String(i), label }))}
        value={value === undefined ? undefined : String(value)}
        onChange={(chosen) => onChange(Number(chosen))}
      />
      {children}
    </View>
  )
}
