import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'

interface CardProps {
  title?: string
  /** Right of the title: a chip, a link, a count. */
  aside?: ReactNode
  /** Space inside; false for rows and fields, which bring their own. */
  pad?: boolean
  /** Fields that are mostly read: two beside each other on the desktop. */
  paired?: boolean
  children: ReactNode
}

/** The one container: white, one radius, 12 px apart. No cards in cards. */
export function Card({ title, aside, pad = false, paired = false, children }: CardProps) {
  return (
    <View className="card block">
      {title && (
        <View className="card-head between">
          <Text className="card-title">{title}</Text>
          {aside}
        </View>
      )}
      <View className={paired ? 'fields' : pad ? 'card-pad' : undefined}>{children}</View>
    </View>
  )
}
