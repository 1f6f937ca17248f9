import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { useShell } from '@/ui/shell'
import { TextField } from '@/ui/TextField'
import { type AppraisalDetail, pageOf } from '../appraisalsApi'
import type { PlainStep, useAppraisal } from '../useAppraisal'

interface BoardActsProps {
  appraisal: AppraisalDetail
  model: ReturnType<typeof useAppraisal>
}

/** The step that is next, one button; a step taken without somebody asks for the reason. */
export function BoardActs({ appraisal, model }: BoardActsProps) {
  const { wide } = useShell()
  const [asking, setAsking] = useState<PlainStep>()
  const [reason, setReason] = useState('')
  const { next, allowed, state, id } = appraisal
  const may = next && allowed.includes(next.step)
  const needsReason = next?.blocked.some((one) => one.field === 'reason')
  const stopped = next?.blocked.find((one) => one.field !== 'reason')
  const take = () => {
    if (!next) return
    if (next.step === 'propose') openPage(pageOf('ratings', id))
    else if (needsReason) setAsking(next.step as PlainStep)
    else model.take.run(next.step as PlainStep)
  }
  const send = async () => {
    if (asking && (await model.take.run(asking, reason.trim()))) setAsking(undefined)
  }
  const counted = !['self', 'peer', 'ballot', 'cancelled'].includes(state)
  return (
    <>
      {allowed.includes('cancel') && ['self', 'peer', 'ballot'].includes(state) && (
        <Button icon="stop" onClick={() => setAsking('cancel')}>
          取消
        </Button>
      )}
      {counted && allowed.includes('export') && (
        <Button icon="export" busy={model.download.busy} onClick={() => model.download.run()}>
          导出结果
        </Button>
      )}
      {may && (
        <Button kind="fill" wide={!wide} busy={model.take.busy} reason={stopped?.message} onClick={take}>
          {next.label}
        </Button>
      )}
      <Sheet
        open={asking !== undefined}
        title={asking === 'cancel' ? '取消评议' : (next?.label ?? '')}
        sub={asking === 'cancel' ? '已交的自评、互评一起作废，可以重新安排' : next?.blocked[0]?.message}
        onClose={() => setAsking(undefined)}
        act={
          <Button
            kind="fill"
            wide
            busy={model.take.busy}
            reason={reason.trim() ? undefined : '先写原因'}
            onClick={send}
          >
            {asking === 'cancel' ? '取消评议' : (next?.label ?? '')}
          </Button>
        }
      >
        <ErrorBanner error={model.take.error} />
        <TextField label="原因" required max={200} value={reason} onChange={setReason} />
      </Sheet>
    </>
  )
}
