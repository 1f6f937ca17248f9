import { useState } from 'react'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { staffApi } from '../staffApi'

interface RetireSheetProps {
  courseId: string
  onClose: () => void
  onDone: () => void
}

/** 停用 — a course leaves the catalogue, with a reason. */
export function RetireSheet({ courseId, onClose, onDone }: RetireSheetProps) {
  const [reason, setReason] = useState('')
  const retire = useAction(async (key) => {
    await staffApi.retire({ params: { courseId }, body: { reason: reason.trim() } }, { key })
    say('已停用')
    onDone()
  })
  const act = (
    <Button kind="fill" wide busy={retire.busy} reason={reason.trim() ? undefined : '先写原因'} onClick={retire.run}>
      停用
    </Button>
  )
  return (
    <Sheet open title="停用课程" sub="不再出现在目录里，学过的记录保留；以后可以恢复" onClose={onClose} act={act}>
      <ErrorBanner error={retire.error} />
      <TextField label="原因" required max={200} value={reason} onChange={setReason} />
    </Sheet>
  )
}
