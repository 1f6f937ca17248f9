import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { AppError, ruleBroken } from '@shared/core/errors'
import { type CampaignNode, MOST_NODES, type NodeContent } from '@shared/modules/campaigns/model'
import { isTold, nodeViolations, phaseOf, wordDue } from '@shared/modules/campaigns/plan'
import type { NodeDraft } from '@shared/modules/campaigns/schemas'
import type { CampaignRecord } from '../collection'
import { getOwnCampaign, mustGoOn, nodeOf } from '../queries'
import { writeCampaign } from '../write'
import { askCourses, moveCourse, mustBeCourse, withdrawCourses } from './courses'
import { callOffExams, draftExam, hasMoved, isExam, moveExam, mustBeExam, publishExams } from './exams'

function mustFit(record: CampaignRecord, draft: NodeDraft): void {
  const faults = nodeViolations(draft, record)
  if (faults.length > 0) throw ruleBroken(faults)
}

const contentOf = ({ kind, title, text, on, until, startTime, endTime, place, refId }: NodeDraft) => ({
  ...{ kind, title, text, on, until },
  ...(startTime && { startTime }),
  ...(endTime && { endTime }),
  ...(place && { place }),
  ...(refId && { refId }),
})

/** Does a change concern those who know of it already? A better wording does not. */
const isMoved = (before: CampaignNode, after: NodeContent & { on: string; until: string }): boolean =>
  before.on !== after.on ||
  before.until !== after.until ||
  before.startTime !== after.startTime ||
  before.endTime !== after.endTime ||
  before.place !== after.place

/** @returns id of the new node. */
export async function addNode(work: Work, campaignId: string, draft: NodeDraft): Promise<string> {
  const record = await getOwnCampaign(work, campaignId)
  mustGoOn(record)
  mustFit(record, draft)
  if (record.nodes.length >= MOST_NODES) throw new AppError('conflict', `一次活动最多 ${MOST_NODES} 个节点`)
  const fresh: CampaignNode = { id: newId(), ...contentOf(draft), words: [] }
  await mustBeCourse(work, fresh)
  await mustBeExam(work, fresh)
  const refId = isExam(fresh) && !fresh.refId ? await draftExam(work, record, fresh) : fresh.refId
  const planned = refId ? { ...fresh, refId } : fresh
  const [node = planned] = record.state === 'open' ? await publishExams(work, [planned]) : []
  await writeCampaign(work, record, {
    action: 'addNode',
    summary: `增加节点“${node.title}”`,
    set: { nodes: [...record.nodes, node] },
    told: hasMoved(undefined, node) ? [node.id] : [],
  })
  return node.id
}

/** Moves or rewrites a node. Those who have been told hear of a move; what has not been told yet goes along by itself. */
export async function editNode(work: Work, campaignId: string, nodeId: string, draft: NodeDraft): Promise<void> {
  const record = await getOwnCampaign(work, campaignId)
  mustGoOn(record)
  const before = nodeOf(record, nodeId)
  if (before.cancelledBecause !== undefined) throw new AppError('conflict', '这个节点已经取消，请新增一个')
  if (before.kind !== draft.kind) throw new AppError('invalid_input', '节点种类不能改，请取消后新增')
  mustFit(record, draft)
  const tell = record.state === 'open' && isTold(before) && isMoved(before, draft)
  const words = tell ? [...before.words, { kind: 'moved' as const, on: work.today }] : before.words
  const planned: CampaignNode = { id: nodeId, ...contentOf({ ...draft, refId: draft.refId ?? before.refId }), words }
  const after = await moveExam(work, before, planned, record.state === 'open')
  await moveCourse(work, before, after)
  await writeCampaign(work, record, {
    action: 'editNode',
    summary: `修改节点“${after.title}”，${after.on} 至 ${after.until}`,
    set: { nodes: record.nodes.map((node) => (node.id === nodeId ? after : node)) },
    told: hasMoved(before, after) ? [nodeId] : [],
  })
}

/** 取消节点; nobody knows one of a draft, so it goes. */
export async function cancelNode(work: Work, campaignId: string, nodeId: string, reason: string): Promise<void> {
  const record = await getOwnCampaign(work, campaignId)
  mustGoOn(record)
  const before = nodeOf(record, nodeId)
  if (before.cancelledBecause !== undefined) return
  const tell = isTold(before) && before.until >= work.today
  const words = tell ? [...before.words, { kind: 'cancelled' as const, on: work.today }] : before.words
  const rest = record.nodes.filter((node) => node.id !== nodeId)
  const cancelled = record.nodes.map((node) =>
    node.id === nodeId ? { ...node, cancelledBecause: reason, words } : node,
  )
  await callOffExams(work, [before], reason)
  await withdrawCourses(work, [before], reason)
  await writeCampaign(work, record, {
    action: 'cancelNode',
    summary: `取消节点“${before.title}”：${reason}`,
    set: { nodes: record.state === 'draft' ? rest : cancelled },
    told: tell ? [nodeId] : [],
  })
}

/** What has come due of a campaign's nodes, told on this day. @returns the nodes told. */
export function tellDue(record: CampaignRecord, work: Work): { nodes: CampaignNode[]; told: string[] } {
  const told: string[] = []
  const nodes = record.nodes.map((node) => {
    const kind = wordDue(node, work.today)
    if (!kind) return node
    told.push(node.id)
    return { ...node, words: [...node.words, { kind, on: work.today }] }
  })
  return { nodes, told }
}

/** 现在推送 — does not wait for the morning. @throws AppError conflict unless it is under way and not told yet. */
export async function pushNode(work: Work, campaignId: string, nodeId: string): Promise<void> {
  const record = await getOwnCampaign(work, campaignId)
  mustGoOn(record)
  if (record.state !== 'open') throw new AppError('conflict', '活动还没有发布，先发布再推送')
  const node = nodeOf(record, nodeId)
  if (phaseOf(node, work.today) !== 'open') throw new AppError('conflict', '这个节点今天不在进行，请先改日期')
  if (node.words.at(-1)?.kind === 'opened') throw new AppError('conflict', '已经推送过，不用再推')
  const words = [...node.words, { kind: 'opened' as const, on: work.today }]
  await writeCampaign(work, record, {
    action: 'push',
    summary: `推送节点“${node.title}”`,
    set: { nodes: record.nodes.map((one) => (one.id === nodeId ? { ...one, words } : one)) },
    told: [nodeId],
  })
  await askCourses(work, record, [node], [nodeId])
}
