import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './Icon'
import { useShell } from './shell'
import { Tap } from './Tap'
import { useFocusInside } from './useFocusInside'

interface SheetProps {
  open: boolean
  title: string
  sub?: ReactNode
  onClose: () => void
  /** The red button. */
  act?: ReactNode
  children?: ReactNode
}

/** One question: from below on the phone, in the middle on the desktop. Esc and the dark ground close it; the keyboard stays inside. */
export function Sheet({ open, title, sub, onClose, act, children }: SheetProps) {
  const { wide } = useShell()
  const id = useFocusInside(open, onClose)
  if (!open) return null
  return (
    <View className="over">
      <View className="mask" onClick={onClose} />
      <View id={id} className={wide ? 'sheet sheet-mid' : 'sheet'} ariaRole="dialog" ariaModal ariaLabel={title}>
        {!wide && <View className="sheet-grip" />}
        <View className="sheet-head between">
          <View>
            <Text className="card-title">{title}</Text>
            {sub && <View className="sub mt1">{sub}</View>}
          </View>
          <Tap className="bar-act" label="关闭" onClick={onClose}>
            <Icon name="close" />
          </Tap>
        </View>
        {children}
        {act && <View className="sheet-acts">{act}</View>}
      </View>
    </View>
  )
}
