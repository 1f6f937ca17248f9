import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'
import { Tap } from './Tap'
import type { Tone } from './tone'

interface TileProps {
  label: string
  icon: IconName
  tone?: Tone
  num: number
  /** Unit and what it means: “个，不算零”. */
  unit: string
  selected?: boolean
  onClick?: () => void
}

/** Count + unit + what it means; never a rank. Several stand in `<Tiles>`. */
export function Tile({ label, icon, tone, num, unit, selected, onClick }: TileProps) {
  const body = (
    <>
      <View className="tile-label">
        <Text className={tone ? `t-${tone}` : ''}>
          <Icon name={icon} size="s" />
        </Text>
        {label}
      </View>
      <View className="tile-num">
        {num} <Text className="tile-note">{unit}</Text>
      </View>
    </>
  )
  if (!onClick) return <View className="tile">{body}</View>
  return (
    <Tap className={selected ? 'tile tile-on' : 'tile'} selected={selected} onClick={onClick}>
      {body}
    </Tap>
  )
}

/** Two beside each other on the phone, as many as fit on the desktop. */
export function Tiles({ children }: { children: ReactNode }) {
  return <View className="tiles block">{children}</View>
}
