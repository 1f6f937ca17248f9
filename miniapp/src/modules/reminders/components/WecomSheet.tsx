import { remindersContract } from '@shared/modules/reminders/contract'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'

const api = createClient(remindersContract)

interface WecomSheetProps {
  person: { personId: string; name: string }
  onClose: () => void
  onSaved: () => Promise<void>
}

/** The WeCom account under which somebody can be reached. */
export function WecomSheet({ person, onClose, onSaved }: WecomSheetProps) {
  const [wecomAccount, setWecomAccount] = useState('')
  const save = useAction(async (key) => {
    await api.setAddress({ params: { personId: person.personId }, body: { wecomAccount } }, { key })
    say('已登记，下一次提醒走企业微信')
    onClose()
    await onSaved()
  })
  return (
    <Sheet
      open
      title={`${person.name}的企业微信账号`}
      sub="在企业微信管理后台的通讯录里查得到，不是姓名"
      onClose={onClose}
      act={
        <Button
          kind="fill"
          wide
          busy={save.busy}
          reason={wecomAccount ? undefined : '请先填写'}
          onClick={() => save.run()}
        >
          登记
        </Button>
      }
    >
      <ErrorBanner error={save.error} />
      <TextField label="账号" required value={wecomAccount} max={64} onChange={setWecomAccount} />
    </Sheet>
  )
}
