import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef } from 'react'

type Again = () => Promise<void>

/** How the page in front asks for what it shows. */
const front = new Set<Again>()

/** Asks anew for everything the page in front shows: pulled down in WeChat, pressed in the browser. */
export async function refreshFront(): Promise<void> {
  await Promise.all([...front].map((again) => again()))
}

/** While its page is in front, `again` is what a refresh runs. */
export function useFront(again: Again): void {
  const latest = useRef(again)
  latest.current = again
  const call = useRef<Again>(() => latest.current()).current
  useEffect(() => {
    front.add(call)
    return () => void front.delete(call)
  }, [call])
  useDidShow(() => void front.add(call))
  useDidHide(() => void front.delete(call))
}
