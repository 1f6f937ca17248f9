import { GUARDED, GUARDED_LABELS } from '@shared/modules/burden/model'
import { useState } from 'react'
import { session } from '@/core/session'
import { useAction } from '@/core/useAction'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { SwitchField } from '@/ui/SwitchField'
import { TextField } from '@/ui/TextField'
import { burdenApi } from '../useBurden'

const OPTIONS = GUARDED.map((value) => ({ value, label: GUARDED_LABELS[value] }))
const EMPTY = { campaign: '', from: '', to: '', reason: '' }

/** Switching one of them on, for one campaign: the rule stands on top, and only who leaves it to everybody may go on. */
export function ExceptionSheet({ rule, onClose, onDone }: { rule: string; onClose: () => void; onDone: () => void }) {
  const [feature, setFeature] = useState<(typeof GUARDED)[number]>()
  const [draft, setDraft] = useState(EMPTY)
  const [voluntary, setVoluntary] = useState(false)
  const set = (field: keyof typeof EMPTY) => (value: string) => setDraft((last) => ({ ...last, [field]: value }))
  const save = useAction(async (key) => {
    const organizationId = session.get().person?.organizationId ?? ''
    if (!feature) return
    await burdenApi.addException({ body: { ...draft, organizationId, feature, voluntary: true } }, { key })
    onDone()
  })
  const missing = !feature ? '先选打开哪一项' : !voluntary ? '先确认自愿参加' : undefined
  return (
    <Sheet
      open
      title="为一次活动打开"
      sub="到期自动关闭，数据随之隐去"
      onClose={onClose}
      act={
        <Button kind="fill" wide busy={save.busy} reason={missing} onClick={() => save.run()}>
          打开
        </Button>
      }
    >
      <Banner tone="warn" title={rule} />
      <ErrorBanner error={save.error} />
      <SelectField
        label="打开哪一项"
        required
        value={feature}
        options={OPTIONS}
        onChange={(value) => setFeature(GUARDED.find((each) => each === value))}
      />
      <TextField label="活动名称" required max={50} value={draft.campaign} onChange={set('campaign')} />
      <DateField label="从哪天" required value={draft.from} onChange={set('from')} />
      <DateField label="到哪天（当天结束后关闭）" required value={draft.to} onChange={set('to')} />
      <TextField label="为什么需要" required max={200} value={draft.reason} onChange={set('reason')} />
      <SwitchField
        label="自愿参加，不参加没有任何影响"
        hint="做不到这一条，就不能打开"
        value={voluntary}
        onChange={setVoluntary}
      />
    </Sheet>
  )
}
