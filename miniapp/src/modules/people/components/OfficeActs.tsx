import { CHANGE_LABELS } from '@shared/modules/exchange/model'
import { useState } from 'react'
import { useChange } from '@/core/useChange'
import { Button } from '@/ui/Button'
import { ChangeSheet } from '@/ui/ChangeSheet'
import { DateField } from '@/ui/DateField'

/** What can be done with the selected offices at once. */
export function OfficeActs({ officeIds }: { officeIds: readonly string[] }) {
  const { ask, preview, sheet } = useChange<'offices.end'>(officeIds)
  const [to, setTo] = useState('')
  return (
    <>
      <Button size="d" onClick={() => ask('offices.end')}>
        {CHANGE_LABELS['offices.end']}
      </Button>
      <ChangeSheet
        {...sheet}
        title={CHANGE_LABELS['offices.end']}
        missing={to === '' ? '请选免职日期' : undefined}
        onPreview={() => preview({ action: 'offices.end', to })}
      >
        <DateField label="免职日期（任职的最后一天）" required value={to} onChange={setTo} />
      </ChangeSheet>
    </>
  )
}
