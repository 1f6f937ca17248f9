import { accountsContract } from '@shared/modules/accounts/contract'
import type { SignedIn } from '@shared/modules/accounts/schemas'
import Taro, { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { openPage } from '@/core/navigation'
import { endSession, signInOnce, startSession } from '@/core/session'
import { signedPersonOf } from '@/core/signedPerson'
import { useAction } from '@/core/useAction'

export const accountsApi = createClient(accountsContract)

/** What is still missing after the first step: who this WeChat belongs to, or the second factor. */
type Step = 'enter' | 'bind' | 'prove'

/** Signing in with its ways, binding and second factor included; ends on the page the person came from. */
export function useSignIn() {
  const back = decodeURIComponent(useRouter().params['back'] ?? '') || '/pages/today/index'
  const [step, setStep] = useState<Step>('enter')

  const finish = async ({ token, bound, me, owes }: SignedIn): Promise<void> => {
    if (!me) {
      startSession(token, undefined)
      setStep(bound ? 'prove' : 'bind')
      return
    }
    startSession(token, signedPersonOf(me))
    const first = owes === 'setup' ? '/modules/accounts/pages/secondFactor/index?first=1' : back
    await openPage(me.mustChangePassword ? '/modules/accounts/pages/password/index?first=1' : first)
  }

  const password = useAction(async (_, username: string, secret: string) => {
    await signInOnce(async () => finish(await accountsApi.signIn({ body: { username, password: secret } })))
  })
  const wechat = useAction(async () => {
    await signInOnce(async () => {
      const { code } = await Taro.login()
      await finish(await accountsApi.signInWithWechat({ body: { code } }))
    })
  })
  const bindByInvitation = useAction(async (_, invitationCode: string) => {
    await finish(await accountsApi.bindByInvitation({ body: { invitationCode } }))
  })
  const bindByPhone = useAction(async (_, code: string) => {
    await finish(await accountsApi.bindByPhone({ body: { code } }))
  })
  const prove = useAction(async (_, code: string) => {
    await finish(await accountsApi.prove({ body: { code } }))
  })
  const startOver = () => {
    endSession()
    prove.clear()
    setStep('enter')
  }
  return { step, password, wechat, bindByInvitation, bindByPhone, prove, startOver, finish }
}
