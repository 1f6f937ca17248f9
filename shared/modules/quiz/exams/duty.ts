import { type Obligation, obligationKey, type Rung } from '@shared/core/obligation'
import {
  clockTimeOf,
  daysBetween,
  laterOf,
  type PlainDate,
  plainDateOf,
  plainDateOfInstant,
} from '@shared/core/plainDate'
import type { Exam } from './model'

export const EXAM_RULE = 'quiz.exam'
export const ownExamPage = (examId: string): string => `/modules/quiz/pages/exam/index?id=${examId}`

/** Day and clock time at which an instant ends something: midnight ends the day before. */
export function endOf(instant: string): { on: PlainDate; time: string } {
  const time = clockTimeOf(instant)
  return time === '00:00'
    ? { on: plainDateOf(Date.parse(instant) - 1), time: '23:59' }
    : { on: plainDateOfInstant(instant), time }
}

/** An exam as it stands in the plans of those it is meant for. */
export interface AskedExam extends Pick<Exam, 'id' | 'title' | 'opensAt' | 'closesAt' | 'minutes'> {
  /** Name of the organisation that sets it. */
  askedBy: string
  publishedOn: PlainDate
  /** How many days before it closes those who have not handed in are reminded; 0: not at all. */
  remindDays: number
}

export interface Examinee {
  personId: string
  /** Organisation in whose register the person stands. */
  organizationId: string
  handedInOn?: PlainDate | undefined
}

/** Once, so many days before it closes; not to those who have only just been told. Nobody above is told about a single person. */
function ladderOf({ publishedOn, remindDays }: AskedExam, dueOn: PlainDate): Rung[] {
  if (remindDays === 0 || daysBetween(publishedOn, dueOn) <= remindDays) return []
  return [{ id: `T-${remindDays}`, offsetDays: -remindDays, to: 'owner' }]
}

/** 参加考试 — done when it was handed in for the first time; when it is over nobody owes it any more. */
export function examDuty(exam: AskedExam, { personId, organizationId, handedInOn }: Examinee): Obligation {
  const { id, title, opensAt, closesAt, minutes, askedBy, publishedOn } = exam
  const { on: dueOn, time: dueTime } = endOf(closesAt)
  return {
    key: obligationKey(EXAM_RULE, personId, id),
    module: 'quiz',
    rule: EXAM_RULE,
    owner: { kind: 'person', id: personId },
    organizationId,
    title: `参加考试“${title}”`,
    why: `${askedBy}安排的考试，限时 ${minutes} 分钟`,
    period: id,
    opensOn: laterOf(publishedOn, plainDateOfInstant(opensAt)),
    dueOn,
    dueTime,
    source: { document: `${askedBy}考试安排`, article: title },
    action: { page: ownExamPage(id), label: '去考试' },
    ladder: ladderOf(exam, dueOn),
    ...(handedInOn && { doneBy: { module: 'quiz', id, on: handedInOn } }),
  }
}
