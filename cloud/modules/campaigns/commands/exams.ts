import type { Work } from '@cloud/core/deps'
import {
  callOff,
  createExam,
  findProductBanks,
  moveDraft,
  moveExamEnd,
  mustRunExam,
  publishExam,
} from '@cloud/modules/quiz/index'
import { instantAt } from '@shared/core/plainDate'
import type { CampaignNode, PaperRecipe } from '@shared/modules/campaigns/model'
import { QUICK_PAPER } from '@shared/modules/campaigns/templates'
import type { CampaignRecord } from '../collection'

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

/** The campaign tells its people of the exam itself, and nobody is obliged by it. */
const QUIET = { quiet: true } as const

/** Publishes the exams of a campaign that is opened. @throws AppError rule_broken with every reason why one cannot be. */
export async function publishExams(work: Work, nodes: readonly CampaignNode[]): Promise<void> {
  for (const { refId = '' } of examsOf(nodes)) await publishExam(work, refId, QUIET)
}

export async function callOffExams(work: Work, nodes: readonly CampaignNode[], reason: string): Promise<void> {
  for (const { refId = '' } of examsOf(nodes)) await callOff(work, refId, reason)
}

/** @throws AppError not_found when staff name an exam that is not theirs. */
export async function mustBeExam(work: Work, { kind, refId }: Pick<CampaignNode, 'kind' | 'refId'>): Promise<void> {
  if (isExam({ kind }) && refId) await mustRunExam(work, refId)
}

/** An exam moves with its node; of one that is published already only the end. */
export async function moveExam(work: Work, before: CampaignNode, after: CampaignNode, isOpen: boolean): Promise<void> {
  if (!isExam(after) || !after.refId) return
  if (after.refId !== before.refId) {
    await mustBeExam(work, after)
    if (isOpen) await publishExam(work, after.refId, QUIET)
    return
  }
  if (before.on === after.on && before.until === after.until) return
  const window = windowOf(after)
  if (isOpen) await moveExamEnd(work, after.refId, { closesAt: window.closesAt, reason: '活动节点改期' })
  else await moveDraft(work, after.refId, window)
}
