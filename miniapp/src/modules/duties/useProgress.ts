import type { CallReply } from '@shared/core/contract'
import type { dutiesContract } from '@shared/modules/duties/contract'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { dutiesApi } from './usePlan'

export type Progress = CallReply<typeof dutiesContract.endpoints.listProgress>
export type Helped = Progress['items'][number]

/** Organisations below one, whose earliest item deserves attention first in front, page by page. */
export function useProgress(organizationId: string | undefined, onlyHelp: boolean) {
  const [further, setFurther] = useState<{ of: string; items: Helped[]; next: string | null }>()
  const key = `progress:${organizationId ?? ''}:${onlyHelp}`
  const ask = (cursor?: string) =>
    dutiesApi.listProgress({
      query: {
        limit: '30',
        ...(organizationId && { organizationId }),
        ...(onlyHelp && { needHelp: '1' }),
        ...(cursor && { cursor }),
      },
    })
  const first = useQuery(key, () => ask())
  const more = further?.of === key ? further : undefined
  const next = more ? more.next : (first.data?.next ?? null)
  const loadMore = useAction(async () => {
    if (!next) return
    const page = await ask(next)
    setFurther({ of: key, items: [...(more?.items ?? []), ...page.items], next: page.next })
  })
  return { ...first, items: [...(first.data?.items ?? []), ...(more?.items ?? [])], next, loadMore }
}
