import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { isH5 } from '@/core/platform'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Tap } from '@/ui/Tap'
import { BindForm } from '../../components/BindForm'
import { PasswordForm } from '../../components/PasswordForm'
import { useSignIn } from '../../useSignIn'

export default function SignIn() {
  const { binding, password, wechat, bindByInvitation, bindByPhone } = useSignIn()
  const [typing, setTyping] = useState(isH5)
  const error = bindByInvitation.error ?? bindByPhone.error ?? password.error ?? wechat.error
  if (binding)
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
  return (
    <Page title="登录" state={<ErrorBanner error={error} />}>
      <View className="narrow">
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
        {typing ? (
          <PasswordForm busy={password.busy} onSubmit={password.run} />
        ) : (
          <View className="center mt4">
            <Tap className="link" onClick={() => setTyping(true)}>
              用账号密码登录
            </Tap>
          </View>
        )}
      </View>
    </Page>
  )
}
