import { useEffect, useState } from 'react'
import { addressHere } from './heldFiles'
import { fileAddress } from './request'

/** Where a file is shown from: this phone where it is held, otherwise the service. Undefined until that is known. */
export function useFileAddress(id: string | undefined, url: string | undefined): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    let isShown = true
    setAddress(undefined)
    const show = (here?: string) => isShown && setAddress(here ?? fileAddress(url ?? ''))
    if (id && url) addressHere(id).then(show, () => show())
    return () => {
      isShown = false
    }
  }, [id, url])
  return address
}
