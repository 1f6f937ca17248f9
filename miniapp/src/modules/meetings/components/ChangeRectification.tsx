import type { PlainDate } from '@shared/core/plainDate'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { DateField } from '@/ui/DateField'
import { SelectField } from '@/ui/SelectField'
import { meetingsApi } from '../meetingsApi'
import { today } from '../words'
import { ReasonSheet } from './ReasonSheet'

interface ChangeRectificationProps {
  item: { id: string; personId: string; dueOn: string; people: readonly { personId: string; name: string }[] }
  onClose: () => void
  onDone: () => void
}

/** Another day or another responsible person, with the reason. */
export function ChangeRectification({ item, onClose, onDone }: ChangeRectificationProps) {
  const [personId, setPersonId] = useState(item.personId)
  const [dueOn, setDueOn] = useState(item.dueOn)
  const same = personId === item.personId && dueOn === item.dueOn
  const send = useAction(async (key: string, reason: string) => {
    const body = { personId, dueOn: dueOn as PlainDate, reason }
    await meetingsApi.changeRectification({ params: { rectificationId: item.id }, body }, { key })
    onDone()
  })
  return (
    <ReasonSheet
      title="调整责任人或期限"
      verb="保存调整"
      usual={['工作调整', '需要更长时间']}
      busy={send.busy}
      error={send.error}
      missing={same ? '还没有改' : undefined}
      onClose={onClose}
      onSubmit={(reason) => send.run(reason)}
    >
      <SelectField
        label="责任人"
        required
        value={personId}
        options={item.people.map((one) => ({ value: one.personId, label: one.name }))}
        onChange={setPersonId}
      />
      <DateField label="期限" required from={today()} value={dueOn} onChange={setDueOn} />
    </ReasonSheet>
  )
}
