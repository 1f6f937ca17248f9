import { addDays } from '@shared/core/plainDate'
import type { TodayReply } from '@shared/modules/duties/contract'
import { useEffect } from 'react'
import { request } from '@/core/request'
import { loadAhead } from '@/core/useQuery'
import { packages } from '@/packages'

const FRESH_MS = 10 * 60_000
/** More meetings than anybody goes to in two days. */
const MOST = 6

/** Takes along what today's and tomorrow's duties need, so that their pages open where there is no signal. */
export function useAhead(today: TodayReply | undefined): void {
  useEffect(() => {
    if (!today) return
    const { now, week } = today.mine
    const soon = [...now, ...week].filter(({ dueOn }) => dueOn >= today.day && dueOn <= addDays(today.day, 1))
    const wanted = soon.flatMap(({ action }) => packages.flatMap(({ ahead }) => ahead?.(action.page) ?? []))
    const takeAlong = async () => {
      for (const { key, path } of wanted.slice(0, MOST))
        await loadAhead(key, async () => JSON.parse(String((await request({ method: 'GET', path })).body)), FRESH_MS)
    }
    takeAlong()
  }, [today])
}
