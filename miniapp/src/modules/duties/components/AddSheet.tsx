import { isPlainDate, plainDateOf } from '@shared/core/plainDate'
import { useState } from 'react'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { dutiesApi, forgetPlans } from '../usePlan'

/** Adds something of the unit's own to its plan. */
export function AddSheet({ organizationId, onClose }: { organizationId: string; onClose: () => void }) {
  const [title, setTitle] = useState('')
  const [why, setWhy] = useState('')
  const [dueOn, setDueOn] = useState('')
  const missing = !title.trim() ? '请写要办什么' : !why.trim() ? '请写为什么办' : dueOn ? undefined : '请选期限'
  const save = useAction(async (key) => {
    if (!isPlainDate(dueOn)) return
    await dutiesApi.addLocal({ body: { organizationId, title, why, dueOn } }, { key })
    forgetPlans()
    say('已加到计划，到期会提醒')
    onClose()
  })
  return (
    <Sheet
      open
      title="给计划加一件事"
      sub="国家和上级规定的已经排好，这里只加本组织自己定的"
      onClose={onClose}
      act={
        <Button kind="fill" wide busy={save.busy} reason={missing} onClick={save.run}>
          加到计划
        </Button>
      }
    >
      <ErrorBanner error={save.error} />
      <TextField label="办什么" required value={title} onChange={setTitle} max={40} placeholder="慰问困难党员" />
      <TextField label="为什么办" required value={why} onChange={setWhy} max={80} placeholder="支部年初商定" />
      <DateField label="期限" required value={dueOn} from={plainDateOf(Date.now())} onChange={setDueOn} />
    </Sheet>
  )
}
