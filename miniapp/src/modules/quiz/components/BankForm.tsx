import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { SwitchField } from '@/ui/SwitchField'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import { type BankRow, banksApi, forgetBanks } from '../banksApi'

interface BankFormProps {
  /** The bank to change; a new one when absent. */
  bank?: Pick<BankRow, 'id' | 'title' | 'note' | 'active'>
  /** Organisations a new one may belong to. */
  places?: readonly { id: string; name: string }[]
  onClose: () => void
  onDone: (bankId: string) => void
}

/** 新建题库, or its name, note and whether it is in use. */
export function BankForm({ bank, places = [], onClose, onDone }: BankFormProps) {
  const [title, setTitle] = useState(bank?.title ?? '')
  const [note, setNote] = useState(bank?.note ?? '')
  const [active, setActive] = useState(bank?.active ?? true)
  const [organizationId, setOrganizationId] = useState(places[0]?.id ?? '')
  const save = useAction(async (key) => {
    const body = { title, ...(note.trim() && { note }) }
    const id = bank ? bank.id : (await banksApi.createBank({ body: { organizationId, ...body } }, { key })).id
    if (bank) await banksApi.editBank({ params: { bankId: bank.id }, body: { ...body, active } }, { key })
    forgetBanks()
    onDone(id)
  })
  return (
    <Sheet
      open
      title={bank ? '题库设置' : '新建题库'}
      onClose={onClose}
      act={
        <Button
          kind="fill"
          wide
          busy={save.busy}
          reason={title.trim() ? undefined : '先写名称'}
          onClick={() => save.run()}
        >
          {bank ? '保存' : '建好题库'}
        </Button>
      }
    >
      <ErrorBanner error={save.error} />
      <TextField label="名称" required max={60} value={title} onChange={setTitle} placeholder="例如 桥梁施工安全" />
      {!bank && places.length > 1 && (
        <SelectField
          label="归属"
          required
          value={organizationId}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setOrganizationId}
        />
      )}
      <TextArea label="说明" max={300} value={note} onChange={setNote} />
      {bank && <SwitchField label="使用中" hint="停用后不再从中抽题，也不再练习" value={active} onChange={setActive} />}
    </Sheet>
  )
}
