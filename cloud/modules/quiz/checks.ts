import type { Actor } from '@cloud/core/actor'
import { found } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { chanceOf } from '@shared/core/chance'
import { askedOf, type OptionOrders, storedAnswer } from '@shared/modules/quiz/asked'
import { ordersOf } from '@shared/modules/quiz/drawing'
import { FULL_SHARE, gradeAnswer } from '@shared/modules/quiz/grading'
import type { Answer, Content, QuestionKind } from '@shared/modules/quiz/model'
import { picturesIn } from '@shared/modules/quiz/pictures'
import { QUIZ_POLICY } from '@shared/modules/quiz/policy'
import { reviewOf } from '@shared/modules/quiz/reviewed'
import { type QuestionRecord, Questions, versionId } from './banks/collection'
import { productId } from './banks/product'
import { contentsOf } from './contents'
import { endedOn } from './endedOn'
import { shownContents } from './pictures'

/** 检查题 — a question another module asks by itself, in its present version. */
export interface CheckQuestion {
  id: string
  version: number
  kind: QuestionKind
  title: string
}

/** A check as one person was asked it: wrong answers before this one give it another order of options. */
export interface AskedCheck {
  questionId: string
  version: number
  tries: number
}

/** Id of a question of the product's banks. */
export const productQuestionId = (code: string): string => productId(`question:${code}`)

/** Those of these questions that are in use, in the order asked for. */
export async function listChecks(ids: readonly string[]): Promise<CheckQuestion[]> {
  if (ids.length === 0) return []
  const rows = await Questions.find(
    { _id: { $in: [...new Set(ids)] }, state: 'active' },
    { version: 1, kind: 1, title: 1 },
  ).lean<QuestionRecord[]>()
  const byId = new Map(rows.map(({ _id, version, kind, title }) => [_id, { id: _id, version, kind, title }]))
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? [])
}

/** Ids of all pictures these checks show in their present version. */
export async function picturesOfChecks(ids: readonly string[]): Promise<string[]> {
  const inUse = await listChecks(ids)
  const contents = await contentsOf(inUse.map(({ id, version }) => versionId(id, version)))
  return [...contents.values()].flatMap(({ content }) => picturesIn(content))
}

/** Which of these an author may not ask: not in a bank the actor may use, or not in use. */
export async function findUnusableChecks(actor: Actor, ids: readonly string[]): Promise<string[]> {
  const rows = await Questions.find(
    { _id: { $in: [...new Set(ids)] }, state: 'active' },
    { organizationId: 1, path: 1 },
  ).lean<QuestionRecord[]>()
  const usable = new Set(rows.filter((row) => QUIZ_POLICY.use(actor, row)).map(({ _id }) => _id))
  return ids.filter((id) => !usable.has(id))
}

const ordersFor = (content: Content, personId: string, { questionId, version, tries }: AskedCheck): OptionOrders =>
  ordersOf(content, chanceOf(`check:${personId}:${questionId}:${version}:${tries}`))

/** Checks as they leave the service: without key and explanation, options in this person's order. */
export async function askChecks<Check extends AskedCheck>(work: Work, checks: readonly Check[]) {
  const { personId } = work.actor
  const ids = checks.map(({ questionId, version }) => versionId(questionId, version))
  const contents = await shownContents(work, ids)
  return checks.flatMap((check) => {
    const content = contents.get(versionId(check.questionId, check.version))?.content
    if (!content) return []
    const asked = askedOf(content, ordersFor(content, personId, check))
    const { options, parts } = asked
    const copy = {
      ...asked,
      options: [...options],
      parts: parts.map((part) => ({ ...part, options: [...part.options] })),
    }
    return [{ ...check, asked: copy }]
  })
}

/**
 * Grades the answer to a check by the version that was asked. Whoever asks it has made sure that it may be asked.
 * @throws AppError not_found for a version that does not exist.
 */
export async function gradeCheck(work: Work, check: AskedCheck & { answer: Answer }) {
  const { actor, today } = work
  const { questionId, version } = check
  const there = await Questions.findById(questionId, { version: 1 }).lean<QuestionRecord>()
  found(there && version <= there.version ? there : undefined, '道题')
  const id = versionId(questionId, version)
  const asked = found((await contentsOf([id])).get(id), '道题')
  const orders = ordersFor(asked.content, actor.personId, check)
  const answer = storedAnswer(check.answer, orders)
  return {
    right: gradeAnswer(asked.content, answer, 'none') === FULL_SHARE,
    review: reviewOf((await shownContents(work, [id])).get(id) ?? asked, orders, answer, await endedOn(today)),
  }
}
