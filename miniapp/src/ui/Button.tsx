import { Button as NativeButton, type ButtonProps as NativeProps } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'
import { useShell } from './shell'

interface ButtonProps {
  children: ReactNode
  onClick?: () => void
  /** fill: THE act, one per screen · line: acts in rows · red: a suggested act · plain: quiet · bad: destructive. */
  kind?: 'fill' | 'line' | 'red' | 'plain' | 'bad'
  icon?: IconName
  /** Why it cannot be pressed now, in place of its word: “还差 2 人可开会”. */
  reason?: string
  busy?: boolean
  /** s in rows · d in desktop heads · x in table rows. */
  size?: 's' | 'd' | 'x'
  wide?: boolean
  label?: string
  /** WeChat's own acts, for example `getPhoneNumber`, with their event. */
  openType?: NativeProps['openType']
  onGetPhoneNumber?: NativeProps['onGetPhoneNumber']
}

/** A verb to press. With a `reason` it is locked and says what is missing; while busy it takes no second tap. */
export function Button(props: ButtonProps) {
  const { children, onClick, kind = 'line', icon, reason, busy, size, wide, label, openType, onGetPhoneNumber } = props
  const { wide: wideScreen } = useShell()
  const locked = reason !== undefined
  const classes = ['btn', `btn-${locked ? 'off' : kind}`]
  // What is drawn for a mouse in a table's row is too low for a thumb.
  const drawn = size === 'x' && !wideScreen ? 's' : size
  if (drawn) classes.push(`btn-${drawn}`)
  if (wide) classes.push('btn-wide')
  const still = locked || busy
  const shown = locked ? 'lock' : busy ? 'refresh' : icon
  return (
    <NativeButton
      className={classes.join(' ')}
      hoverClass="none"
      // WeChat greys a disabled button below readable contrast; there it only stops listening.
      disabled={process.env.TARO_ENV === 'h5' && still}
      ariaDisabled={still}
      ariaLabel={label}
      openType={openType}
      onGetPhoneNumber={onGetPhoneNumber}
      onClick={still ? undefined : onClick}
    >
      {shown && <Icon name={shown} size={size === 's' || size === 'x' ? 's' : undefined} />}
      {locked ? reason : children}
    </NativeButton>
  )
}
