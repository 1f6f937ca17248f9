import type { Work } from '@cloud/core/deps'
import { endExceptionsOf } from '@cloud/modules/burden/index'
import { countAudience, mustReachAudience } from '@cloud/modules/people/index'
import { AppError, ruleBroken, type Violation } from '@shared/core/errors'
import type { PlainDate } from '@shared/core/plainDate'
import { UNION_STAFF_ROLES } from '@shared/core/roles'
import { isTold, nodeViolations, periodViolations } from '@shared/modules/campaigns/plan'
import { type CampaignRecord, Campaigns } from '../collection'
import { getOwnCampaign, mustGoOn } from '../queries'
import { noteCampaign, writeCampaign } from '../write'
import { askCourses, withdrawCourses } from './courses'
import { callOffExams, hasMoved, isExam, publishExams } from './exams'
import { tellDue } from './nodes'

/** Why a campaign may not be opened today, all reasons at once. */
export function openViolations(record: CampaignRecord, today: PlainDate): Violation[] {
  const faults = periodViolations(record, today)
  for (const node of record.nodes)
    for (const { message, ...rest } of nodeViolations(node, record))
      faults.push({ ...rest, message: `“${node.title}”：${message}` })
  for (const { kind, title, refId, cancelledBecause } of record.nodes) {
    if (refId || cancelledBecause !== undefined) continue
    const lacking = isExam({ kind }) ? '还没有试卷' : kind === 'course' ? '还没有选课程' : undefined
    if (lacking) faults.push({ message: `“${title}”${lacking}，请先选好，或去掉这个节点`, field: 'refId' })
  }
  if (!record.nodes.some((node) => node.cancelledBecause === undefined))
    faults.push({ message: '还没有节点，请至少加一个', field: 'nodes' })
  return faults
}

/** 发布 — from now on everybody it is meant for sees it. @returns how many they are. @throws AppError rule_broken. */
export async function openCampaign(work: Work, campaignId: string): Promise<number> {
  const record = await getOwnCampaign(work, campaignId)
  mustGoOn(record)
  const people = await countAudience(record.audience)
  if (record.state === 'open') return people
  await mustReachAudience(work.actor, record.audience, UNION_STAFF_ROLES)
  const faults = openViolations(record, work.today)
  if (people === 0) faults.push({ message: '对象里没有人，请改选组织或岗位', field: 'audience' })
  if (faults.length > 0) throw ruleBroken(faults)
  const published = await publishExams(work, record.nodes)
  const moved = published.flatMap((node, i) => (hasMoved(record.nodes[i], node) ? [node.id] : []))
  // What begins today is not kept back until tomorrow morning.
  const { nodes, told } = tellDue({ ...record, nodes: published }, work)
  await writeCampaign(work, record, {
    action: 'open',
    summary: `发布活动“${record.title}”，${people} 人`,
    set: { state: 'open', nodes },
    told: [...new Set([...moved, ...told])],
  })
  await askCourses(work, record, nodes, told)
  return people
}

export interface CampaignEdit {
  title: string
  theme: string
  from: PlainDate
  to: PlainDate
}

/** 改名称、主题、期间. @throws AppError rule_broken when a node would stand outside of it, or a first day that has been told is moved. */
export async function editCampaign(work: Work, campaignId: string, edit: CampaignEdit): Promise<void> {
  const record = await getOwnCampaign(work, campaignId)
  mustGoOn(record)
  const faults = periodViolations(edit, work.today)
  if (edit.from !== record.from && record.nodes.some(isTold))
    faults.push({ message: '活动已经开始，开始日期不能再改', field: 'from' })
  for (const node of record.nodes)
    if (node.cancelledBecause === undefined && (node.on < edit.from || node.until > edit.to))
      faults.push({
        message: `“${node.title}”在 ${node.on} 至 ${node.until}，会落到活动期间之外，请先改它`,
        field: 'to',
      })
  if (faults.length > 0) throw ruleBroken(faults)
  await writeCampaign(work, record, { action: 'edit', summary: `修改活动“${edit.title}”`, set: { ...edit } })
}

/** 取消; a draft is deleted. Whoever has been told of a node hears that it is off. */
export async function cancelCampaign(work: Work, campaignId: string, reason: string): Promise<void> {
  const record = await getOwnCampaign(work, campaignId)
  if (record.state === 'cancelled') return
  if (record.state === 'closed') throw new AppError('conflict', '活动已经结束，不能取消')
  if (record.state === 'draft') {
    await callOffExams(work, record.nodes, reason)
    await Campaigns.deleteOne({ _id: campaignId, revision: record.revision })
    await noteCampaign(work, record, { action: 'deleteDraft', summary: `删除活动草稿“${record.title}”` })
    return
  }
  await endExceptionsOf(work, campaignId)
  await callOffExams(work, record.nodes, reason)
  await withdrawCourses(work, record.nodes, reason)
  const told = record.nodes.filter((node) => isTold(node) && node.until >= work.today && !node.cancelledBecause)
  const nodes = record.nodes.map((node) =>
    told.includes(node) ? { ...node, words: [...node.words, { kind: 'cancelled' as const, on: work.today }] } : node,
  )
  await writeCampaign(work, record, {
    action: 'cancel',
    summary: `取消活动“${record.title}”：${reason}`,
    set: { state: 'cancelled', cancelledBecause: reason, nodes },
    told: told.map((node) => node.id),
  })
}
