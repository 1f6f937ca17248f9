import { useEffect, useRef, useState } from 'react'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { appraisalsApi, forgetAppraisals } from './appraisalsApi'

/** A pause in writing after which the draft is saved. */
const SAVE_AFTER_MS = 1_200

/** The own appraisal as the service holds it; not kept on this phone. */
export const useOwnSelf = (caseId: string) =>
  useQuery(caseId ? `appraisals/self/${caseId}` : undefined, () => appraisalsApi.self({ params: { caseId } }), {
    keep: false,
  })

/** The own appraisal being written: kept on the service as one writes, so that any device can go on. */
export function useSelf(caseId: string, first: Readonly<Record<string, string>>) {
  const [values, setValues] = useState(first)
  const [saving, setSaving] = useState<'saved' | 'changed' | 'failed'>('saved')
  const latest = useRef(values)
  latest.current = values
  const untouched = useRef(true)
  const params = { caseId }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of what was written starts the pause anew
  useEffect(() => {
    if (untouched.current) {
      untouched.current = false
      return
    }
    setSaving('changed')
    const timer = setTimeout(async () => {
      try {
        await appraisalsApi.saveSelf({ params, body: { values: latest.current } })
        setSaving('saved')
      } catch {
        setSaving('failed')
      }
    }, SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [values])
  const submit = useAction(async (key: string) => {
    await appraisalsApi.handInSelf({ params, body: { values: latest.current } }, { key })
    forgetAppraisals()
  })
  return {
    values,
    saving,
    submit,
    write: (field: string, value: string) => setValues((before) => ({ ...before, [field]: value })),
  }
}
