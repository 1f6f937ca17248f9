import type { ObligationSource } from '@cloud/core/defineModule'
import { organizationNames } from '@cloud/modules/organizations/index'
import { listRegistered } from '@cloud/modules/people/index'
import { placeIdsOf, reaches } from '@shared/core/audience'
import { type PlainDate, plainDateOf, yearOf } from '@shared/core/plainDate'
import { DEFAULT_SETTINGS } from '@shared/modules/organizations/model'
import { type AskedExam, EXAM_RULE, examDuty } from '@shared/modules/quiz/exams/duty'
import type { QueryFilter } from 'mongoose'
import { type AttemptRecord, Attempts, type ExamRecord, Exams } from './collection'
import { ASKED_FACT, HANDED_IN_FACT } from './note'
import { toExam } from './queries'

type Asked = AskedExam & Pick<ExamRecord, 'audience'>

/** The year in whose plan an exam stands: that of its first day, which nobody moves once it is published. */
const yearOfExam = ({ opensAt }: Pick<ExamRecord, 'opensAt'>): number => yearOf(plainDateOf(opensAt.getTime()))

/** Exams that are asked of people who stand in these places. */
async function listAsked(
  placeIds: readonly string[],
  year: number,
  today: PlainDate,
  ids: readonly string[] | undefined,
): Promise<Asked[]> {
  const rows = await Exams.find({
    'audience.organizationIds': { $in: [...placeIds] },
    live: true,
    ...(ids && { _id: { $in: [...ids] } }),
  } as QueryFilter<ExamRecord>)
    .sort({ closesAt: 1, _id: 1 })
    .lean<ExamRecord[]>()
  const own = rows.filter((row) => yearOfExam(row) === year)
  if (own.length === 0) return []
  const names = await organizationNames(own.map(({ organizationId }) => organizationId))
  return own.map((row) => ({
    ...toExam(row),
    askedBy: names.get(row.organizationId) ?? '上级',
    publishedOn: row.publishedOn ?? today,
    remindDays: row.remindDays ?? DEFAULT_SETTINGS.examRemindDays,
  }))
}

/** On which day each of these people has handed in, by `person:exam`. */
async function listHandedIn(examIds: readonly string[], personIds: readonly string[]): Promise<Map<string, PlainDate>> {
  const rows = await Attempts.find(
    { examId: { $in: [...examIds] }, personId: { $in: [...personIds] }, counts: true },
    { examId: 1, personId: 1, submittedAt: 1 },
  ).lean<Pick<AttemptRecord, '_id' | 'examId' | 'personId' | 'submittedAt'>[]>()
  return new Map(
    rows.flatMap(({ examId, personId, submittedAt }) =>
      submittedAt ? [[`${personId}:${examId}`, plainDateOf(submittedAt.getTime())]] : [],
    ),
  )
}

/** What exams people are to take, in the plan of the organisation in whose register they stand. */
export const examObligations: ObligationSource = {
  facts: [ASKED_FACT, HANDED_IN_FACT, 'people.person'],
  labels: { [EXAM_RULE]: '参加考试' },
  // A day that passes asks nothing new of anybody: an exam stands in the plans from the day it is published until it is over.
  turning: async () => [],
  periodsOf: ({ fact, factId }) => (fact === 'people.person' ? undefined : [factId]),
  async compute(_, organizationIds, year, today, examIds) {
    const people = await listRegistered(organizationIds)
    const exams = await listAsked([...new Set(people.flatMap(placeIdsOf))], year, today, examIds)
    if (exams.length === 0) return []
    const concerned = people.filter((person) => exams.some(({ audience }) => reaches(audience, person)))
    const handedIn = await listHandedIn(
      exams.map(({ id }) => id),
      concerned.map(({ id }) => id),
    )
    return concerned.flatMap(({ id: personId, organizationId, ...standing }) =>
      exams
        .filter(({ audience }) => reaches(audience, standing))
        .map((exam) =>
          examDuty(exam, { personId, organizationId, handedInOn: handedIn.get(`${personId}:${exam.id}`) }),
        ),
    )
  },
}
