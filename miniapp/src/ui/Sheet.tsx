import { Text, View } from '@tarojs/components'
import { type ReactNode, useEffect } from 'react'
import { Icon } from './Icon'
import { useShell } from './shell'
import { Tap } from './Tap'

interface SheetProps {
  open: boolean
  title: string
  sub?: ReactNode
  onClose: () => void
  /** The red button. */
  act?: ReactNode
  children?: ReactNode
}

/** One question: from below on the phone, in the middle on the desktop. Esc and the dark ground close it. */
export function Sheet({ open, title, sub, onClose, act, children }: SheetProps) {
  const { wide } = useShell()
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !open) return
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose()
    }
    window.addEventListener('keydown', leave)
    return () => window.removeEventListener('keydown', leave)
  }, [open, onClose])
  if (!open) return null
  return (
    <View className="over">
      <View className="mask" onClick={onClose} />
      <View className={wide ? 'sheet sheet-mid' : 'sheet'} ariaRole="dialog" ariaModal ariaLabel={title}>
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
