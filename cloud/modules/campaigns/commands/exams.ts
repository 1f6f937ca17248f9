import type { Work } from '@cloud/core/deps'
import {
  callOff,
  createExam,
  findProductBanks,
  moveWithCampaign,
  mustRunExam,
  publishWithCampaign,
} from '@cloud/modules/quiz/index'
import { AppError } from '@shared/core/errors'
import { instantAt } from '@shared/core/plainDate'
import type { CampaignNode, PaperRecipe, WordKind } from '@shared/modules/campaigns/model'
import { isTold } from '@shared/modules/campaigns/plan'
import { QUICK_PAPER } from '@shared/modules/campaigns/templates'
import { type CampaignRecord, Campaigns } from '../collection'

/** Exams are open from the morning of the first day to the evening of the last. */
const OPENS = '06:00'
const CLOSES = '22:00'

export const isExam = ({ kind }: Pick<CampaignNode, 'kind'>): boolean => kind === 'exam' || kind === 'contest'

const windowOf = ({ on, until }: Pick<CampaignNode, 'on' | 'until'>) => ({
  opensAt: instantAt(on, OPENS),
  closesAt: instantAt(until, CLOSES),
})

const POINTS = { single: 2, multiple: 2, judgement: 2 } as const

/**
 * The draft of an exam for a node, drawn from banks of the product: staff look it through, change it, or take another exam.
 * @returns its id, undefined where the banks are not installed: the node then asks staff to choose an exam.
 */
export async function draftExam(
  work: Work,
  campaign: Pick<CampaignRecord, 'organizationId' | 'title' | 'audience'>,
  node: Pick<CampaignNode, 'title' | 'text' | 'on' | 'until'>,
  recipe: PaperRecipe = QUICK_PAPER,
): Promise<string | undefined> {
  const bankIds = await findProductBanks(recipe.bankKeys)
  if (bankIds.length < recipe.bankKeys.length) return undefined
  const kinds = ['single', 'multiple', 'judgement'] as const
  const rows = kinds.flatMap((kind) => (recipe[kind] > 0 ? [{ kind, count: recipe[kind], points: POINTS[kind] }] : []))
  return createExam(work, campaign.organizationId, {
    title: `${campaign.title}：${node.title}`.slice(0, 60),
    ...(node.text && { note: node.text }),
    audience: campaign.audience,
    paper: { kind: 'drawn', bankIds, rows },
    ...windowOf(node),
  })
}

const examsOf = (nodes: readonly CampaignNode[]): CampaignNode[] =>
  nodes.filter((node) => isExam(node) && node.refId !== undefined && node.cancelledBecause === undefined)

/**
 * Publishes the exams of a campaign that is under way; from now on its people hear of them from the campaign, on the days of its nodes.
 * @returns the nodes. Of an exam people had heard of by itself the node counts as told; where they know other days it says that it has
 * moved, which is to be told.
 * @throws AppError rule_broken with every reason why one cannot be, conflict.
 */
export async function publishExams(work: Work, nodes: readonly CampaignNode[]): Promise<CampaignNode[]> {
  const { today: on } = work
  const words = new Map<string, WordKind>()
  for (const node of examsOf(nodes)) {
    const heard = await publishWithCampaign(work, node.refId ?? '', windowOf(node))
    if (heard === 'others') words.set(node.id, 'moved')
    if (heard === 'these' && !isTold(node)) words.set(node.id, node.on > on ? 'soon' : 'opened')
  }
  return nodes.map((node) => {
    const kind = words.get(node.id)
    return kind ? { ...node, words: [...node.words, { kind, on }] } : node
  })
}

/** Has a change brought a node a word that it has moved? */
export const hasMoved = (before: Pick<CampaignNode, 'words'> | undefined, { words }: CampaignNode): boolean =>
  words.length > (before?.words.length ?? 0) && words.at(-1)?.kind === 'moved'

export async function callOffExams(work: Work, nodes: readonly CampaignNode[], reason: string): Promise<void> {
  for (const { refId = '' } of examsOf(nodes)) await callOff(work, refId, reason)
}

/** @throws AppError not_found when staff name an exam that is not theirs, conflict for one that stands in a campaign already: it has one time. */
export async function mustBeExam(work: Work, { id, kind, refId }: Pick<CampaignNode, 'id' | 'kind' | 'refId'>) {
  if (!isExam({ kind }) || !refId) return
  await mustRunExam(work, refId)
  const others = await Campaigns.find({ 'nodes.refId': refId, state: { $in: ['draft', 'open'] } }).lean<
    CampaignRecord[]
  >()
  const taken = others.find(({ nodes }) => examsOf(nodes).some((node) => node.refId === refId && node.id !== id))
  if (taken) throw new AppError('conflict', `这次考试已经排在“${taken.title}”里，请另选一次，或照着再建一次`)
}

/**
 * An exam moves with its node: its days are those of the node. @returns the node as `publishExams` does.
 * @throws AppError conflict, rule_broken when the exam cannot be moved like this.
 */
export async function moveExam(
  work: Work,
  before: CampaignNode,
  after: CampaignNode,
  isOpen: boolean,
): Promise<CampaignNode> {
  if (!isExam(after) || !after.refId) return after
  if (after.refId !== before.refId) {
    await mustBeExam(work, after)
    return isOpen ? ((await publishExams(work, [after]))[0] ?? after) : after
  }
  if (before.on !== after.on || before.until !== after.until) await moveWithCampaign(work, after.refId, windowOf(after))
  return after
}
