import { plainDateOf } from '@shared/core/plainDate'
import { EXEMPTION_CATEGORY_LABELS, type ExemptionCategory } from '@shared/modules/care/model'
import { useState } from 'react'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { careApi, type Exemptions } from '../careApi'

const CATEGORIES = Object.entries(EXEMPTION_CATEGORY_LABELS).map(([value, label]) => ({ value, label }))

interface ExemptSheetProps {
  people: Exemptions['people']
  onClose: () => void
  onDone: () => void
}

/** 登记不作硬性要求 — who, since when, and a category; an illness is not asked for by name. */
export function ExemptSheet({ people, onClose, onDone }: ExemptSheetProps) {
  const [personId, setPersonId] = useState('')
  const [category, setCategory] = useState('')
  const [from, setFrom] = useState<string>(plainDateOf(Date.now()))
  const [to, setTo] = useState('')
  const [detail, setDetail] = useState('')
  const save = useAction(async (key) => {
    const words = detail.trim()
    const body = { personId, category: category as ExemptionCategory, from, ...(to && { to }) }
    await careApi.exempt({ body: { ...body, ...(words && { detail: words }) } }, { key })
    say('已登记，下次会议起不计应到')
    onDone()
  })
  const missing = personId && category ? undefined : '请选党员和类别'
  const act = (
    <Button kind="fill" wide busy={save.busy} reason={missing} onClick={save.run}>
      登记
    </Button>
  )
  return (
    <Sheet open title="不作硬性要求" sub="来了照样算到会，正式党员有表决权" onClose={onClose} act={act}>
      <ErrorBanner error={save.error} />
      <SelectField
        label="党员"
        required
        value={personId}
        options={people.map((one) => ({ value: one.personId, label: one.name }))}
        onChange={setPersonId}
      />
      <SelectField label="原因类别" required value={category} options={CATEGORIES} onChange={setCategory} />
      <DateField label="从哪天起" required value={from} onChange={setFrom} />
      <DateField label="到哪天" value={to} onChange={setTo} />
      <TextField
        label="说明"
        hint="类别已经够了。写了会加密保存，查看要写用途并留痕"
        max={200}
        value={detail}
        onChange={setDetail}
      />
    </Sheet>
  )
}
