import { Text } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'
import { type Tone, toneIcons } from './tone'

interface ChipProps {
  tone?: Tone
  /** Instead of the tone's own icon. */
  icon?: IconName
  children: ReactNode
}

/** A state: icon + two to four characters. */
export function Chip({ tone = 'idle', icon, children }: ChipProps) {
  return (
    <Text className={tone === 'idle' ? 'chip' : `chip chip-${tone}`}>
      <Icon name={icon ?? toneIcons[tone]} size="s" />
      {children}
    </Text>
  )
}
