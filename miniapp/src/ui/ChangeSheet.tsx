import type { Violation } from '@shared/core/errors'
import type { ReactNode } from 'react'
import { Button } from './Button'
import { ErrorBanner } from './ErrorBanner'
import { Sheet } from './Sheet'
import { TextField } from './TextField'

interface ChangeSheetProps {
  title: string
  /** How many rows it is for. */
  count: number
  open: boolean
  onClose: () => void
  reason: string
  onReason: (reason: string) => void
  /** What is still missing besides the reason. */
  missing?: string
  busy: boolean
  error: { message: string; violations: readonly Violation[] } | undefined
  onPreview: () => void
  children: ReactNode
}

/** Asks what a change for many shall be; leads to its preview, changes nothing. */
export function ChangeSheet(props: ChangeSheetProps) {
  const { title, count, open, onClose, reason, onReason, missing, busy, error, onPreview, children } = props
  return (
    <Sheet
      open={open}
      title={title}
      sub={`对选中的 ${count} 行；先看由什么变成什么，确认后才改，7 天内可整批撤销`}
      onClose={onClose}
      act={
        <Button
          kind="fill"
          wide
          busy={busy}
          reason={missing ?? (reason.trim() ? undefined : '请写明原因')}
          onClick={onPreview}
        >
          预览
        </Button>
      }
    >
      <ErrorBanner error={error} />
      {children}
      <TextField label="原因" required value={reason} onChange={onReason} max={100} />
    </Sheet>
  )
}
