import { Button } from '@tarojs/components'
import type { ReactNode } from 'react'

interface TapProps {
  className?: string
  label?: string
  /** Instead of `button`: one tab of a list. */
  role?: 'tab'
  selected?: boolean
  /** Shows or hides what stands below it. */
  expanded?: boolean
  onClick: () => void
  children: ReactNode
}

/** Anything to press that does not look like a button: rows, tiles, navigation. A real button, so keyboards reach it. */
export function Tap({ className, label, role, selected, expanded, onClick, children }: TapProps) {
  return (
    <Button
      className={`tap ${className ?? ''}`}
      hoverClass="none"
      ariaRole={role}
      ariaLabel={label}
      ariaSelected={selected}
      ariaExpanded={expanded}
      onClick={onClick}
    >
      {children}
    </Button>
  )
}
