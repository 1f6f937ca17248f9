import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import { Banks } from '@cloud/modules/quiz/banks/collection'
import { insertQuestions, type QuestionDraft } from '@cloud/modules/quiz/banks/write'
import { plainDate } from '@shared/core/plainDate'
import type { Content } from '@shared/modules/quiz/model'
import { buildWorld, systemWork } from '../support/factories'
import type { TestService } from '../support/service'

/** Words that stand in keys and explanations and nowhere else: where one is seen, an answer has left. */
export const SECRET = '谜底'

const options = (n: number, count = 4) => Array.from({ length: count }, (_, i) => ({ text: `第${n}题的选项${i + 1}` }))

/** Question `n`: choices whose right option is known from its number, gaps, and a case now and then. */
export function questionOf(n: number): Content {
  const explanation = `${SECRET}${n}`
  if (n % 10 === 9)
    return {
      kind: 'case',
      stem: `第${n}题的情形`,
      parts: [
        { kind: 'single', stem: `第${n}题第一问`, options: options(n), key: [1], explanation },
        { kind: 'blank', stem: `第${n}题要____天`, accepted: [[`${SECRET}甲${n}`, '三十']], explanation },
      ],
      explanation,
    }
  if (n % 10 === 8)
    return { kind: 'blank', stem: `第${n}题填____和____`, accepted: [[`${SECRET}乙${n}`], ['丙', '3']], explanation }
  if (n % 10 === 7)
    return {
      kind: 'judgement',
      stem: `第${n}题对不对`,
      options: [{ text: '正确' }, { text: '错误' }],
      key: [n % 2],
      explanation,
    }
  if (n % 10 >= 5) return { kind: 'multiple', stem: `第${n}题选几项`, options: options(n), key: [0, 2], explanation }
  return { kind: 'single', stem: `第${n}题选一项`, options: options(n), key: [n % 4], explanation }
}

const TAGS = ['高处作业', '动火', '临时用电']

export const draftOf = (n: number): QuestionDraft => ({
  content: questionOf(n),
  difficulty: ((n % 3) + 1) as 1 | 2 | 3,
  tags: [TAGS[n % 3] ?? ''],
  source: { document: '安全生产法', version: plainDate('2021-09-01'), article: `第${(n % 100) + 1}条` },
})

/** A bank of an organisation with so many questions. @returns its id and those of its questions. */
export async function addBank(
  service: Pick<TestService, 'deps'>,
  place: { id: string; path: string },
  count: number,
): Promise<{ bankId: string; questionIds: string[] }> {
  const work = systemWork(service.deps)
  const bank = { _id: newId(), organizationId: place.id, path: place.path }
  return inTransaction(async () => {
    await Banks.create({ ...bank, title: '安全知识题库', active: true, revision: 0, at: new Date(work.now) })
    const drafts = Array.from({ length: count }, (_, n) => draftOf(n))
    return { bankId: bank._id, questionIds: await insertQuestions(work, bank, drafts) }
  })
}

interface Shown {
  kind: string
  stem: string
  options: readonly { text: string }[]
  parts: readonly { kind: string; stem: string; options: readonly { text: string }[] }[]
}

/** The right answer to a question as somebody sees it, found by its words. */
export function rightAnswerTo(asked: Shown): unknown {
  const n = Number(/第(\d+)题/.exec(asked.stem)?.[1])
  const content = questionOf(n)
  const placesOf = (shown: readonly { text: string }[], stored: readonly { text: string }[], key: readonly number[]) =>
    key.map((place) => shown.findIndex(({ text }) => text === stored[place]?.text)).sort((a, b) => a - b)
  if (content.kind === 'case')
    return {
      parts: content.parts.map((part, i) =>
        part.kind === 'blank'
          ? part.accepted.map(([first]) => first)
          : placesOf(asked.parts[i]?.options ?? [], part.options, part.key),
      ),
    }
  if (content.kind === 'blank') return content.accepted.map(([first]) => first)
  return placesOf(asked.options, content.options, content.key)
}

// biome-ignore lint/suspicious/noExplicitAny: questions as the service shows them
export type Question = any
export const numberOf = ({ asked }: Question): number => Number(/第(\d+)题/.exec(asked.stem)?.[1])

/** Two branches; the secretary of the first has a bank of twenty questions and sets exams of them for its members. */
export async function buildQuizBranch(service: TestService) {
  const world = await buildWorld(service.deps, { branches: 2, members: 12 })
  const [branch] = world.branches
  if (!branch) throw new Error('no branch')
  const { questionIds } = await addBank(service, branch, 20)
  const secretary = service.as(branch.secretary)

  /** Publishes an exam of so many questions of the bank, two points each. @returns its id. */
  async function publish(count: number, more: object = {}, from = 0): Promise<string> {
    const questions = questionIds.slice(from, from + count).map((questionId) => ({ questionId, points: 2 }))
    const { body } = await secretary.post('/quiz/exams', {
      organizationId: branch?.id,
      title: '安全月考试',
      audience: { organizationIds: [branch?.id] },
      paper: { kind: 'fixed', questions },
      reveal: 'submitted',
      ...more,
    })
    expect((await secretary.post(`/quiz/exams/${body.id}/publish`)).status).toBe(200)
    return body.id
  }

  /** Begins an attempt at single choices. @returns it, with answers of which the question with this number is wrong. */
  async function begin(who: string, examId: string, wrong?: number) {
    const { body } = await service.as(who).post(`/quiz/own-exams/${examId}/attempts`)
    const doneAt = new Date(service.clock.now()).toISOString()
    const answers = body.questions.map((one: Question) => {
      const [right] = rightAnswerTo(one.asked) as number[]
      const other = [((right ?? 0) + 1) % one.asked.options.length]
      return { place: one.place, seq: 1, answer: numberOf(one) === wrong ? other : rightAnswerTo(one.asked), doneAt }
    })
    const placeOf = (n: number): number => body.questions.find((one: Question) => numberOf(one) === n).place
    return { id: body.id as string, answers, placeOf }
  }

  /** The same, handed in. */
  async function take(who: string, examId: string, wrong?: number) {
    const attempt = await begin(who, examId, wrong)
    await service.as(who).post(`/quiz/attempts/${attempt.id}/submit`, { answers: attempt.answers })
    return attempt
  }

  const member = (i: number): string => branch.members[3 + i] ?? ''
  return { world, branch, questionIds, secretary, member, publish, begin, take }
}
export type QuizBranch = Awaited<ReturnType<typeof buildQuizBranch>>
