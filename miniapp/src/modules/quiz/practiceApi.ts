import type { CallReply } from '@shared/core/contract'
import { practiceEndpoints } from '@shared/modules/quiz/practice/endpoints'
import type { PracticeMode } from '@shared/modules/quiz/practice/model'
import { createClient } from '@/core/api'

export const practiceApi = createClient({ module: 'quiz', endpoints: practiceEndpoints })

type Replies = typeof practiceEndpoints
export type PracticeItem = CallReply<Replies['practiceDaily']>['items'][number]
export type PracticeResult = CallReply<Replies['answerPractice']>
export type BookRow = CallReply<Replies['practiceBook']>['items'][number]
export type PracticeBank = CallReply<Replies['practiceBanks']>['items'][number]

/** What a round is drawn from; an address carries it. */
export interface RoundChoice {
  mode: PracticeMode
  bankId?: string | undefined
  tag?: string | undefined
  kind?: string | undefined
}

export const PRACTICE_PAGE = '/modules/quiz/pages/practice/index'
export const BOOK_PAGE = '/modules/quiz/pages/book/index'

export function roundPage(choice: RoundChoice): string {
  const query = Object.entries(choice)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return `/modules/quiz/pages/round/index?${query.join('&')}`
}
