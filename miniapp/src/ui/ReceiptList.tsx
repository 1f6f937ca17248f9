import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'

/** One place a fact went to: which, how much. */
export interface ReceiptLine {
  icon: IconName
  label: string
  note?: string
  /** With its unit: “15 份”. */
  value: string
}

interface ReceiptListProps {
  title: string
  sub?: ReactNode
  lines: readonly ReceiptLine[]
}

/** 回执 — one fact, where it went, and that nothing is left to copy. */
export function ReceiptList({ title, sub, lines }: ReceiptListProps) {
  return (
    <View className="rc block">
      <View className="rc-head">
        <View className="t-ok">
          <Icon name="done" size="xl" />
        </View>
        <View className="rc-title">{title}</View>
        {sub && <View className="sub mt1">{sub}</View>}
      </View>
      <View className="rc-cut" />
      <View className="rc-lines">
        <View className="rc-say strong">这一次记录，填好了这些：</View>
        {lines.map((line) => (
          <View className="rc-line" key={line.label}>
            <View className="hint">
              <Icon name={line.icon} />
            </View>
            <View>
              <View className="tight">{line.label}</View>
              {line.note && <View className="note tight">{line.note}</View>}
            </View>
            <Text className="rc-val">{line.value}</Text>
          </View>
        ))}
      </View>
      <View className="rc-cut" />
      <View className="between rc-foot">
        <Text className="strong">需要你再抄一遍的</Text>
        <Text className="t-ok rc-zero">0 处</Text>
      </View>
    </View>
  )
}
