import { plainDateOf } from '@shared/core/plainDate'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { careApi, type Exemption } from '../careApi'

interface EndSheetProps {
  exemption: Exemption
  onClose: () => void
  onDone: () => void
}

/** Ends an exemption, or looks at its sealed note with a purpose that stays on record. */
export function EndSheet({ exemption, onClose, onDone }: EndSheetProps) {
  const [to, setTo] = useState<string>(plainDateOf(Date.now()))
  const [reason, setReason] = useState('')
  const [detail, setDetail] = useState<string>()
  const params = { exemptionId: exemption.id }
  const end = useAction(async (key) => {
    await careApi.endExemption({ params, body: { to, reason: reason.trim() } }, { key })
    onDone()
  })
  const reveal = useAction(async () => {
    const { value } = await careApi.reveal({ params, body: { purpose: '核对不作硬性要求的说明' } })
    setDetail(value)
  })
  const act = (
    <>
      {exemption.hasDetail && detail === undefined && (
        <Button busy={reveal.busy} onClick={reveal.run}>
          看说明（留痕）
        </Button>
      )}
      <Button kind="fill" wide busy={end.busy} reason={reason.trim() ? undefined : '先写原因'} onClick={end.run}>
        结束
      </Button>
    </>
  )
  return (
    <Sheet open title={`${exemption.name}：结束不作硬性要求`} onClose={onClose} act={act}>
      <ErrorBanner error={end.error ?? reveal.error} />
      {detail !== undefined && <MiniRow icon="lock" label={detail} note="这次查看已记入操作记录" />}
      <DateField label="最后一天" required value={to} onChange={setTo} />
      <TextField label="原因" required max={200} value={reason} onChange={setReason} />
    </Sheet>
  )
}
