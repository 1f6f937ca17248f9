import { useState } from 'react'
import { type ChangeRequest, startChange } from './startChange'
import { useAction } from './useAction'

/** The sheet that asks for a change for many: which one is asked about, the reason, and the way to its preview. */
export function useChange<A extends ChangeRequest['change']['action']>(subjectIds: readonly string[]) {
  const [asking, setAsking] = useState<A>()
  const [reason, setReason] = useState('')
  const preview = useAction(async (key, change: ChangeRequest['change']) => {
    await startChange({ change, subjectIds: [...subjectIds], reason }, key)
    setAsking(undefined)
  })
  return {
    asking,
    ask: (action: A) => {
      preview.clear()
      setAsking(action)
    },
    preview: preview.run,
    /** What `ChangeSheet` needs of it. */
    sheet: {
      count: subjectIds.length,
      open: asking !== undefined,
      onClose: () => setAsking(undefined),
      reason,
      onReason: setReason,
      busy: preview.busy,
      error: preview.error,
    },
  }
}
