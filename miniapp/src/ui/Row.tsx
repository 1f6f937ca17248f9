import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './Icon'
import { type Tone, toneIcons } from './tone'

interface RowProps {
  title: ReactNode
  /** Why me, in words. */
  why?: ReactNode
  /** By when. With a tone it is drawn strong and with the tone's icon. */
  due?: { text: ReactNode; tone?: Tone }
  /** Left column: a time of day, a number. */
  lead?: ReactNode
  /** One button, or one chip. */
  act?: ReactNode
  children?: ReactNode
}

/** What · why me · by when · one button. */
export function Row({ title, why, due, lead, act, children }: RowProps) {
  return (
    <View className="row">
      {lead !== undefined && <View className="row-lead">{lead}</View>}
      <View className="row-main">
        <View className="row-title">{title}</View>
        {why && <View className="row-why">{why}</View>}
        {due && (
          <View className="row-due">
            <View className={`due ${due.tone ? `t-${due.tone} t-strong` : ''}`}>
              <Icon name={due.tone ? toneIcons[due.tone] : 'clock'} size="s" />
              <Text>{due.text}</Text>
            </View>
          </View>
        )}
        {children}
      </View>
      {act}
    </View>
  )
}
