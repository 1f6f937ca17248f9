import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { isH5 } from '@/core/platform'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { useShell } from '@/ui/shell'
import { Tap } from '@/ui/Tap'
import { BindForm } from '../../components/BindForm'
import { FactorForm } from '../../components/FactorForm'
import { PasswordForm } from '../../components/PasswordForm'
import { ScanPanel } from '../../components/ScanPanel'
import { useSignIn } from '../../useSignIn'
import './index.css'

function Link({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <View className="center mt4">
      <Tap className="link" onClick={onClick}>
        {label}
      </Tap>
    </View>
  )
}

export default function SignIn() {
  const { step, password, wechat, bindByInvitation, bindByPhone, prove, startOver, finish } = useSignIn()
  const { wide } = useShell()
  const [typing, setTyping] = useState(isH5)
  const [scanning, setScanning] = useState(false)
  const error = prove.error ?? bindByInvitation.error ?? bindByPhone.error ?? password.error ?? wechat.error
  if (step === 'prove')
    return (
      <Page title="两步验证" state={<ErrorBanner error={error} />}>
        <View className="narrow">
          <FactorForm busy={prove.busy} onSubmit={prove.run} onBack={startOver} />
        </View>
      </Page>
    )
  if (step === 'bind')
    return (
      <Page title="绑定本人" state={<ErrorBanner error={error} />}>
        <Banner title="第一次用，确认你是谁">绑定一次，以后打开就是你本人。</Banner>
        <BindForm
          busy={bindByInvitation.busy || bindByPhone.busy}
          onInvitation={bindByInvitation.run}
          onPhone={bindByPhone.run}
        />
      </Page>
    )
  // A desk shows the code at once; on a phone's browser it is asked for.
  const scans = isH5 && (wide || scanning)
  return (
    <Page title="登录" who={isH5 ? '知行——支部的事，一处办完。' : undefined} state={<ErrorBanner error={error} />}>
      <View className={wide ? 'sign-cols' : 'narrow'}>
        {!isH5 && (
          <Card pad>
            <Text className="card-title">知行</Text>
            <View className="sub mt1">支部的事，一处办完。</View>
            <View className="mt4">
              <Button kind="fill" wide busy={wechat.busy} onClick={wechat.run}>
                微信登录
              </Button>
            </View>
          </Card>
        )}
        {typing && <PasswordForm busy={password.busy} onSubmit={password.run} />}
        {scans && <ScanPanel onEnter={finish} />}
        {!typing && <Link label="用账号密码登录" onClick={() => setTyping(true)} />}
        {isH5 && !scans && <Link label="用手机扫码进入" onClick={() => setScanning(true)} />}
      </View>
    </Page>
  )
}
