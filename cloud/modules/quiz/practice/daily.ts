import { repeatWhenCutOff } from '@cloud/core/database/repeatWhenCutOff'
import type { Work } from '@cloud/core/deps'
import { findMembership } from '@cloud/modules/people/index'
import { chanceOf, sampled } from '@shared/core/chance'
import { DAILY_COUNT } from '@shared/modules/quiz/practice/model'
import { freshest, pickSet } from '@shared/modules/quiz/practice/picking'
import { needsOf } from '@shared/modules/quiz/practice/postNeeds'
import { productId } from '../banks/product'
import { readBook } from './book'
import { type DailySetRecord, DailySets, type PracticeAnswerRecord, PracticeAnswers } from './collection'
import { cardsOf, itemsOf } from './items'
import { type Pool, type PoolQuestion, poolFor } from './pool'
import { resultsOf } from './results'

/** So many more are drawn, for questions that are retired or flagged during the day. */
const RESERVE = 5
/** Of so many drawn by lot the freshest are taken. */
const SAMPLE = 40

/** Banks of the product that are drawn from unasked for Party members only. */
const MEMBERS_ONLY = [productId('bank:partyBasics'), productId('bank:cleanGovernance')]

const setId = ({ actor, today }: Work): string => `${actor.personId}:${today}`

/** What the posts and offices of the person ask for, and the questions in use about it. */
export function neededIn({ actor }: Pick<Work, 'actor'>, questions: readonly PoolQuestion[]) {
  const known = new Set(questions.flatMap(({ tags }) => tags))
  const needs = needsOf({ post: actor.post, roles: actor.appointments.map(({ role }) => role) }, known)
  if (!needs) return undefined
  const fitting = questions.filter(({ tags }) => tags.some((tag) => needs.tags.includes(tag)))
  return { needs, fitting }
}

async function drawSet(work: Work, pool: Pool): Promise<DailySetRecord['picks']> {
  const { actor, today } = work
  const chance = chanceOf(setId(work))
  const all = pool.questions()
  const isMember = (await findMembership(actor.personId)) !== 'none'
  const usual = isMember ? all : all.filter(({ bankId }) => !MEMBERS_ONLY.includes(bankId))
  const post = sampled(neededIn(work, all)?.fitting ?? [], SAMPLE, chance)
  const others = sampled(usual, SAMPLE, chance)
  const seen = await cardsOf(
    actor.personId,
    [...post, ...others].map(({ id }) => id),
  )
  const { due } = await readBook(work, pool)
  const fresh = (questions: readonly PoolQuestion[]) =>
    freshest(
      questions.map(({ id }) => id),
      seen,
      today,
    )
  const from = { due: due.map(({ questionId }) => questionId), post: fresh(post), others: fresh(others) }
  const bankOf = new Map(
    [...post, ...others, ...due.map((card) => ({ ...card, id: card.questionId }))].map(({ id, bankId }) => [
      id,
      bankId,
    ]),
  )
  return pickSet(from, DAILY_COUNT + RESERVE).map((pick) => ({ ...pick, bankId: bankOf.get(pick.questionId) ?? '' }))
}

/** The set of the day: drawn when it is first asked for, the same for the rest of the day on every device. */
async function setOf(work: Work, pool: Pool): Promise<DailySetRecord['picks']> {
  const _id = setId(work)
  const there = await DailySets.findById(_id, { picks: 1 }).lean<DailySetRecord>()
  if (there) return there.picks
  const picks = await drawSet(work, pool)
  const kept = await repeatWhenCutOff(() =>
    DailySets.findOneAndUpdate(
      { _id },
      { $setOnInsert: { picks, at: new Date(work.now) } },
      { upsert: true, returnDocument: 'after' },
    ).lean<DailySetRecord>(),
  ).catch((error: { code?: number }) => {
    // Another device was first.
    if (error.code === 11_000) return DailySets.findById(_id).lean<DailySetRecord>()
    throw error
  })
  return kept?.picks ?? picks
}

const answersOf = ({ actor, today }: Work) =>
  PracticeAnswers.find({ personId: actor.personId, mode: 'daily', askedOn: today })

/** 今日五题 — what has been answered stays; a question that has been retired or flagged meanwhile gives its place to one in reserve. */
export async function readDaily(work: Work) {
  const pool = await poolFor(work.actor)
  const picks = await setOf(work, pool)
  const answers = await answersOf(work).sort({ at: 1 }).lean<PracticeAnswerRecord[]>()
  const answerOf = new Map<string, PracticeAnswerRecord>()
  for (const answer of answers) if (!answerOf.has(answer.questionId)) answerOf.set(answer.questionId, answer)
  const shown = picks
    .flatMap(({ questionId, bankId, why }) => {
      const answer = answerOf.get(questionId)
      const question = pool.find(bankId, questionId)
      const seen = answer && { id: questionId, bankId, tags: question?.tags ?? [], version: answer.version }
      return seen || question ? [{ question: { ...question, ...seen } as PoolQuestion, why }] : []
    })
    .slice(0, DAILY_COUNT)
  const results = await resultsOf(work, [...answerOf.values()])
  const resultOf = new Map(results.map((result) => [result.questionId, result]))
  const items = await itemsOf(work, shown)
  return {
    day: work.today,
    items: items.map((item) => {
      const result = resultOf.get(item.questionId)
      return { ...item, ...(result && { result }) }
    }),
  }
}

/** How far the set of the day is, without drawing it. */
export async function readDailyState(work: Work, pool: Pool): Promise<{ total: number; answered: number }> {
  const answered = await answersOf(work).distinct('questionId')
  return { total: Math.min(DAILY_COUNT, pool.questions().length), answered: answered.length }
}
