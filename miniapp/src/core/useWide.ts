import { useEffect, useState } from 'react'
import { isH5 } from './platform'

const query = '(min-width: 960px)'

/** True from 960 px: desktop layout. Always false in WeChat, where the phone layout is the right one. */
export function useWide(): boolean {
  const [wide, setWide] = useState(isH5 && window.matchMedia(query).matches)
  useEffect(() => {
    if (!isH5) return
    const media = window.matchMedia(query)
    const follow = () => setWide(media.matches)
    media.addEventListener('change', follow)
    return () => media.removeEventListener('change', follow)
  }, [])
  return wide
}
