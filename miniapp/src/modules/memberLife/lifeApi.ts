import type { CallReply } from '@shared/core/contract'
import { meetingsContract } from '@shared/modules/meetings/contract'
import { memberLifeContract } from '@shared/modules/memberLife/contract'
import { createClient } from '@/core/api'

export const lifeApi = createClient(memberLifeContract)
export const lessonsApi = createClient(meetingsContract)

type Replies = typeof memberLifeContract.endpoints
export type Mine = CallReply<Replies['mine']>
export type Absent = CallReply<Replies['absences']>['items'][number]
export type DualRow = CallReply<Replies['dual']>['items'][number]

export const meetingPage = (id: string): string => `/modules/meetings/pages/detail/index?id=${id}`
