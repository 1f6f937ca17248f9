import type { CallReply } from '@shared/core/contract'
import { accountsContract } from '@shared/modules/accounts/contract'
import Taro, { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { openPage } from '@/core/navigation'
import { signInOnce, startSession } from '@/core/session'
import { useAction } from '@/core/useAction'

export const accountsApi = createClient(accountsContract)

type SignedIn = CallReply<typeof accountsContract.endpoints.signIn>

/** Signing in with its three ways, binding included; ends on the page the person came from. */
export function useSignIn() {
  const back = decodeURIComponent(useRouter().params['back'] ?? '') || '/pages/today/index'
  const [binding, setBinding] = useState(false)

  const finish = async ({ token, bound, me }: SignedIn): Promise<void> => {
    if (!bound || !me) {
      startSession(token, undefined)
      setBinding(true)
      return
    }
    const roles = [...new Set(me.appointments.map((appointment) => appointment.role))]
    startSession(token, {
      id: me.personId,
      name: me.name,
      organizationId: me.organizationId,
      organization: me.organizationName,
      roles,
    })
    await openPage(me.mustChangePassword ? '/modules/accounts/pages/password/index?first=1' : back)
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
  return { binding, password, wechat, bindByInvitation, bindByPhone }
}
