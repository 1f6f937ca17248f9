import { dayLabel, plainDateOfInstant } from '@shared/core/plainDate'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { TextField } from '@/ui/TextField'
import { RecoveryCodes } from '../../components/RecoveryCodes'
import { SetUpFactor } from '../../components/SetUpFactor'
import { accountsApi } from '../../useSignIn'
import './index.css'

interface ManageProps {
  required: boolean
  onCodes: (codes: string[]) => void
  onStopped: () => Promise<void>
}

/** What can be done with a factor in force: each takes a code of it. */
function Manage({ required, onCodes, onStopped }: ManageProps) {
  const [code, setCode] = useState('')
  const missing = code.trim().length >= 6 ? undefined : '请先填验证码'
  const renew = useAction(async () => onCodes((await accountsApi.renewRecoveryCodes({ body: { code } })).recoveryCodes))
  const stop = useAction(async () => {
    await accountsApi.stopSecondFactor({ body: { code } })
    say('已停用')
    await onStopped()
  })
  return (
    <Card title="恢复码与停用">
      <ErrorBanner error={renew.error ?? stop.error} />
      <TextField label="验证码" required value={code} onChange={setCode} max={12} hint="6 位动态验证码，或一个恢复码" />
      <View className="card-pad line">
        <Button busy={renew.busy} reason={missing} onClick={renew.run}>
          换一组恢复码
        </Button>
        {!required && (
          <Button kind="bad" busy={stop.busy} reason={missing} onClick={stop.run}>
            停用两步验证
          </Button>
        )}
      </View>
    </Card>
  )
}

export default function SecondFactor() {
  const first = useParams()['first'] === '1'
  const [codes, setCodes] = useState<string[]>()
  const { data, error, refresh } = useQuery('accounts/secondFactor', () => accountsApi.secondFactor(), { keep: false })
  const kept = async () => {
    setCodes(undefined)
    if (first) await openPage('/pages/today/index')
    else await refresh()
  }
  if (codes)
    return (
      <Page title="两步验证">
        <View className="narrow">
          <RecoveryCodes codes={codes} onKept={kept} />
        </View>
      </Page>
    )
  return (
    <Page title="两步验证" state={<AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}>
      <View className="narrow">
        {first && (
          <Banner tone="warn" title="管理员用密码登录，需要两步验证">
            设置一次，以后登录时在密码之后填手机上的 6 位数字。用微信或扫码登录不用填。
          </Banner>
        )}
        {!data && !error && <Skeleton />}
        {data?.since && (
          <Card>
            <MiniRow icon="done" label="已开启" value={dayLabel(plainDateOfInstant(data.since))} />
            <MiniRow label="恢复码" value={`还剩 ${data.recoveryLeft} 个`} />
            {data.required && <MiniRow icon="lock" label="管理员必须使用，不能停用" />}
          </Card>
        )}
        {data && !data.since && !first && (
          <Banner title="密码之外再加一道">别人知道了密码也进不来。开启后，用密码登录要再填手机上的 6 位数字。</Banner>
        )}
        {data && <SetUpFactor replaces={data.since !== null} onDone={setCodes} />}
        {data?.since && <Manage required={data.required} onCodes={setCodes} onStopped={refresh} />}
      </View>
    </Page>
  )
}
