import type { Actor } from '@cloud/core/actor'
import { mustBeAllowed } from '@cloud/core/authorize'
import { AppError } from '@shared/core/errors'
import { fits, shortageMessage } from '@shared/modules/quiz/blueprint'
import { preparePool } from '@shared/modules/quiz/drawing'
import type { Paper } from '@shared/modules/quiz/exams/model'
import { QUIZ_POLICY } from '@shared/modules/quiz/policy'
import { Banks, type QuestionRecord, Questions } from '../banks/collection'
import { indexesOf } from '../banks/drawing'

const MOST_TAGS = 200

type Chosen = Pick<
  QuestionRecord,
  '_id' | 'bankId' | 'version' | 'kind' | 'title' | 'state' | 'organizationId' | 'path'
>
const CHOSEN = { bankId: 1, version: 1, kind: 1, title: 1, state: 1, organizationId: 1, path: 1 } as const

/** Chosen questions as they are now, by id; what the actor may not use is absent. */
export async function chosenQuestions(actor: Actor, questionIds: readonly string[]): Promise<Map<string, Chosen>> {
  const rows = await Questions.find({ _id: { $in: [...questionIds] } }, CHOSEN).lean<Chosen[]>()
  return new Map(rows.filter((row) => QUIZ_POLICY.use(actor, row)).map((row) => [row._id, row]))
}

/** @throws AppError forbidden for a bank the actor may not use. */
export async function mustUseBanks(actor: Actor, bankIds: readonly string[]): Promise<Map<string, string>> {
  const banks = await Banks.find({ _id: { $in: [...bankIds] } }, { organizationId: 1, path: 1, title: 1 }).lean()
  mustBeAllowed(
    banks.length === bankIds.length && banks.every((bank) => QUIZ_POLICY.use(actor, bank)),
    '有题库不存在，或不是你能用的，请重新选择',
  )
  return new Map(banks.map(({ _id, title }) => [_id, title]))
}

const total = (lines: readonly { count: number }[]): number => lines.reduce((sum, { count }) => sum + count, 0)

/** 核对试卷 — how many questions and points, and whether there is enough to draw from. @throws AppError forbidden. */
export async function checkPaper(actor: Actor, paper: Paper) {
  if (paper.kind === 'fixed') {
    const chosen = await chosenQuestions(
      actor,
      paper.questions.map((one) => one.questionId),
    )
    const gone = paper.questions.filter(({ questionId }) => chosen.get(questionId)?.state !== 'active').length
    return {
      questions: paper.questions.length,
      points: paper.questions.reduce((sum, { points }) => sum + points, 0),
      shortage: gone > 0 ? `有 ${gone} 道题已停用或待复核，请换掉` : null,
      fitting: [],
      tags: [],
    }
  }
  await mustUseBanks(actor, paper.bankIds)
  const questions = (await indexesOf(paper.bankIds)).flatMap((bank) => bank.questions)
  const prepared = preparePool(paper.rows, questions)
  const tags = new Map<string, number>()
  for (const question of questions) for (const tag of question.tags) tags.set(tag, (tags.get(tag) ?? 0) + 1)
  return {
    questions: total(paper.rows),
    points: paper.rows.reduce((sum, { count, points }) => sum + count * points, 0),
    shortage: 'shortage' in prepared ? shortageMessage(paper.rows, prepared.shortage) : null,
    fitting: paper.rows.map((row) => questions.filter((question) => fits(row, question)).length),
    tags: [...tags]
      .map(([tag, count]) => ({ tag, count }))
      .sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1))
      .slice(0, MOST_TAGS),
  }
}

/** Chosen questions with the version each has now. @throws AppError invalid_input when one cannot be asked. */
export async function pinVersions(actor: Actor, paper: Paper): Promise<Paper> {
  if (paper.kind === 'drawn') return paper
  const chosen = await chosenQuestions(
    actor,
    paper.questions.map((one) => one.questionId),
  )
  return {
    ...paper,
    questions: paper.questions.map(({ questionId, points }) => {
      const question = chosen.get(questionId)
      if (question?.state !== 'active') throw new AppError('invalid_input', '有题目已停用或待复核，请换掉')
      return { questionId, points, version: question.version }
    }),
  }
}
