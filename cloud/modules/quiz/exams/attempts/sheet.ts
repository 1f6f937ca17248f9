import type { Work } from '@cloud/core/deps'
import { sentAnswerOf } from '@shared/modules/quiz/asked'
import type { AttemptRecord, ExamRecord, PaperRecord } from '../collection'
import { presentItems } from '../views'

/** How an attempt came out; undefined while it is open. */
export function outcomeOf({ score, full, passed, submittedAt, submittedBy }: AttemptRecord) {
  if (score === undefined || full === undefined || !submittedAt || !submittedBy) return undefined
  return { score, full, passed: passed === true, submittedAt: submittedAt.toISOString(), submittedBy }
}

export function presentOwn(attempt: AttemptRecord) {
  const outcome = outcomeOf(attempt)
  return {
    id: attempt._id,
    number: attempt.number,
    startedAt: attempt.startedAt.toISOString(),
    dueAt: attempt.dueAt.toISOString(),
    ...(outcome && { outcome }),
  }
}

/** 答卷 — while it is open with all its questions; afterwards only how it came out. */
export async function presentSheet(
  work: Pick<Work, 'deps' | 'today' | 'now'>,
  exam: Pick<ExamRecord, '_id' | 'title' | 'partial'>,
  attempt: AttemptRecord,
  paper: Pick<PaperRecord, 'items'> | null,
) {
  const isOpen = attempt.state === 'open'
  return {
    ...presentOwn(attempt),
    examId: exam._id,
    title: exam.title,
    state: attempt.state,
    now: work.now,
    partial: exam.partial,
    questions: isOpen && paper ? await presentItems(work, paper.items) : [],
    answers: isOpen
      ? Object.entries(attempt.answers).map(([place, { seq, answer }]) => ({
          place: Number(place),
          seq,
          answer: sentAnswerOf(answer),
        }))
      : [],
  }
}
