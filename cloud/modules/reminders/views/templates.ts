import type { Deps } from '@cloud/core/deps'
import { findReach } from '@cloud/modules/accounts/index'
import type { SubscribeTemplate } from '@shared/modules/reminders/contract'
import { listCredits, phoneOf } from '../dispatch/credits'

/** WeChat shows at most three templates in one popup on older phones. */
const IN_ONE_POPUP = 3

/** Templates to ask for at the next natural tap, those with the fewest messages left first; none without a bound WeChat. */
export async function findTemplates(deps: Deps, personId: string): Promise<SubscribeTemplate[]> {
  const openId = (await findReach(deps, [personId])).get(personId)?.openId
  const templates = Object.values(deps.config.wechatTemplates)
  if (!openId || !deps.wechat) return []
  const credits = await listCredits(
    phoneOf(deps, openId),
    templates.map((template) => template.id),
  )
  return templates
    .map(({ id, title }) => {
      const { balance, refused } = credits.get(id) ?? { balance: 0, refused: false }
      return { id, title, balance, refused }
    })
    .sort((a, b) => a.balance - b.balance)
    .slice(0, IN_ONE_POPUP)
}
