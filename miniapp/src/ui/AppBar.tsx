import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './Icon'
import { RefreshTap } from './RefreshTap'
import { useShell } from './shell'
import { Tap } from './Tap'

interface AppBarProps {
  title: string
  /** Tab pages: title left, no way back. */
  tab?: boolean
  /** Beside the title of a tab page: the date, or small controls. */
  beside?: ReactNode
}

/** The phone's bar. WeChat's own bar is switched off, so this one keeps clear of the status bar and the capsule. */
export function AppBar({ title, tab, beside }: AppBarProps) {
  const { bar, back } = useShell()
  const side = `${Math.max(bar.right, 52)}px`
  const style = { paddingLeft: tab ? '16px' : side, paddingRight: tab ? `${bar.right}px` : side }
  return (
    <View style={{ paddingTop: `${bar.top}px` }}>
      <View className={tab ? 'bar' : 'bar bar-sub'} style={{ ...style, minHeight: `${bar.height}px` }}>
        {!tab && (
          <Tap className="bar-back" label="返回" onClick={back}>
            <Icon name="back" size="l" />
          </Tap>
        )}
        <Text className={tab ? 'bar-title' : 'bar-sub-title'}>{title}</Text>
        {tab && beside && <View className="bar-date">{beside}</View>}
        {process.env.TARO_ENV === 'h5' && <RefreshTap />}
      </View>
    </View>
  )
}
