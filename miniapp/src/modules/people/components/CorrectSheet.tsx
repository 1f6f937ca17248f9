import type { OwnFieldRow } from '@shared/modules/people/confirmationEndpoints'
import { useState } from 'react'
import type { ApiError } from '@/core/apiError'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'

interface CorrectSheetProps {
  field: OwnFieldRow
  busy: boolean
  error: ApiError | undefined
  onClose: () => void
  onSubmit: (value: string) => void
}

/** What it should say instead. */
export function CorrectSheet({ field, busy, error, onClose, onSubmit }: CorrectSheetProps) {
  const [value, setValue] = useState('')
  return (
    <Sheet
      open
      title={`更正${field.label}`}
      sub={field.correct === 'direct' ? '保存后马上生效，原值留在记录里' : '书记核对后生效'}
      onClose={onClose}
      act={
        <Button
          kind="fill"
          wide
          busy={busy}
          reason={value.trim() ? undefined : `先写${field.label}`}
          onClick={() => onSubmit(value.trim())}
        >
          {field.correct === 'direct' ? '保存更正' : '提交给书记'}
        </Button>
      }
    >
      <ErrorBanner error={error} />
      <TextField
        label={field.label}
        required
        hint={field.hint}
        max={100}
        type={field.field === 'phone' ? 'number' : 'text'}
        value={value}
        onChange={setValue}
      />
    </Sheet>
  )
}
