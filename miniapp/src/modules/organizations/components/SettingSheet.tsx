import { SETTING_NOTES, type UnitSettings } from '@shared/modules/organizations/model'
import { useState } from 'react'
import type { ApiError } from '@/core/apiError'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'

interface SettingSheetProps {
  name: keyof UnitSettings
  /** The value that counts now; says also whether a number is asked for. */
  now: string | number
  busy: boolean
  error: ApiError | undefined
  onSave: (value: string | number) => void
  onClose: () => void
}

/** One setting: its note, and the value the organisation gives it. */
export function SettingSheet({ name, now, busy, error, onSave, onClose }: SettingSheetProps) {
  const [value, setValue] = useState(String(now))
  const isNumber = typeof now === 'number'
  return (
    <Sheet
      open
      title={SETTING_NOTES[name].label}
      sub={SETTING_NOTES[name].note}
      onClose={onClose}
      act={
        <Button
          kind="fill"
          wide
          busy={busy}
          reason={value.trim() ? undefined : '请先填写'}
          onClick={() => onSave(isNumber ? Number(value) : value)}
        >
          保存
        </Button>
      }
    >
      <ErrorBanner error={error} />
      <TextField
        label="本组织的值"
        required
        type={isNumber ? 'number' : 'text'}
        value={value}
        onChange={setValue}
        max={60}
      />
    </Sheet>
  )
}
