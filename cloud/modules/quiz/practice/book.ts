import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { RIGHT_TO_LEAVE } from '@shared/modules/quiz/practice/model'
import { Questions } from '../banks/collection'
import { type CardRecord, Cards } from './collection'
import type { Pool } from './pool'

type BookCard = Pick<CardRecord, 'questionId' | 'bankId' | 'dueOn' | 'lastOn'>

/** Cards looked at to find what is due; the earliest due come first, so none is passed over for ever. */
const MAX_BOOK = 1_000

/** 错题本 — what stands in it that can be asked at present, the due ones apart, earliest due first. One query. */
export async function readBook({ actor, today }: Work, pool: Pool): Promise<{ due: BookCard[]; later: BookCard[] }> {
  const rows = await Cards.find(
    { personId: actor.personId, inBook: true },
    { questionId: 1, bankId: 1, dueOn: 1, lastOn: 1 },
  )
    .sort({ dueOn: 1, _id: 1 })
    .limit(MAX_BOOK)
    .lean<BookCard[]>()
  const asked = rows.filter(({ bankId, questionId }) => pool.find(bankId, questionId) !== undefined)
  return { due: asked.filter(({ dueOn }) => dueOn <= today), later: asked.filter(({ dueOn }) => dueOn > today) }
}

const RESTING: Readonly<Record<string, string>> = {
  flagged: '题目正在复核，暂时不考',
  retired: '题目已停用，不再考',
}

/** The whole book, page by page; questions that are not asked at present say why. */
export async function readBookPage({ actor, today }: Work, pool: Pool, request: PageRequest) {
  const where = { personId: actor.personId, inBook: true }
  const { items, next } = await findPage<CardRecord>(Cards, where, { dueOn: 1, _id: 1 }, request)
  const questions = await Questions.find(
    { _id: { $in: items.map(({ questionId }) => questionId) } },
    { kind: 1, title: 1, tags: 1, state: 1 },
  ).lean()
  const byId = new Map(questions.map((question) => [question._id, question]))
  return {
    items: items.flatMap(({ _id, questionId, bankId, dueOn, wrong, lastWrongOn, streak }) => {
      const question = byId.get(questionId)
      if (!question) return []
      const isAsked = pool.find(bankId, questionId) !== undefined
      return {
        id: _id,
        questionId,
        kind: question.kind,
        title: question.title,
        tags: question.tags,
        dueOn,
        isDue: isAsked && dueOn <= today,
        wrong,
        ...(lastWrongOn && { lastWrongOn }),
        rightToLeave: RIGHT_TO_LEAVE - streak,
        ...(!isAsked && { resting: RESTING[question.state] ?? '题库已停用，或不再属于你的单位' }),
      }
    }),
    next,
  }
}
