import { addDays, plainDateOf } from '@shared/core/plainDate'
import { useState } from 'react'
import { say } from '@/core/say'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { careApi, type Exemptions } from '../careApi'

interface VisitSheetProps {
  people: Exemptions['people']
  onClose: () => void
  onDone: () => void
}

/** 登记送学上门 — to whom, when, how long; the hours follow. */
export function VisitSheet({ people, onClose, onDone }: VisitSheetProps) {
  const own = useStore(session, (state) => state.person?.id ?? '')
  const today = plainDateOf(Date.now())
  const [personId, setPersonId] = useState('')
  const [visitor, setVisitor] = useState(own)
  const [on, setOn] = useState<string>(today)
  const [minutes, setMinutes] = useState('60')
  const [topic, setTopic] = useState('送学上门')
  const save = useAction(async (key) => {
    const body = { personId, on, minutes: Number(minutes), topic: topic.trim(), visitorIds: [visitor] }
    const { hours } = await careApi.visit({ body }, { key })
    say(`已登记，计 ${hours} 学时`)
    onDone()
  })
  const options = people.map((one) => ({ value: one.personId, label: one.name }))
  const lasts = /^\d{2,3}$/.test(minutes)
  const missing = !personId ? '请选去看谁' : !lasts ? '分钟数写 10 到 480' : topic.trim() ? undefined : '写一下学了什么'
  const act = (
    <Button kind="fill" wide busy={save.busy} reason={missing} onClick={save.run}>
      登记
    </Button>
  )
  return (
    <Sheet open title="送学上门" sub="学时记到被走访的党员名下" onClose={onClose} act={act}>
      <ErrorBanner error={save.error} />
      <SelectField label="去看谁" required value={personId} options={options} onChange={setPersonId} />
      <SelectField label="谁去的" required value={visitor} options={options} onChange={setVisitor} />
      <DateField label="哪一天" required value={on} from={addDays(today, -366)} to={today} onChange={setOn} />
      <TextField label="多少分钟" required type="number" max={3} value={minutes} onChange={setMinutes} />
      <TextField label="学了什么" required max={60} value={topic} onChange={setTopic} />
    </Sheet>
  )
}
