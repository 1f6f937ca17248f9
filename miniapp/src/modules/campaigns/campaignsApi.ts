import type { CallReply } from '@shared/core/contract'
import { campaignsContract } from '@shared/modules/campaigns/contract'
import { createClient } from '@/core/api'
import { invalidate } from '@/core/useQuery'

export const campaignsApi = createClient(campaignsContract)

type Replies = typeof campaignsContract.endpoints
export type Templates = CallReply<Replies['templates']>
export type Template = Templates['items'][number]
export type CampaignDetail = CallReply<Replies['detail']>
export type NodeView = CampaignDetail['nodes'][number]
export type Board = CallReply<Replies['board']>
export type BoardRow = Board['items'][number]

/** Pages that show campaigns ask again when they are next seen. */
export const forgetCampaigns = (): void => invalidate('campaigns')

export const campaignUrl = (id: string): string => `/modules/campaigns/pages/campaign/index?id=${id}`
export const boardUrl = (id: string): string => `/modules/campaigns/pages/board/index?id=${id}`
