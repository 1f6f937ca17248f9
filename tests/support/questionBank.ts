import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import type { Deps } from '@cloud/core/deps'
import { Banks } from '@cloud/modules/quiz/banks/collection'
import { insertQuestions, type QuestionDraft } from '@cloud/modules/quiz/banks/write'
import type { Content } from '@shared/modules/quiz/model'
import { systemWork } from './factories'

/** Stands in every key, wording and explanation: a reply that holds it before an answer has given something away. */
export const SECRET = '只在批改以后'

/** A question of each kind in turn; the right answer of the first four kinds is the second option, or the first wording. */
export function buildContent(i: number): Content {
  const explanation = `${SECRET}才看得到的解析 ${i}`
  const options = ['甲', '乙', '丙', '丁'].map((text) => ({ text: `${text}${i}` }))
  switch (i % 5) {
    case 0:
      return { kind: 'single', stem: `单选题 ${i}`, options, key: [1], explanation }
    case 1:
      return { kind: 'multiple', stem: `多选题 ${i}`, options, key: [1, 2], explanation }
    case 2:
      return {
        kind: 'judgement',
        stem: `判断题 ${i}`,
        options: [{ text: '正确' }, { text: '错误' }],
        key: [1],
        explanation,
      }
    case 3:
      return { kind: 'blank', stem: `填空题 ${i}：____天`, accepted: [[`${SECRET}三十`, '30']], explanation }
    default:
      return {
        kind: 'case',
        stem: `案例题 ${i}`,
        parts: [
          { kind: 'single', stem: '第一问', options, key: [1], explanation },
          { kind: 'blank', stem: '第二问____', accepted: [[`${SECRET}报告`]], explanation },
        ],
        explanation,
      }
  }
}

/** A bank of one organisation (of the product without one) with so many questions. @returns ids of bank and questions. */
export async function buildBank(
  deps: Deps,
  place: { organizationId: string; path: string },
  count: number,
  overrides: (i: number) => Partial<QuestionDraft> = () => ({}),
): Promise<{ bankId: string; questionIds: string[] }> {
  const work = systemWork(deps)
  const bank = { _id: newId(), organizationId: place.organizationId, path: place.path }
  const questionIds = await inTransaction(async () => {
    await Banks.create({ ...bank, title: '示范题库', active: true, revision: 0, at: new Date(work.now) })
    return insertQuestions(
      work,
      bank,
      Array.from({ length: count }, (_, i) => ({
        content: buildContent(i),
        difficulty: 2,
        tags: ['用电'],
        ...overrides(i),
      })),
    )
  })
  return { bankId: bank._id, questionIds }
}
