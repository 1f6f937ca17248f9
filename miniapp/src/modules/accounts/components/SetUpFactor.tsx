import type { CallReply } from '@shared/core/contract'
import type { accountsContract } from '@shared/modules/accounts/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { sendQueue } from '@/core/offlineQueue'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { QrPanel } from '@/ui/QrPanel'
import { TextField } from '@/ui/TextField'
import { accountsApi } from '../useSignIn'

type Started = CallReply<typeof accountsContract.endpoints.startSecondFactor>

interface SetUpFactorProps {
  /** One is in force: replacing it takes a code of it. */
  replaces: boolean
  onDone: (recoveryCodes: string[]) => void
}

/** A secret into an authenticator app, then its first code. */
export function SetUpFactor({ replaces, onDone }: SetUpFactorProps) {
  const [started, setStarted] = useState<Started>()
  const [code, setCode] = useState('')
  const start = useAction(async () => {
    setStarted(await accountsApi.startSecondFactor({ body: replaces ? { code } : {} }))
    setCode('')
  })
  const confirm = useAction(async () => {
    const { recoveryCodes } = await accountsApi.confirmSecondFactor({ body: { code } })
    sendQueue(true)
    onDone(recoveryCodes)
  })
  const typed = code.trim().length >= 6 ? undefined : '请填验证码'
  if (!started)
    return (
      <Card title={replaces ? '更换' : '开启两步验证'}>
        <ErrorBanner error={start.error} />
        {replaces && (
          <TextField label="现在的验证码" required value={code} onChange={setCode} max={12} hint="或一个恢复码" />
        )}
        <View className="card-pad">
          <Button
            kind={replaces ? 'line' : 'fill'}
            wide
            busy={start.busy}
            reason={replaces ? typed : undefined}
            onClick={start.run}
          >
            {replaces ? '换一部手机' : '开始设置'}
          </Button>
        </View>
      </Card>
    )
  return (
    <Card title="用验证器应用扫一扫">
      <View className="card-pad">
        <QrPanel rows={started.rows} label="两步验证二维码">
          <View className="sub">手机上装任意一个验证器应用（TOTP），扫左边的码；不能扫就手工输入密钥：</View>
          <View className="mt2">
            <Text className="strong" selectable>
              {started.secret}
            </Text>
          </View>
        </QrPanel>
      </View>
      <ErrorBanner error={confirm.error} />
      <TextField
        label="动态验证码"
        required
        value={code}
        onChange={setCode}
        onConfirm={() => !typed && confirm.run()}
        type="number"
        max={6}
        hint="应用里现在显示的 6 位数字"
      />
      <View className="card-pad">
        <Button kind="fill" wide busy={confirm.busy} reason={typed} onClick={confirm.run}>
          完成设置
        </Button>
      </View>
    </Card>
  )
}
