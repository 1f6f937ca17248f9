import { addMonths, plainDateOf } from '@shared/core/plainDate'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { type DemandDetail, staffApi } from '../staffApi'

interface DemandActsProps {
  demand: DemandDetail
  onDone: () => void
}

/** 改期限 and 撤回, each with its reason. */
export function DemandActs({ demand, onDone }: DemandActsProps) {
  const [sheet, setSheet] = useState<'move' | 'withdraw'>()
  const [dueOn, setDueOn] = useState<string>(demand.dueOn)
  const [reason, setReason] = useState('')
  const params = { demandId: demand.id }
  const save = useAction(async (key) => {
    const why = reason.trim()
    if (sheet === 'move') await staffApi.moveDemand({ params, body: { dueOn, reason: why } }, { key })
    else await staffApi.withdrawDemand({ params, body: { reason: why } }, { key })
    setSheet(undefined)
    setReason('')
    onDone()
  })
  const today = plainDateOf(Date.now())
  const act = (
    <Button kind="fill" wide busy={save.busy} reason={reason.trim() ? undefined : '先写原因'} onClick={save.run}>
      {sheet === 'move' ? '改期限' : '撤回'}
    </Button>
  )
  return (
    <>
      {demand.allowed.includes('withdraw') && <Button onClick={() => setSheet('withdraw')}>撤回</Button>}
      {demand.allowed.includes('move') && <Button onClick={() => setSheet('move')}>改期限</Button>}
      <Sheet
        open={sheet !== undefined}
        title={sheet === 'move' ? '改学习期限' : '撤回学习要求'}
        sub={sheet === 'withdraw' ? '已经学的照样记着' : undefined}
        onClose={() => setSheet(undefined)}
        act={act}
      >
        <ErrorBanner error={save.error} />
        {sheet === 'move' && (
          <DateField
            label="改到哪天"
            required
            from={today}
            to={addMonths(today, 12)}
            value={dueOn}
            onChange={setDueOn}
          />
        )}
        <TextField label="原因" required max={200} value={reason} onChange={setReason} />
      </Sheet>
    </>
  )
}
