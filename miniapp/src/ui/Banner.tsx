import type { Violation } from '@shared/core/errors'
import { sourceLabel } from '@shared/core/norm'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'

interface BannerProps {
  tone?: 'ok' | 'warn' | 'bad' | 'idle'
  icon?: IconName
  /** What happened. */
  title: string
  /** What is safe, what to do. */
  children?: ReactNode
  /** All reasons at once, each with its source and who can put it right. */
  reasons?: readonly Violation[]
  act?: ReactNode
}

const icons = { ok: 'done', warn: 'alert', bad: 'stop', idle: 'info' } as const

/** A state of the whole page: what happened, what is safe, what to do. */
export function Banner({ tone = 'idle', icon, title, children, reasons = [], act }: BannerProps) {
  return (
    <View
      className={tone === 'idle' ? 'ban block' : `ban ban-${tone} block`}
      ariaRole={tone === 'bad' ? 'alert' : 'status'}
    >
      <Icon name={icon ?? icons[tone]} />
      <View className="grow">
        <View className={tone === 'idle' ? 'ban-title strong' : 'ban-title'}>{title}</View>
        {children}
        {reasons.map((reason) => (
          <View className="reason" key={`${reason.field ?? ''}${reason.message}`}>
            {reason.message}
            {reason.fixBy ? `：${reason.fixBy}办` : ''}
            {reason.source ? `（${sourceLabel(reason.source)}）` : ''}
          </View>
        ))}
      </View>
      {act}
    </View>
  )
}
