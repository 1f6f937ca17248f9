import type { OwnFieldRow } from '@shared/modules/people/confirmationEndpoints'
import { useState } from 'react'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { invalidate, useQuery } from '@/core/useQuery'
import { peopleApi } from './usePeople'

/** My own fields: what is asked for, one tap to say that it is right, and corrections. */
export function useOwnFields() {
  const query = useQuery('people/confirmation', () => peopleApi.myConfirmation())
  const [correcting, setCorrecting] = useState<OwnFieldRow>()
  const due = query.data?.fields.filter((field) => field.due) ?? []
  const after = async (said: string) => {
    setCorrecting(undefined)
    say(said)
    invalidate('today')
    invalidate('people/detail')
    await query.refresh()
  }
  const confirm = useAction(async (key: string) => {
    await peopleApi.confirmMine({ body: { fields: due.map((field) => field.field) } }, { key })
    await after('谢谢，核对好了')
  })
  const correct = useAction(async (key: string, value: string) => {
    if (!correcting) return
    const { applied } = await peopleApi.correctMine({ body: { field: correcting.field, value } }, { key })
    await after(applied ? '已更正' : '已提出，书记核对后生效')
  })
  return { ...query, due, correcting, setCorrecting, confirm, correct }
}
