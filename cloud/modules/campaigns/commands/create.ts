import { found, pathsOver } from '@cloud/core/authorize'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { mustReachAudience } from '@cloud/modules/people/index'
import { ruleBroken } from '@shared/core/errors'
import { yearOf } from '@shared/core/plainDate'
import { UNION_STAFF_ROLES } from '@shared/core/roles'
import type { CampaignDraft } from '@shared/modules/campaigns/contract'
import type { CampaignNode } from '@shared/modules/campaigns/model'
import { nodePeriod, periodViolations } from '@shared/modules/campaigns/plan'
import { type CampaignRecord, Campaigns } from '../collection'
import { getTemplate } from '../templates'
import { noteCampaign } from '../write'
import { courseOf } from './courses'
import { draftExam, isExam } from './exams'

/** Where a campaign belongs: as high as its maker may run one over those it is meant for. */
async function placeFor({ actor }: Work, organizationIds: readonly string[]) {
  const [first] = await listOrganizations({ ids: organizationIds })
  const path = pathsOver(actor, UNION_STAFF_ROLES).find((one) => first?.path.startsWith(one))
  return { path: found(path, '个组织'), organizationId: found(path?.split('/').at(-2), '个组织') }
}

/** 新建活动 — theme, audience and days; the rest follows from the template. @returns its id. @throws AppError rule_broken, forbidden. */
export async function createCampaign(work: Work, draft: CampaignDraft): Promise<string> {
  const { templateId, theme, audience, from, to } = draft
  const template = await getTemplate(work, templateId)
  const faults = periodViolations({ from, to }, work.today)
  if (faults.length > 0) throw ruleBroken(faults)
  await mustReachAudience(work.actor, audience, UNION_STAFF_ROLES)
  const place = await placeFor(work, audience.organizationIds)
  const nodes = template.nodes.map((node): CampaignNode => {
    const { kind, title, text, startTime, endTime, place: where } = node
    const clock = { ...(startTime && { startTime }), ...(endTime && { endTime }), ...(where && { place: where }) }
    return { id: newId(), kind, title, text, ...clock, ...nodePeriod(template, node, { from, to }), words: [] }
  })
  const record: CampaignRecord = {
    _id: newId(),
    ...place,
    ...{ templateId, theme, audience, from, to, nodes },
    title: `${yearOf(from)} 年${template.name}`,
    state: 'draft',
    revision: 0,
    byId: work.actor.personId,
    at: new Date(work.now),
  }
  for (const [i, node] of nodes.entries()) {
    const model = template.nodes[i]
    const refId = isExam(node)
      ? await draftExam(work, record, node, model?.paper)
      : node.kind === 'course' && model && (await courseOf(model))
    if (refId) nodes[i] = { ...node, refId }
  }
  await Campaigns.create(record)
  await noteCampaign(work, record, { action: 'create', summary: `新建活动“${record.title}”，${from} 至 ${to}` })
  return record._id
}
