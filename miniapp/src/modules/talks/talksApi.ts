import type { CallReply } from '@shared/core/contract'
import { talksContract } from '@shared/modules/talks/contract'
import type { TalkState } from '@shared/modules/talks/model'
import { createClient } from '@/core/api'
import { invalidate } from '@/core/useQuery'
import type { Tone } from '@/ui/tone'

export const talksApi = createClient(talksContract)

type Replies = typeof talksContract.endpoints
export type TalkRow = CallReply<Replies['list']>['items'][number]
export type TalkDetail = CallReply<Replies['get']>
export type Proposal = CallReply<Replies['proposal']>
export type Coverage = CallReply<Replies['coverage']>
export type Overview = CallReply<Replies['overview']>

/** Pages that show something a talk has changed ask again when they are next seen. */
export function forgetTalks(): void {
  for (const key of ['today', 'month:', 'plan:', 'talks', 'memberLife']) invalidate(key)
}

export const talkPage = (name: 'record' | 'detail' | 'coverage', query: string): string =>
  `/modules/talks/pages/${name}/index?${query}`

export const TALK_TONES: Record<TalkState, Tone> = {
  waiting: 'warn',
  confirmed: 'ok',
  disputed: 'bad',
  withdrawn: 'idle',
}

export const namesWord = (people: readonly { name: string }[]): string => people.map((one) => one.name).join(' 与 ')
