import { Button } from '@tarojs/components'
import type { ReactNode } from 'react'

interface TapProps {
  className?: string
  label?: string
  /** Instead of `button`: one tab of a list. */
  role?: 'tab'
  selected?: boolean
  /** The place one is at, of several one can go to. */
  current?: boolean
  /** Shows or hides what stands below it. */
  expanded?: boolean
  onClick: () => void
  children: ReactNode
}

/** Browsers know a chosen tab from a pressed button; WeChat reads one word for both. */
const chosen = (role: TapProps['role'], selected: boolean | undefined) =>
  process.env.TARO_ENV === 'h5' && role !== 'tab' ? { ariaPressed: selected } : { ariaSelected: selected }

/** Anything to press that does not look like a button: rows, tiles, navigation. A real button, so keyboards reach it. */
export function Tap({ className, label, role, selected, current, expanded, onClick, children }: TapProps) {
  return (
    <Button
      className={`tap ${className ?? ''}`}
      hoverClass="none"
      ariaRole={role}
      ariaLabel={label}
      {...chosen(role, selected)}
      ariaCurrent={current ? 'page' : undefined}
      ariaExpanded={expanded}
      onClick={onClick}
    >
      {children}
    </Button>
  )
}
