import { SEALED_FIELD_LABELS, type SealedField } from '@shared/modules/people/model'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { peopleApi } from '../usePeople'

interface SealedFieldsProps {
  personId: string
  masked: Partial<Record<SealedField, string>>
  mayReveal: boolean
}

/** Personal numbers, masked; the full one after saying what for, and every look is recorded. */
export function SealedFields({ personId, masked, mayReveal }: SealedFieldsProps) {
  const [asking, setAsking] = useState<SealedField>()
  const [purpose, setPurpose] = useState('')
  const [shown, setShown] = useState<Partial<Record<SealedField, string>>>({})
  const reveal = useAction(async () => {
    if (!asking) return
    const { value } = await peopleApi.reveal({ params: { personId }, body: { field: asking, purpose } })
    setShown((before) => ({ ...before, [asking]: value }))
    setAsking(undefined)
  })
  const fields = Object.keys(masked) as SealedField[]
  return (
    <>
      {fields.map((field) => (
        <MiniRow
          key={field}
          icon="lock"
          label={SEALED_FIELD_LABELS[field]}
          value={shown[field] ?? masked[field]}
          onClick={mayReveal && !shown[field] ? () => setAsking(field) : undefined}
        />
      ))}
      <Sheet
        open={asking !== undefined}
        title={asking ? `查看完整${SEALED_FIELD_LABELS[asking]}` : ''}
        sub="会记入操作记录"
        onClose={() => setAsking(undefined)}
        act={
          <Button kind="fill" wide busy={reveal.busy} reason={purpose ? undefined : '请写明用途'} onClick={reveal.run}>
            查看
          </Button>
        }
      >
        <ErrorBanner error={reveal.error} />
        <TextField label="用途" required value={purpose} onChange={setPurpose} max={60} />
      </Sheet>
    </>
  )
}
