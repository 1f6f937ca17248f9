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
export type Contest = CallReply<Replies['contest']>
export type BoardRow = Board['items'][number]

/** Pages that show campaigns ask again when they are next seen. */
export const forgetCampaigns = (): void => invalidate('campaigns')

export const campaignUrl = (id: string): string => `/modules/campaigns/pages/campaign/index?id=${id}`
/** Keys of what is out of date once something done here has arrived. */
export const TOUCHED = ['campaigns', 'archive']

export const boardUrl = (id: string): string => `/modules/campaigns/pages/board/index?id=${id}`
export const groupUrl = (id: string, groupId: string): string =>
  `/modules/campaigns/pages/group/index?id=${id}&group=${groupId}`
export const proxyUrl = (id: string, groupId: string, nodeId: string): string =>
  `/modules/campaigns/pages/proxy/index?id=${id}&group=${groupId}&node=${nodeId}`
