import { useState } from 'react'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { type CampaignDetail, campaignsApi } from '../campaignsApi'

interface EditSheetProps {
  detail: CampaignDetail
  onClose: () => void
  onDone: () => void
}

export function EditSheet({ detail, onClose, onDone }: EditSheetProps) {
  const [title, setTitle] = useState(detail.title)
  const [theme, setTheme] = useState(detail.theme)
  const [from, setFrom] = useState(detail.from)
  const [to, setTo] = useState(detail.to)
  const save = useAction(async (key) => {
    const body = { title: title.trim(), theme: theme.trim(), from, to }
    await campaignsApi.edit({ params: { campaignId: detail.id }, body }, { key })
    say('已保存')
    onDone()
  })
  const missing = title.trim() && theme.trim() ? undefined : '名称和主题都要写'
  return (
    <Sheet
      open
      title="改活动"
      onClose={onClose}
      act={
        <Button kind="fill" wide busy={save.busy} reason={missing} onClick={save.run}>
          保存
        </Button>
      }
    >
      <ErrorBanner error={save.error} />
      <TextField label="名称" required max={40} value={title} onChange={setTitle} />
      <TextField label="主题" required max={60} value={theme} onChange={setTheme} />
      <DateField label="开始" required value={from} onChange={setFrom} />
      <DateField label="结束" required value={to} onChange={setTo} />
    </Sheet>
  )
}
