import { type PlainDate, plainDateOf } from '@shared/core/plainDate'
import { MEMBERSHIP_LABELS, type Membership } from '@shared/modules/people/model'
import { useState } from 'react'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { SwitchField } from '@/ui/SwitchField'
import { TextField } from '@/ui/TextField'
import type { PersonDetail } from '../personFields'
import { peopleApi } from '../usePeople'

const MEMBERSHIPS = (Object.keys(MEMBERSHIP_LABELS) as Membership[]).map((value) => ({
  value,
  label: MEMBERSHIP_LABELS[value],
}))

/** Corrects the register at its source, with the reason; old values stay on record. */
export function EditPerson({ person, onSaved }: { person: PersonDetail; onSaved: () => Promise<void> }) {
  const [open, setOpen] = useState(false)
  const [name, setName] = useState(person.name)
  const [membership, setMembership] = useState<string>(person.membership)
  const [post, setPost] = useState(person.post ?? '')
  const [phone, setPhone] = useState('')
  const [exempt, setExempt] = useState(person.exempt)
  const [reason, setReason] = useState('')
  const [from, setFrom] = useState('')
  const save = useAction(async (key) => {
    const fields = {
      ...(name !== person.name && { name }),
      ...(membership !== person.membership && { membership: membership as Membership }),
      ...(post && post !== person.post && { post }),
      ...(phone && { phone }),
      ...(exempt !== person.exempt && { exempt }),
    }
    await peopleApi.edit(
      { params: { personId: person.id }, body: { fields, reason, ...(from && { effectiveOn: from as PlainDate }) } },
      { key },
    )
    setOpen(false)
    say('已更正，原值留在记录里')
    await onSaved()
  })
  return (
    <>
      <Button icon="pen" onClick={() => setOpen(true)}>
        更正信息
      </Button>
      <Sheet
        open={open}
        title={`更正${person.name}的信息`}
        onClose={() => setOpen(false)}
        act={
          <Button kind="fill" wide busy={save.busy} reason={reason ? undefined : '请写明原因'} onClick={save.run}>
            保存更正
          </Button>
        }
      >
        <ErrorBanner error={save.error} />
        <TextField label="姓名" value={name} onChange={setName} max={40} />
        <SelectField label="人员类别" value={membership} options={MEMBERSHIPS} onChange={setMembership} />
        <TextField label="工作岗位" value={post} onChange={setPost} max={40} />
        <TextField label="新手机号" type="number" value={phone} onChange={setPhone} max={11} hint="不改就留空" />
        <SwitchField label="不作硬性到会要求" hint="年老、患病、残疾等党员" value={exempt} onChange={setExempt} />
        <DateField
          label="从哪天起"
          hint="不选就是今天；补登以前的，选那一天"
          value={from}
          to={plainDateOf(Date.now())}
          onChange={setFrom}
        />
        <TextField label="更正原因" required value={reason} onChange={setReason} max={100} />
      </Sheet>
    </>
  )
}
