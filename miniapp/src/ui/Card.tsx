import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'

interface CardProps {
  title?: string
  /** Right of the title: a chip, a link, a count. */
  aside?: ReactNode
  /** Space inside; false for rows and fields, which bring their own. */
  pad?: boolean
  children: ReactNode
}

/** The one container: white, one radius, 12 px apart. No cards in cards. */
export function Card({ title, aside, pad = false, children }: CardProps) {
  return (
    <View className="card block">
      {title && (
        <View className="card-head between">
          <Text className="card-title">{title}</Text>
          {aside}
        </View>
      )}
      <View className={pad ? 'card-pad' : undefined}>{children}</View>
    </View>
  )
}
