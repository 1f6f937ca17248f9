import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'

interface EmptyProps {
  title: string
  icon?: IconName
  /** What comes next, or where it would come from. */
  children?: ReactNode
}

/** Nothing here, said as something good or as what comes next. */
export function Empty({ title, icon = 'done', children }: EmptyProps) {
  return (
    <View className="empty">
      <View className={icon === 'done' ? 't-ok' : 'hint'}>
        <Icon name={icon} size="xl" />
      </View>
      <View className="empty-title">{title}</View>
      {children}
    </View>
  )
}
