import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './Icon'
import { Tap } from './Tap'

interface SectionProps {
  title: string
  /** How many, with its unit: “2 件”. */
  count?: ReactNode
  /** A quiet link on the right. */
  link?: { label: string; onClick: () => void }
  children?: ReactNode
}

/** Which group, how many, and its cards. */
export function Section({ title, count, link, children }: SectionProps) {
  return (
    <View className="block section">
      <View className="sect">
        <Text className="sect-title">{title}</Text>
        {count !== undefined && <Text className="sect-count">{count}</Text>}
        {link && (
          <Tap className="sect-link" onClick={link.onClick}>
            {link.label}
            <Icon name="next" size="s" />
          </Tap>
        )}
      </View>
      {children}
    </View>
  )
}
