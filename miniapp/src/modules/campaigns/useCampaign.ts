import { confirmAct, say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { campaignsApi, forgetCampaigns } from './campaignsApi'

/** One campaign with what staff and readers do to it. */
export function useCampaign(id: string) {
  const query = useQuery(`campaigns/detail/${id}`, () => campaignsApi.detail({ params: { campaignId: id } }))
  const settle = async () => {
    forgetCampaigns()
    await query.refresh()
  }
  const open = useAction(async (key) => {
    const { people } = await campaignsApi.open({ params: { campaignId: id } }, { key })
    say(`已发布，${people} 人能看到`)
    await settle()
  })
  const read = useAction(async (key, nodeId: string) => {
    await campaignsApi.read({ params: { campaignId: id, nodeId } }, { key })
    await settle()
  })
  const push = useAction(async (key, nodeId: string) => {
    if (!(await confirmAct('现在推送？', '会发给活动的全部对象，不等到当天早上。', '推送'))) return
    await campaignsApi.push({ params: { campaignId: id, nodeId } }, { key })
    say('已推送')
    await settle()
  })
  return { query, settle, open, read, push, error: open.error ?? read.error ?? push.error }
}
