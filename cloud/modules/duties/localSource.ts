import type { ObligationSource } from '@cloud/core/defineModule'
import { type Obligation, obligationKey, STANDARD_LADDER } from '@shared/core/obligation'
import { LOCAL_RULE } from '@shared/modules/duties/model'
import { type LocalItemRecord, LocalItems } from './collection'

export const localKey = (item: Pick<LocalItemRecord, '_id' | 'organizationId'>): string =>
  obligationKey(LOCAL_RULE, item.organizationId, item._id)

const toObligation = (item: LocalItemRecord): Obligation => ({
  key: localKey(item),
  module: 'duties',
  rule: LOCAL_RULE,
  owner: { kind: 'organization', id: item.organizationId },
  organizationId: item.organizationId,
  title: item.title,
  why: item.why,
  period: String(item.year),
  opensOn: item.opensOn,
  dueOn: item.dueOn,
  source: { document: '本组织年度计划', article: '自行增加' },
  ...(item.closedOn && { doneBy: { module: 'duties', id: item._id, on: item.closedOn } }),
  action: {
    page: `/modules/duties/pages/plan/index?organizationId=${item.organizationId}&year=${item.year}&key=${localKey(item)}`,
    label: item.closedOn ? '查看' : '去办结',
  },
  ladder: STANDARD_LADDER,
})

/** What units added to their own plans. */
export const localSource: ObligationSource = {
  facts: ['duties.localItem'],
  labels: { [LOCAL_RULE]: '自行增加的事' },
  turning: async () => [],
  async compute(_deps, organizationIds, year) {
    const items = await LocalItems.find({ organizationId: { $in: [...organizationIds] }, year }).lean<
      LocalItemRecord[]
    >()
    return items.map(toObligation)
  },
}
