import { accountsContract } from '@shared/modules/accounts/contract'
import Taro from '@tarojs/taro'
import { useEffect, useMemo, useState } from 'react'
import { createClient } from './api'
import { SIGN_IN_PAGE } from './navigation'
import { isH5 } from './platform'
import { endSession, session } from './session'

const { signOut } = createClient(accountsContract)

/** 公共终端 — a screen in a site hut that everybody uses: `/?kiosk=1`. Never in WeChat, where the phone is one's own. */
export const isKiosk = isH5 && new URLSearchParams(window.location.search).get('kiosk') === '1'

/** Seconds without a touch after which whoever is signed in is signed out. */
export const KIOSK_IDLE_SECONDS = 60
/** For the last of them the screen says so. */
const WARNED_SECONDS = 15
const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'input'] as const

/**
 * Counts the seconds in which nobody touches the screen, while `active`. Judged by the clock and not by ticks: a computer that slept
 * through the minute signs out as it wakes.
 * @returns seconds left once they should be shown, before that undefined.
 */
function useIdleEnd(active: boolean, onEnd: () => void): number | undefined {
  const [left, setLeft] = useState<number>()
  useEffect(() => {
    if (!active) return
    let touched = Date.now()
    const onTouch = () => {
      touched = Date.now()
      setLeft(undefined)
    }
    const look = () => {
      const rest = KIOSK_IDLE_SECONDS - Math.floor((Date.now() - touched) / 1000)
      if (rest <= 0) onEnd()
      setLeft(rest > 0 && rest <= WARNED_SECONDS ? rest : undefined)
    }
    const timer = setInterval(look, 500)
    for (const name of TOUCHES) window.addEventListener(name, onTouch, true)
    return () => {
      clearInterval(timer)
      for (const name of TOUCHES) window.removeEventListener(name, onTouch, true)
      setLeft(undefined)
    }
  }, [active, onEnd])
  return left
}

let leaving = false

/** Signs out here and on the service, and leaves nothing of this person on the screen: the way back is gone as well. */
export async function leaveKiosk(): Promise<void> {
  if (leaving) return
  leaving = true
  try {
    // Nobody waits for the answer with the person's page still on the screen. Without signal the service learns of it when the session
    // has been idle for too long.
    signOut().catch(() => undefined)
    endSession()
    await Taro.reLaunch({ url: SIGN_IN_PAGE })
  } finally {
    leaving = false
  }
}

/** What a shared terminal adds to the shell: seconds left, and the way out. Nobody is signed in when it is switched on. */
export function useKiosk(isSignedIn: boolean): { secondsLeft?: number; leave: () => void } | undefined {
  useEffect(() => {
    if (!isKiosk) return
    document.documentElement.classList.add('kiosk')
    // Kept from before the terminal was switched on; later sign-ins are ended by the idle minute.
    if (session.get().person) void leaveKiosk()
  }, [])
  const secondsLeft = useIdleEnd(isKiosk && isSignedIn, leaveKiosk)
  return useMemo(
    () => (isKiosk ? { leave: () => void leaveKiosk(), ...(secondsLeft !== undefined && { secondsLeft }) } : undefined),
    [secondsLeft],
  )
}
