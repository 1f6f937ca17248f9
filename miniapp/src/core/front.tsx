import { useDidHide, useDidShow } from '@tarojs/taro'
import { createContext, type PropsWithChildren, useContext, useEffect, useRef } from 'react'
import { createStore } from './store'

type Again = () => Promise<void>

/** How the page in front asks for what it shows. */
const front = new Set<Again>()

/** Whether the page in front asks the service for anything. */
export const asking = createStore({ any: false })

let noted: ReturnType<typeof setTimeout> | undefined

/** One page goes and another comes in the same moment: what counts is how it ends. */
function note(): void {
  clearTimeout(noted)
  noted = setTimeout(() => {
    if (asking.get().any !== front.size > 0) asking.set({ any: front.size > 0 })
  })
}

function stand(again: Again, inFront: boolean): void {
  if (inFront) front.add(again)
  else front.delete(again)
  note()
}

/** Asks anew for everything the page in front shows: pulled down in WeChat, pressed in the browser. */
export async function refreshFront(): Promise<void> {
  await Promise.all([...front].map((again) => again()))
}

/** Whether the page around is in front; a part of it that comes late, with an answer, is told of no earlier change. */
const PageShown = createContext({ current: true })

/** Stands around all that a page shows. */
export function Front({ children }: PropsWithChildren) {
  const shown = useRef(true)
  useDidShow(() => {
    shown.current = true
  })
  useDidHide(() => {
    shown.current = false
  })
  return <PageShown.Provider value={shown}>{children}</PageShown.Provider>
}

/** While its page is in front, `again` is what a refresh runs; undefined asks nothing. */
export function useFront(again: Again | undefined): void {
  const latest = useRef(again)
  latest.current = again
  const call = useRef<Again>(async () => latest.current?.()).current
  const asks = again !== undefined
  // A page that another one covers may still begin to ask, for example once it knows who is signed in.
  const shown = useRef(useContext(PageShown).current)
  useEffect(() => {
    if (!asks) return
    stand(call, shown.current)
    return () => stand(call, false)
  }, [call, asks])
  useDidShow(() => {
    shown.current = true
    stand(call, latest.current !== undefined)
  })
  useDidHide(() => {
    shown.current = false
    stand(call, false)
  })
}
