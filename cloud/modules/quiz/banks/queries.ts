import type { Actor } from '@cloud/core/actor'
import { found, pathsOver, withinPaths } from '@cloud/core/authorize'
import { escapeRegex } from '@cloud/core/database/escapeRegex'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { namesOf } from '@cloud/modules/people/index'
import { idsOn } from '@shared/core/audience'
import type { Difficulty, QuestionKind, QuestionState } from '@shared/modules/quiz/model'
import { picturesIn } from '@shared/modules/quiz/pictures'
import { QUIZ_EDITOR_ROLES, QUIZ_POLICY } from '@shared/modules/quiz/policy'
import type { QueryFilter } from 'mongoose'
import { picturesFor } from '../pictures'
import { type BankRecord, Banks, PRODUCT, type QuestionRecord, Questions, QuestionVersions } from './collection'
import { getBankFor, getQuestionFor, mayReview } from './commands'
import { indexesOf } from './drawing'

/** Ids of all organisations on a materialised path, from the top down. */

/** What an editor may use: the product's, what stands above an office, and what stands at or below it. */
function usableBy(actor: Actor): QueryFilter<BankRecord> {
  const paths = pathsOver(actor, QUIZ_EDITOR_ROLES)
  const above = [...new Set(paths.flatMap(idsOn))]
  return {
    $or: [{ organizationId: { $in: [PRODUCT.organizationId, ...above] } }, withinPaths(paths)],
  } as QueryFilter<BankRecord>
}

interface Counts {
  _id: { bankId: string; state: string }
  count: number
}

async function countQuestions(bankIds: readonly string[]): Promise<(bankId: string, state: string) => number> {
  const rows = await Questions.aggregate<Counts>([
    { $match: { bankId: { $in: [...bankIds] } } },
    { $group: { _id: { bankId: '$bankId', state: '$state' }, count: { $sum: 1 } } },
  ])
  const counts = new Map(rows.map(({ _id, count }) => [`${_id.bankId}:${_id.state}`, count]))
  return (bankId, state) => counts.get(`${bankId}:${state}`) ?? 0
}

/** Banks the actor may use, with how many questions each holds. */
export async function readBanks({ actor }: Work, request: PageRequest) {
  const { items, next } = await findPage(Banks, usableBy(actor), { _id: 1 }, request)
  const placeIds = pathsOver(actor, QUIZ_EDITOR_ROLES).flatMap((path) => idsOn(path).at(-1) ?? [])
  const places = await listOrganizations({ ids: placeIds })
  return { items: await presentBanks(actor, items), next, places: places.map(({ id, name }) => ({ id, name })) }
}

async function presentBanks(actor: Actor, items: readonly BankRecord[]) {
  const countOf = await countQuestions(items.map((bank) => bank._id))
  const owners = await listOrganizations({ ids: items.flatMap((bank) => bank.organizationId || []) })
  const nameOf = new Map(owners.map((owner) => [owner.id, owner.name]))
  return items.map((bank) => ({
    id: bank._id,
    title: bank.title,
    ...(bank.note && { note: bank.note }),
    organizationId: bank.organizationId,
    organizationName: bank.organizationId ? (nameOf.get(bank.organizationId) ?? '') : '系统自带',
    active: bank.active,
    questions: countOf(bank._id, 'active') + countOf(bank._id, 'flagged'),
    flagged: countOf(bank._id, 'flagged'),
    allowed: QUIZ_POLICY.edit(actor, bank) ? ['edit'] : [],
  }))
}

const tally = <T>(things: readonly T[]): [T, number][] => {
  const counts = new Map<T, number>()
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1)
  return [...counts]
}

/** Tags shown of a bank, the most frequent first. */
const MAX_TAGS = 200

/** One bank and what can be drawn from it. */
export async function readBank(work: Work, bankId: string) {
  const bank = await getBankFor(work, bankId)
  const [shown] = await presentBanks(work.actor, [bank])
  const [index] = await indexesOf([bankId])
  const questions = index?.questions ?? []
  return {
    ...found(shown, '个题库'),
    kinds: tally(questions.map(({ kind }) => kind)).map(([kind, count]) => ({ kind, count })),
    difficulties: tally(questions.map((one) => one.difficulty)).map(([difficulty, count]) => ({ difficulty, count })),
    tags: tally(questions.flatMap(({ tags }) => tags))
      .sort(([, a], [, b]) => b - a)
      .slice(0, MAX_TAGS)
      .map(([tag, count]) => ({ tag, count })),
  }
}

const presentRow = (row: QuestionRecord) => ({
  id: row._id,
  bankId: row.bankId,
  ...(row.code && { code: row.code }),
  kind: row.kind,
  title: row.title,
  difficulty: row.difficulty,
  tags: row.tags,
  ...(row.chapter && { chapter: row.chapter }),
  ...(row.source && { source: row.source }),
  state: row.state,
  ...(row.flaggedBecause && { flaggedBecause: row.flaggedBecause }),
  version: row.version,
})

/** What a list of questions is narrowed by. */
export interface QuestionFilter extends PageRequest {
  kind?: QuestionKind | undefined
  difficulty?: Difficulty | undefined
  state?: QuestionState | undefined
  tag?: string | undefined
  q?: string | undefined
}

/** Questions of a bank in their order; retired ones only when asked for. */
export async function readQuestions(work: Work, bankId: string, filter: QuestionFilter) {
  await getBankFor(work, bankId)
  const { kind, difficulty, state, tag, q } = filter
  const where: QueryFilter<QuestionRecord> = {
    bankId,
    state: state ?? { $in: ['active', 'flagged'] },
    ...(kind && { kind }),
    ...(difficulty && { difficulty }),
    ...(tag && { tags: tag }),
    ...(q && { 'content.stem': { $regex: escapeRegex(q), $options: 'i' } }),
  }
  const { items, next } = await findPage(Questions, where, { order: 1, _id: 1 }, filter, { content: 0 })
  return { items: items.map(presentRow), next }
}

const MAX_VERSIONS = 50

/** A question with its key and its versions, the newest first. */
export async function readQuestion(work: Work, questionId: string) {
  const question = await getQuestionFor(work, questionId)
  const versions = await QuestionVersions.find({ questionId }, { version: 1, at: 1, byId: 1 })
    .sort({ version: -1 })
    .limit(MAX_VERSIONS)
    .lean()
  const names = await namesOf(versions.flatMap(({ byId }) => byId || []))
  const edits = QUIZ_POLICY.edit(work.actor, question)
  return {
    ...presentRow(question),
    content: question.content,
    pictures: Object.fromEntries(await picturesFor(work, picturesIn(question.content))),
    versions: versions.map(({ version, at, byId }) => ({
      version,
      at: at.toISOString(),
      by: byId ? (names.get(byId) ?? '已离开的人员') : '系统自带',
    })),
    allowed: [...(edits ? ['edit'] : []), ...(mayReview(work, question) ? ['review'] : [])],
  }
}
