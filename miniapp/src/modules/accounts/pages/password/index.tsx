import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { sendQueue } from '@/core/offlineQueue'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { TextField } from '@/ui/TextField'
import { accountsApi } from '../../useSignIn'

export default function Password() {
  const first = useRouter().params['first'] === '1'
  const [oldPassword, setOld] = useState('')
  const [newPassword, setNew] = useState('')
  const [again, setAgain] = useState('')
  const change = useAction(async () => {
    await accountsApi.changePassword({ body: { oldPassword, newPassword } })
    say('密码已更改')
    sendQueue(true)
    const factor = first ? await accountsApi.secondFactor() : undefined
    await openPage(
      factor?.required && !factor.since ? '/modules/accounts/pages/secondFactor/index?first=1' : '/pages/today/index',
    )
  })
  const missing = !oldPassword || !newPassword ? '请先填完' : newPassword !== again ? '两次填的新密码不同' : undefined
  const act = (
    <Button kind="fill" wide busy={change.busy} reason={missing} onClick={change.run}>
      更改密码
    </Button>
  )
  return (
    <Page narrow title="更改密码" acts={act} state={<ErrorBanner error={change.error} />}>
      {first && (
        <Banner tone="warn" title="请先换掉初始密码">
          初始密码别人也知道，换成只有你知道的。
        </Banner>
      )}
      <Card>
        <TextField label="现在的密码" required password value={oldPassword} onChange={setOld} max={100} />
        <TextField
          label="新密码"
          required
          password
          value={newPassword}
          onChange={setNew}
          max={100}
          hint="至少 10 位，含大写、小写、数字、符号中的三种"
        />
        <TextField label="再填一次新密码" required password value={again} onChange={setAgain} max={100} />
      </Card>
    </Page>
  )
}
