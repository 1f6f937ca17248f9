import type { CallReply } from '@shared/core/contract'
import { organizationsContract } from '@shared/modules/organizations/contract'
import { peopleContract } from '@shared/modules/people/contract'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { useQuery } from '@/core/useQuery'

export const organizationsApi = createClient(organizationsContract)
export const officesApi = createClient(peopleContract)

export type ListedOrganization = CallReply<typeof organizationsContract.endpoints.list>['items'][number]
export type OrganizationDetail = CallReply<typeof organizationsContract.endpoints.detail>
export type Leadership = CallReply<typeof peopleContract.endpoints.leadership>

/** Organisations in reach in the order of the tree, page by page, searched by name. */
export function useOrganizations() {
  const [search, setSearch] = useState('')
  const [more, setMore] = useState<{ of: string; items: ListedOrganization[]; next: string | null }>()
  const key = `organizations/list/${search}`
  const ask = (cursor?: string) =>
    organizationsApi.list({ query: { search: search || undefined, cursor, limit: '50' } })
  const first = useQuery(key, () => ask())
  const further = more?.of === key ? more : undefined
  const next = further ? further.next : (first.data?.next ?? null)
  const loadMore = async () => {
    if (!next) return
    const page = await ask(next)
    setMore({ of: key, items: [...(further?.items ?? []), ...page.items], next: page.next })
  }
  return {
    ...first,
    items: [...(first.data?.items ?? []), ...(further?.items ?? [])],
    next,
    loadMore,
    search,
    setSearch,
  }
}
