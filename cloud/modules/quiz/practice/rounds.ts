import type { Work } from '@cloud/core/deps'
import { organizationNames } from '@cloud/modules/organizations/index'
import { chanceOf, sampled } from '@shared/core/chance'
import { daysBetween } from '@shared/core/plainDate'
import type { QuestionKind } from '@shared/modules/quiz/model'
import { QUESTION_KINDS } from '@shared/modules/quiz/model'
import { MAX_ROUND } from '@shared/modules/quiz/practice/model'
import { freshest } from '@shared/modules/quiz/practice/picking'
import { readBook } from './book'
import { Cards } from './collection'
import { neededIn, readDailyState } from './daily'
import { cardsOf, itemsOf } from './items'
import { poolFor } from './pool'

const USUAL_COUNT = 10
/** Of so many drawn by lot the freshest are taken. */
const SAMPLE = 100

/** 到期的错题, earliest due first. */
export async function readDue(work: Work, count = USUAL_COUNT) {
  const pool = await poolFor(work.actor)
  const { due } = await readBook(work, pool)
  const picks = due.slice(0, count).flatMap(({ bankId, questionId }) => {
    const question = pool.find(bankId, questionId)
    return question ? [{ question, why: 'wrong' as const }] : []
  })
  return { items: await itemsOf(work, picks), more: due.length > picks.length }
}

/** 自由练习 — a round drawn by lot; what was never answered comes first. */
export async function readRound(
  work: Work,
  asked: {
    bankId?: string | undefined
    tag?: string | undefined
    kind?: QuestionKind | undefined
    count?: number | undefined
    round?: number | undefined
  },
) {
  const { bankId, tag, kind, count = USUAL_COUNT, round = 0 } = asked
  const { personId } = work.actor
  const pool = await poolFor(work.actor)
  const fitting = pool
    .questions(bankId)
    .filter((one) => (kind === undefined || one.kind === kind) && (tag === undefined || one.tags.includes(tag)))
  const drawn = sampled(fitting, SAMPLE, chanceOf(`${personId}:${work.today}:${round}`))
  const ids = drawn.map(({ id }) => id)
  const order = freshest(ids, await cardsOf(personId, ids), work.today)
  // Whoever wants to go on gets what was answered today once more.
  const wanted = [...new Set([...order, ...ids])].slice(0, Math.min(count, MAX_ROUND))
  const byId = new Map(drawn.map((question) => [question.id, question]))
  const picks = wanted.flatMap((id) => {
    const question = byId.get(id)
    return question ? [{ question }] : []
  })
  return { items: await itemsOf(work, picks), fitting: fitting.length }
}

/** How often each of these comes, the most frequent first. */
function tally<T extends string>(things: readonly T[]): { what: T; count: number }[] {
  const counts = new Map<T, number>()
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1)
  return [...counts].map(([what, count]) => ({ what, count })).sort((a, b) => b.count - a.count)
}

const MOST_TAGS = 30

/** 能练的题库, and how far one has come in each. */
export async function readPracticeBanks({ actor }: Work) {
  const pool = await poolFor(actor)
  const done = await Cards.aggregate<{ _id: string; count: number }>([
    { $match: { personId: actor.personId } },
    { $group: { _id: '$bankId', count: { $sum: 1 } } },
  ])
  const doneIn = new Map(done.map(({ _id, count }) => [_id, count]))
  const nameOf = await organizationNames(pool.banks.flatMap(({ organizationId }) => organizationId || []))
  return {
    items: pool.banks.map(({ _id, title, note, organizationId }) => {
      const questions = pool.questions(_id)
      const kinds = tally(questions.map(({ kind }) => kind))
      return {
        id: _id,
        title,
        ...(note && { note }),
        organizationName: organizationId ? (nameOf.get(organizationId) ?? '') : '系统自带',
        questions: questions.length,
        done: Math.min(doneIn.get(_id) ?? 0, questions.length),
        kinds: QUESTION_KINDS.flatMap((kind) => kinds.filter(({ what }) => what === kind)).map(({ what, count }) => ({
          kind: what,
          count,
        })),
        tags: tally(questions.flatMap(({ tags }) => tags))
          .slice(0, MOST_TAGS)
          .map(({ what, count }) => ({ tag: what, count })),
      }
    }),
  }
}

const SHOWN_TAGS = 3

/** 现在有五分钟 — what is due, how far the set of the day is, what the post asks for. */
export async function readNow(work: Work) {
  const pool = await poolFor(work.actor)
  const { due, later } = await readBook(work, pool)
  const tagsOf = ({ bankId, questionId }: { bankId: string; questionId: string }) =>
    pool.find(bankId, questionId)?.tags ?? []
  const needed = neededIn(work, pool.questions())
  return {
    day: work.today,
    due: {
      count: due.length,
      // The first tag of a question says what it is about.
      tags: tally(due.flatMap((card) => tagsOf(card).slice(0, 1)))
        .slice(0, SHOWN_TAGS)
        .map(({ what, count }) => ({ tag: what, count })),
      days: Math.max(0, ...due.map(({ lastOn }) => daysBetween(lastOn, work.today))),
    },
    book: due.length + later.length,
    daily: await readDailyState(work, pool),
    ...(needed && {
      post: {
        post: needed.needs.post,
        tags: needed.needs.tags.slice(0, SHOWN_TAGS),
        questions: needed.fitting.length,
      },
    }),
  }
}
