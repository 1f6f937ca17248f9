import type { CallReply } from '@shared/core/contract'
import { accountsContract } from '@shared/modules/accounts/contract'
import { peopleContract } from '@shared/modules/people/contract'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { useQuery } from '@/core/useQuery'

export const peopleApi = createClient(peopleContract)
export const invitationsApi = createClient(accountsContract)

export type ListedPerson = CallReply<typeof peopleContract.endpoints.list>['items'][number]

/** The register, page by page, searched by the beginning of the name. */
export function usePeople(organizationId: string | undefined) {
  const [search, setSearch] = useState('')
  const [more, setMore] = useState<{ of: string; items: ListedPerson[]; next: string | null }>()
  const key = `people/list/${organizationId ?? ''}/${search}`
  const ask = (cursor?: string) =>
    peopleApi.list({ query: { organizationId, search: search || undefined, cursor, limit: '30' } })
  const first = useQuery(key, () => ask(), { keep: false })
  const further = more?.of === key ? more : undefined
  const next = further ? further.next : (first.data?.next ?? null)
  const loadMore = async () => {
    if (!next) return
    const page = await ask(next)
    setMore({ of: key, items: [...(further?.items ?? []), ...page.items], next: page.next })
  }
  const items = [...(first.data?.items ?? []), ...(further?.items ?? [])]
  return { ...first, items, next, loadMore, search, setSearch }
}
