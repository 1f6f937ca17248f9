import { campaignsContract } from '@shared/modules/campaigns/contract'
import { sendOrKeep, useOutbox } from '@/core/offlineQueue'
import { confirmAct, say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useArrived } from '@/core/useArrived'
import { useQuery } from '@/core/useQuery'
import { campaignsApi, forgetCampaigns, TOUCHED } from './campaignsApi'

/** One campaign with what staff and readers do to it. */
export function useCampaign(id: string) {
  const query = useQuery(`campaigns/detail/${id}`, () => campaignsApi.detail({ params: { campaignId: id } }))
  const settle = async () => {
    forgetCampaigns()
    await query.refresh()
  }
  const titleOf = (nodeId: string) => query.data?.nodes.find((node) => node.id === nodeId)?.title ?? '活动'
  const { waiting } = useOutbox()
  useArrived(waiting.filter(({ lane }) => lane === `campaign:${id}`).length, query.refresh)
  /** Is what the reader did with it still on this phone? */
  const isKept = (nodeId: string) => waiting.some(({ path }) => path === `/campaigns/${id}/nodes/${nodeId}/read`)
  const open = useAction(async (key) => {
    const { people } = await campaignsApi.open({ params: { campaignId: id } }, { key })
    say(`已发布，${people} 人能看到`)
    await settle()
  })
  const read = useAction(async (_key, nodeId: string) => {
    const about = { label: `看过：${titleOf(nodeId)}`, lane: `campaign:${id}`, touches: TOUCHED }
    const input = { params: { campaignId: id, nodeId } }
    if (await sendOrKeep(campaignsContract.endpoints.read, input, about)) await settle()
  })
  const push = useAction(async (key, nodeId: string) => {
    if (!(await confirmAct('现在推送？', '会发给活动的全部对象，不等到当天早上。', '推送'))) return
    await campaignsApi.push({ params: { campaignId: id, nodeId } }, { key })
    say('已推送')
    await settle()
  })
  return { query, settle, isKept, open, read, push, error: open.error ?? read.error ?? push.error }
}
