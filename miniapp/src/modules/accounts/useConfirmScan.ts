import type { CallReply } from '@shared/core/contract'
import type { accountsContract } from '@shared/modules/accounts/contract'
import { CODE_PATTERN, plainCode } from '@shared/modules/accounts/rules'
import { useEffect, useRef, useState } from 'react'
import { scanCode } from '@/core/scanCode'
import { useAction } from '@/core/useAction'
import { accountsApi } from './useSignIn'

export type Asking = CallReply<typeof accountsContract.endpoints.seeScan>

/** The code inside what was scanned: the scene of a mini-program code, or the address inside a plain one. */
export function scanCodeIn(text: string | undefined): string | undefined {
  const code = /[?&](?:code|scene)=([\w-]+)/.exec(decodeURIComponent(text ?? ''))?.[1]
  return code && CODE_PATTERN.test(plainCode(code)) ? code : undefined
}

/** The phone's side: which desk asks, and the answer to it. */
export function useConfirmScan(opened: string | undefined) {
  const [asking, setAsking] = useState<Asking>()
  const [decided, setDecided] = useState<'accepted' | 'refused'>()
  const [unknown, setUnknown] = useState(false)
  const begun = useRef(false)
  const see = useAction(async (_, code: string) => setAsking(await accountsApi.seeScan({ body: { code } })))
  const decide = useAction(async (key, accept: boolean) => {
    if (!asking) return
    await accountsApi.decideScan({ body: { code: asking.code, accept } }, { key })
    setDecided(accept ? 'accepted' : 'refused')
  })
  const scan = async () => {
    const text = await scanCode()
    const code = scanCodeIn(text)
    setUnknown(text !== undefined && code === undefined)
    if (code) await see.run(code)
  }
  useEffect(() => {
    if (!opened || begun.current) return
    begun.current = true
    see.run(opened)
  }, [opened, see])
  const again = () => {
    setAsking(undefined)
    decide.clear()
    see.clear()
  }
  return { asking, decided, unknown, see, decide, scan, again }
}
