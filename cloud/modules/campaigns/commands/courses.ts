import type { Work } from '@cloud/core/deps'
import {
  askForCourse,
  findProductCourse,
  getCourseToAskFor,
  moveAskedCourse,
  withdrawAskedCourse,
} from '@cloud/modules/learning/index'
import { AppError } from '@shared/core/errors'
import type { CampaignNode, TemplateNode } from '@shared/modules/campaigns/model'
import type { CampaignRecord } from '../collection'

/** The course a template means, where it is in use; otherwise staff choose one. */
export const courseOf = async ({ course }: TemplateNode): Promise<string | undefined> =>
  course && 'key' in course ? findProductCourse(course.key) : course?.id

/** @throws AppError not_found, invalid_input unless the actor may ask others to learn it. */
export async function mustBeCourse(work: Work, { kind, refId }: Pick<CampaignNode, 'kind' | 'refId'>): Promise<void> {
  if (kind === 'course' && refId) await getCourseToAskFor(work, refId)
}

/** Those who are told of a course are asked to learn it, once, until the node's last day. */
export async function askCourses(
  work: Work,
  campaign: Pick<CampaignRecord, 'organizationId' | 'title' | 'audience' | 'byId'>,
  nodes: readonly CampaignNode[],
  told: readonly string[],
): Promise<void> {
  const { organizationId, title, audience, byId } = campaign
  for (const { id, kind, refId, until } of nodes)
    if (kind === 'course' && refId && told.includes(id))
      await askForCourse(work, { id, courseId: refId, organizationId, audience, dueOn: until, why: title, byId })
}

/** The day by which it is asked moves with its node. @throws AppError conflict for another course once people have been asked. */
export async function moveCourse(work: Work, before: CampaignNode, after: CampaignNode): Promise<void> {
  if (after.kind !== 'course') return
  if (before.refId !== after.refId) {
    if (before.words.length > 0) throw new AppError('conflict', '已经告诉过大家学哪门课，要换请取消后新增')
    await mustBeCourse(work, after)
  }
  await moveAskedCourse(work, after.id, after.until)
}

export async function withdrawCourses(work: Work, nodes: readonly CampaignNode[], reason: string): Promise<void> {
  for (const { id, kind } of nodes) if (kind === 'course') await withdrawAskedCourse(work, id, reason)
}
