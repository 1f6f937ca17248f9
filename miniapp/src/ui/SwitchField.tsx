import { Switch, Text, View } from '@tarojs/components'

interface SwitchFieldProps {
  label: string
  hint?: string
  value: boolean
  onChange: (value: boolean) => void
}

/** Yes or no that takes effect at once. */
export function SwitchField({ label, hint, value, onChange }: SwitchFieldProps) {
  return (
    <View className="field switch-row">
      <View className="grow">
        <Text>{label}</Text>
        {hint && <View className="note">{hint}</View>}
      </View>
      <Switch
        className="switch"
        color="#C8161D"
        checked={value}
        ariaLabel={label}
        onChange={(event) => onChange(event.detail.value)}
      />
    </View>
  )
}
