import { currentCode } from '@cloud/core/checkIn/rollingCode'
import type { Branch } from './factories'
import type { TestService } from './service'

const OWN_NAME = '甲支部专有的'

/** A published course with one lesson and a demand for it, for walking every endpoint. @returns ids by the name endpoints call them. */
export async function addLearningRecords(service: TestService, branch: Branch): Promise<Record<string, string>> {
  const secretary = service.as(branch.secretary)
  const course = await secretary.post('/learning/courses', { organizationId: branch.id, title: `${OWN_NAME}课程` })
  const courseId = course.body.id
  const material = { kind: 'article', blocks: [{ kind: 'text', text: '先看脚下，再看头上。' }] }
  const lesson = { title: '第一课', minutes: 2, material, checks: [] }
  const draft = `/learning/courses/${courseId}/draft`
  await secretary.post(`${draft}/lessons`, { revision: (await secretary.get(draft)).body.revision, ...lesson })
  const { revision, lessons } = (await secretary.get(draft)).body
  const audience = { organizationIds: [branch.id] }
  const published = await secretary.post(`/learning/courses/${courseId}/publish`, {
    revision,
    audience,
    secrecyReviewed: true,
  })
  const demand = await secretary.post('/learning/demands', {
    courseId,
    organizationId: branch.id,
    audience,
    dueOn: '2026-06-30',
    why: `${OWN_NAME}要求`,
  })
  if (published.status !== 200 || demand.status !== 200)
    throw new Error(JSON.stringify([published.body, demand.body, course.body]))
  const named = { copyOf: courseId, prerequisiteId: courseId, placeId: branch.id }
  return { courseId, lessonId: lessons[0].id, demandId: demand.body.id, ...named }
}

/**
 * An open campaign for a branch with an event, a closed one, and a template of its own, for walking every endpoint.
 * @returns ids by the name endpoints call them; where another address means something else by it, that part of the address leads.
 */
export async function addCampaignRecords(
  service: TestService,
  branch: Branch,
  administrator: string,
): Promise<Record<string, string>> {
  const staff = service.as(administrator)
  const post = async (path: string, body?: object) => {
    const answer = await staff.post(path, body)
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const open = async (templateId: string) => {
    const audience = { organizationIds: [branch.id] }
    const days = { from: '2026-06-01', to: '2026-06-30' }
    const { id } = await post('/campaigns', { templateId, theme: `${OWN_NAME}主题`, audience, ...days })
    // Neither banks nor courses of the product are installed here: what needs them is left out.
    for (const node of (await staff.get(`/campaigns/${id}`)).body.nodes)
      if (['course', 'exam', 'contest'].includes(node.kind))
        await post(`/campaigns/${id}/nodes/${node.id}/cancel`, { reason: '不安排' })
    await post(`/campaigns/${id}/open`)
    return id
  }
  const campaignId = await open('safetyMonth')
  const closed = await open('own')
  await post(`/campaigns/${closed}/close`)
  const template = await post(`/campaigns/${campaignId}/template`, { name: `${OWN_NAME}模板` })
  const { nodes } = (await staff.get(`/campaigns/${campaignId}`)).body
  const nodeId = nodes.find(({ kind }: { kind: string }) => kind === 'event').id
  return {
    ...{ campaignId, nodeId, templateId: template.id },
    '/campaigns/:campaignId/summary campaignId': closed,
    '/campaigns groupId': branch.id,
    '/campaigns code': currentCode(service.deps, nodeId, service.clock.now()),
  }
}
