import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'
import { Tap } from './Tap'

interface MiniRowProps {
  label: ReactNode
  icon?: IconName
  /** Beside the label on the desktop, below it on the phone. */
  note?: ReactNode
  /** Right side: a number with its unit, a time, a chip. */
  value?: ReactNode
  /** Opens something: a chevron is drawn. */
  onClick?: () => void
  /** One of several choices, chosen: a check is drawn. */
  chosen?: boolean
}

/** A low row: navigation, one choice of a sheet, or a name with a value. */
export function MiniRow({ label, icon, note, value, onClick, chosen }: MiniRowProps) {
  const body = (
    <>
      {icon && (
        <View className="row-icon">
          <Icon name={icon} />
        </View>
      )}
      <View className="row-main">
        <View>{label}</View>
        {note && <View className="note">{note}</View>}
      </View>
      {value !== undefined && <View className="row-value">{value}</View>}
      {chosen && (
        <Text className="t-ok">
          <Icon name="check" />
        </Text>
      )}
      {onClick && chosen === undefined && (
        <View className="row-end">
          <Icon name="next" size="s" />
        </View>
      )}
    </>
  )
  if (!onClick) return <View className="row row-mini">{body}</View>
  return (
    <Tap className="row row-mini row-tap" selected={chosen} onClick={onClick}>
      {body}
    </Tap>
  )
}
