import { useState } from 'react'
import { confirmAct, say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { accountsApi } from './useSignIn'

/** Somebody's ways in, as his administrator looks after them. */
export function useAccount(personId: string) {
  const params = { personId }
  const { data, error, refresh } = useQuery(`accounts/account/${personId}`, () => accountsApi.account({ params }), {
    keep: false,
  })
  const [initial, setInitial] = useState<{ username: string; initialPassword: string }>()
  const open = useAction(async (_, username: string) => {
    setInitial(await accountsApi.openAccount({ params, body: { username } }))
    await refresh()
  })
  const endSessions = useAction(async (key, reason: string) => {
    const { ended } = await accountsApi.endSessionsOf({ params, body: { reason } }, { key })
    say(`${ended} 台设备已退出`)
    await refresh()
  })
  const resetFactor = useAction(async (key, reason: string) => {
    await accountsApi.resetSecondFactor({ params, body: { reason } }, { key })
    say('已清除，下次登录重新设置')
    await refresh()
  })
  const close = useAction(async (key) => {
    if (!(await confirmAct('停用账号和微信绑定？', '所有设备随即退出，以后可以重新开通。', '停用'))) return
    await accountsApi.closeAccount({ params }, { key })
    await refresh()
  })
  const failure = open.error ?? endSessions.error ?? resetFactor.error ?? close.error
  return { data, error, failure, refresh, initial, open, endSessions, resetFactor, close }
}
