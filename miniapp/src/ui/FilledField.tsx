import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './Icon'
import { Tap } from './Tap'

interface FilledFieldProps {
  label: string
  value: ReactNode
  /** Where the value came from, with its day: “签到名单 · 15:25 截止”. */
  source: string
  /** Corrects it, at the source or here; no button when absent. */
  onFix?: () => void
}

/** Something the system already knows: value, where from, 更正. */
export function FilledField({ label, value, source, onFix }: FilledFieldProps) {
  return (
    <View className="field">
      <View className="line">
        <View className="grow">
          <View className="field-label">{label}</View>
          <View className="field-value wrap">{value}</View>
          <View className="src">
            <Icon name="link" size="s" />
            <Text>{source}</Text>
          </View>
        </View>
        {onFix && (
          <Tap className="link field-fix" label={`更正${label}`} onClick={onFix}>
            更正
          </Tap>
        )}
      </View>
    </View>
  )
}
