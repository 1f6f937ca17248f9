import { useEffect, useRef, useState } from 'react'
import { scanCode } from './scanCode'

/** The token inside the address of a check-in code, or inside what WeChat passes on of it. */
export const tokenIn = (text: string | undefined): string | undefined =>
  /[?&]c=([\w.-]+)/.exec(decodeURIComponent(text ?? ''))?.[1]

/**
 * 滚动签到码 — scanned, typed, or come along with the address of the page; that one is sent once.
 * @param send is handed what was scanned or typed; it may refuse, and then the digits are typed anew
 */
export function useRollingCode<Reply>(
  token: string | undefined,
  send: (evidence: { token: string } | { code: string }) => Promise<Reply>,
) {
  const [code, setCode] = useState('')
  const sent = useRef('')
  const latest = useRef(send)
  latest.current = send
  useEffect(() => {
    if (!token || sent.current === token) return
    sent.current = token
    latest.current({ token })
  }, [token])
  const scan = async () => {
    const scanned = tokenIn(await scanCode())
    if (scanned) await send({ token: scanned })
  }
  return { code, setCode, withCode: (digits: string) => send({ code: digits }), scan }
}
