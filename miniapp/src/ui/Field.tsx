import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './Icon'

/** What every asked field takes beside its value. */
export interface FieldProps {
  label: string
  required?: boolean
  /** Wrong, and what would be right. */
  error?: string
  hint?: string
}

/** The frame of an asked field: label on top, what is wrong below. Fields without `required` say that they may stay empty. */
export function Field({ label, required, error, hint, children }: FieldProps & { children: ReactNode }) {
  return (
    <View className="field">
      <View className="field-label field-ask">
        <Text>{label}</Text>
        {required ? <Text className="t-bad">必填</Text> : <Text className="note">可不写</Text>}
      </View>
      {children}
      {hint && <View className="note mt1">{hint}</View>}
      {error && (
        <View className="err" ariaRole="alert">
          <Icon name="stop" size="s" />
          <Text>{error}</Text>
        </View>
      )}
    </View>
  )
}
