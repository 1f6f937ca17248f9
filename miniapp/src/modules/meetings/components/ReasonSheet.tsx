import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import type { ApiError } from '@/core/apiError'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'

interface ReasonSheetProps {
  title: string
  /** The verb on the button. */
  verb: string
  /** Offered as one tap each: most reasons are one of a few. */
  usual?: readonly string[]
  busy: boolean
  error: ApiError | undefined
  /** Something else is still to be chosen. */
  missing?: string
  onClose: () => void
  onSubmit: (reason: string) => void
  children?: ReactNode
}

/** One question and the reason for it, as the norm wants it on record. */
export function ReasonSheet(props: ReasonSheetProps) {
  const { title, verb, usual = [], busy, error, missing, onClose, onSubmit, children } = props
  const [reason, setReason] = useState('')
  const lacking = missing ?? (reason.trim() ? undefined : '先写原因')
  return (
    <Sheet
      open
      title={title}
      onClose={onClose}
      act={
        <Button kind="fill" wide busy={busy} reason={lacking} onClick={() => onSubmit(reason.trim())}>
          {verb}
        </Button>
      }
    >
      <ErrorBanner error={error} />
      {children}
      {usual.length > 0 && (
        <View className="card-pad line" style={{ flexWrap: 'wrap' }}>
          {usual.map((word) => (
            <Button key={word} size="s" kind={word === reason ? 'red' : 'line'} onClick={() => setReason(word)}>
              {word}
            </Button>
          ))}
        </View>
      )}
      <TextField label="原因" required max={200} value={reason} onChange={setReason} />
    </Sheet>
  )
}
