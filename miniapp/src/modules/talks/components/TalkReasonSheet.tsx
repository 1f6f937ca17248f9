import { useState } from 'react'
import type { ApiError } from '@/core/apiError'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'

const ASKED = {
  confirmFor: { title: '代对方确认', sub: '对方确实不能用手机，才代确认' },
  dispute: { title: '没有谈过', sub: '这一次不再计入，登记人会看到' },
  withdraw: { title: '撤回这次登记', sub: '原记录保留，不再计入' },
} as const

interface TalkReasonSheetProps {
  asked: keyof typeof ASKED
  busy: boolean
  error: ApiError | undefined
  onClose: () => void
  onSubmit: (reason: string) => void
}

/** One question and the reason for it. */
export function TalkReasonSheet({ asked, busy, error, onClose, onSubmit }: TalkReasonSheetProps) {
  const [reason, setReason] = useState('')
  const { title, sub } = ASKED[asked]
  const act = (
    <Button
      kind="fill"
      wide
      busy={busy}
      reason={reason.trim() ? undefined : '先写原因'}
      onClick={() => onSubmit(reason.trim())}
    >
      提交
    </Button>
  )
  return (
    <Sheet open title={title} sub={sub} onClose={onClose} act={act}>
      <ErrorBanner error={error} />
      <TextField label="原因" required max={100} value={reason} onChange={setReason} />
    </Sheet>
  )
}
