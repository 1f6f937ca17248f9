import type { Source } from '@shared/core/norm'
import { GUARDED_LABELS } from '@shared/modules/burden/model'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { SourceNote } from '@/ui/SourceNote'
import { SwitchField } from '@/ui/SwitchField'
import { TextField } from '@/ui/TextField'
import { campaignsApi } from '../campaignsApi'

interface GuardSheetProps {
  campaignId: string
  feature: 'points' | 'rankings'
  rule: string
  source: Source
  onClose: () => void
  onDone: () => void
}

/** Switches points or rankings on for this campaign: the rule first, then why, then that it has been read. */
export function GuardSheet({ campaignId, feature, rule, source, onClose, onDone }: GuardSheetProps) {
  const [reason, setReason] = useState('')
  const [read, setRead] = useState(false)
  const save = useAction(async (key) => {
    const body = { feature, reason: reason.trim(), confirmed: true as const }
    await campaignsApi.switchOn({ params: { campaignId }, body }, { key })
    onDone()
  })
  const missing = reason.trim() === '' ? '先写原因' : read ? undefined : '先确认看过规定'
  const label = GUARDED_LABELS[feature]
  return (
    <Sheet
      open
      title={`为这次活动打开${label}`}
      sub="活动结束自动消失，随时可以提前关闭"
      onClose={onClose}
      act={
        <Button kind="bad" wide busy={save.busy} reason={missing} onClick={save.run}>
          {`打开${label}`}
        </Button>
      }
    >
      <ErrorBanner error={save.error} />
      <Banner tone="warn" title={rule}>
        <SourceNote source={source} />
      </Banner>
      <TextField label="为什么要打开" required max={200} value={reason} onChange={setReason} />
      <SwitchField label="我看过上面的规定，这次只给自愿参加的班组用" value={read} onChange={setRead} />
    </Sheet>
  )
}
