import { useState } from 'react'
import { Icon } from './Icon'
import { useShell } from './shell'
import { Tap } from './Tap'

/** Asks anew for what the page shows; in a browser there is nothing to pull. */
export function RefreshTap() {
  const { refresh } = useShell()
  const [asking, setAsking] = useState(false)
  const ask = async () => {
    if (asking || !refresh) return
    setAsking(true)
    await refresh()
    setAsking(false)
  }
  if (!refresh) return null
  return (
    <Tap
      className={asking ? 'bar-refresh bar-asking' : 'bar-refresh'}
      label={asking ? '正在刷新' : '刷新'}
      onClick={ask}
    >
      <Icon name="refresh" />
    </Tap>
  )
}
