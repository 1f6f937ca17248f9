import { recordAudit } from '@cloud/core/audit'
import { found, pathsOver, withinPaths } from '@cloud/core/authorize'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { idsOn } from '@shared/core/audience'
import { AppError } from '@shared/core/errors'
import { daysBetween, type PlainDate } from '@shared/core/plainDate'
import { UNION_STAFF_ROLES } from '@shared/core/roles'
import type { CampaignTemplate, TemplateNode } from '@shared/modules/campaigns/model'
import { nodePeriod, periodOf } from '@shared/modules/campaigns/plan'
import { CAMPAIGN_POLICY } from '@shared/modules/campaigns/policy'
import { PRODUCT_TEMPLATES } from '@shared/modules/campaigns/templates'
import { type CampaignRecord, CampaignTemplates, type TemplateRecord } from './collection'
import { getOwnCampaign } from './queries'

/** Templates a unit may keep; more would not be found again. */
const MOST_TEMPLATES = 50

/** Whoever runs campaigns below a unit uses the unit's templates: those at, above and below the own offices. */
async function listOwn({ actor }: Work): Promise<TemplateRecord[]> {
  const paths = pathsOver(actor, UNION_STAFF_ROLES)
  const above = paths.flatMap((path) => {
    const ids = idsOn(path)
    return ids.map((_, i) => `/${ids.slice(0, i + 1).join('/')}/`)
  })
  return CampaignTemplates.find({ $or: [withinPaths(paths), { path: { $in: above } }] })
    .sort({ path: 1, _id: 1 })
    .limit(MOST_TEMPLATES)
    .lean<TemplateRecord[]>()
}

const toTemplate = ({ _id, name, theme, period, source, note, nodes }: TemplateRecord): CampaignTemplate => ({
  id: _id,
  name,
  theme,
  period,
  source,
  ...(note && { note }),
  nodes,
})

/** @throws AppError not_found for one the actor does not see. */
export async function getTemplate(work: Work, id: string): Promise<CampaignTemplate> {
  const own = (await listOwn(work)).find((record) => record._id === id)
  return found(PRODUCT_TEMPLATES.find((template) => template.id === id) ?? (own && toTemplate(own)), '个模板')
}

function presentTemplate(template: CampaignTemplate, today: PlainDate, own: boolean, allowed: string[]) {
  const { id, name, theme, source, note = null, nodes } = template
  const period = periodOf(template, today)
  return {
    id,
    name,
    theme,
    ...period,
    source,
    note,
    own,
    nodes: nodes.map((node) => ({ kind: node.kind, title: node.title, ...nodePeriod(template, node, period) })),
    allowed,
  }
}

/** Places a campaign can be for; whoever runs more chooses their superiors. */
const MOST_PLACES = 200
const WORKPLACES: readonly string[] = ['unit', 'department', 'team', 'branch']

async function listPlaces({ actor }: Work) {
  const found = []
  for (const pathPrefix of pathsOver(actor, UNION_STAFF_ROLES)) found.push(...(await listOrganizations({ pathPrefix })))
  return found
    .filter(({ kind, dissolvedOn }, i) => !dissolvedOn && (i === 0 || WORKPLACES.includes(kind)))
    .slice(0, MOST_PLACES)
    .map(({ id, name }) => ({ id, name }))
}

/** What is next first: whoever opens this in May looks for June. */
export async function listTemplates(work: Work) {
  const { actor, today } = work
  const own = await listOwn(work)
  const items = [
    ...own.map((record) =>
      presentTemplate(toTemplate(record), today, true, CAMPAIGN_POLICY.run(actor, record) ? ['delete'] : []),
    ),
    ...PRODUCT_TEMPLATES.map((template) => presentTemplate(template, today, false, [])),
  ]
  const places = await listPlaces(work)
  const isOpenEnded = (id: string) => Number(id === 'own')
  return { places, items: items.sort((a, b) => isOpenEnded(a.id) - isOpenEnded(b.id) || (a.to < b.to ? -1 : 1)) }
}

const toTemplateNode = (record: CampaignRecord, papers: readonly TemplateNode[]) =>
  record.nodes
    .filter((node) => node.cancelledBecause === undefined)
    .map(({ kind, title, text, startTime, endTime, place, on, until, refId }): TemplateNode => {
      const paper = papers.find((node) => node.kind === kind && node.paper)?.paper
      return {
        ...{ kind, title, text, startTime, endTime, place },
        after: daysBetween(record.from, on),
        days: daysBetween(on, until) + 1,
        ...((kind === 'exam' || kind === 'contest') && paper && { paper }),
        ...(kind === 'course' && refId && { course: { id: refId } }),
      }
    })

/** 存为本单位模板. @returns its id. @throws AppError conflict when the unit keeps too many. */
export async function saveTemplate(work: Work, campaignId: string, name: string): Promise<string> {
  const campaign = await getOwnCampaign(work, campaignId)
  const { organizationId, path, theme, from, to, templateId } = campaign
  if ((await CampaignTemplates.countDocuments({ path })) >= MOST_TEMPLATES)
    throw new AppError('conflict', `本单位已经有 ${MOST_TEMPLATES} 个模板，请先删去不用的`)
  const base = PRODUCT_TEMPLATES.find((template) => template.id === templateId)
  const _id = newId()
  const sameDays = base && 'from' in base.period
  await CampaignTemplates.create({
    ...{ _id, organizationId, path, name, theme },
    period: sameDays ? { from: from.slice(5), to: to.slice(5) } : { days: daysBetween(from, to) + 1 },
    source: base?.source ?? { document: '本单位安排', article: '由本单位定' },
    ...(base?.note && { note: base.note }),
    nodes: toTemplateNode(campaign, base?.nodes ?? []),
    byId: work.actor.personId,
    at: new Date(work.now),
  })
  await recordAudit(work, {
    action: 'campaigns.saveTemplate',
    subject: { kind: 'campaignTemplate', id: _id },
    place: campaign,
    summary: `把“${campaign.title}”的安排存为模板“${name}”`,
  })
  return _id
}

export async function deleteTemplate(work: Work, id: string): Promise<void> {
  const record = await CampaignTemplates.findById(id).lean<TemplateRecord>()
  const own = found(record && CAMPAIGN_POLICY.run(work.actor, record) ? record : undefined, '个模板')
  await CampaignTemplates.deleteOne({ _id: id })
  await recordAudit(work, {
    action: 'campaigns.deleteTemplate',
    subject: { kind: 'campaignTemplate', id },
    place: own,
    summary: `删除活动模板“${own.name}”`,
  })
}
