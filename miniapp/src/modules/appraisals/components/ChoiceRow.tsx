import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Button } from '@/ui/Button'

interface ChoiceRowProps {
  name: string
  note: string
  choices: readonly string[]
  /** Index of the choice. */
  value: number | undefined
  onChange: (choice: number) => void
  children?: ReactNode
}

/** One colleague with everything that can be chosen, one tap each. Five words do not fit beside each other on a phone: they wrap. */
export function ChoiceRow({ name, note, choices, value, onChange, children }: ChoiceRowProps) {
  return (
    <View className="field choice">
      <View className="between choice-who">
        <Text className="strong">{name}</Text>
        {note && <Text className="note">{note}</Text>}
      </View>
      <View className="line choice-acts mt1" ariaRole="group" ariaLabel={`${name}的评议`}>
        {choices.map((label, i) => (
          <Button
            key={label}
            size="s"
            kind={i === value ? 'red' : 'line'}
            icon={i === value ? 'check' : undefined}
            label={`${name}：${label}${i === value ? '，已选' : ''}`}
            onClick={() => onChange(i)}
          >
            {label}
          </Button>
        ))}
      </View>
      {children}
    </View>
  )
}
