import type { CallReply } from '@shared/core/contract'
import type { BlueprintRow } from '@shared/modules/quiz/blueprint'
import type { examEndpoints } from '@shared/modules/quiz/exams/endpoints'
import { MAX_PAPER_QUESTIONS } from '@shared/modules/quiz/exams/model'
import type { ExamDraft } from '@shared/modules/quiz/exams/schemas'
import type { QuestionKind } from '@shared/modules/quiz/model'

type ExamDetail = CallReply<(typeof examEndpoints)['exam']>
type ExamProposal = CallReply<(typeof examEndpoints)['examProposal']>

/** One row of a drawn paper while it is being written; numbers are what was typed. */
export interface EditedRow extends Pick<BlueprintRow, 'kind' | 'tag' | 'difficulty'> {
  count: string
  points: string
}

/** One question chosen for a fixed paper while it is being written; points are what was typed. */
export interface EditedQuestion {
  questionId: string
  title: string
  kind: QuestionKind
  points: string
  /** It was retired or waits for review since it was chosen. */
  gone?: true
}

/** An exam while it is being set. Everything but title and what is drawn is filled in. */
export interface EditedExam {
  organizationId: string
  title: string
  note: string
  audience: string[]
  posts: string
  /** Drawn anew for everybody, or the same questions for all; what was set of the other is kept. */
  paper: 'drawn' | 'fixed'
  bankIds: string[]
  rows: EditedRow[]
  questions: EditedQuestion[]
  /** Chosen questions are asked in this very order. */
  ordered: boolean
  opensAt: string
  closesAt: string
  minutes: string
  attempts: string
  passPercent: string
  partial: 'none' | 'half'
  reveal: 'submitted' | 'closed'
  certificate: boolean
}

const USUAL_ROW: EditedRow = { count: '20', points: '5' }

export const fromProposal = (proposal: ExamProposal): EditedExam => ({
  organizationId: proposal.organizationId,
  title: proposal.title,
  note: '',
  audience: [proposal.organizationId],
  posts: '',
  paper: 'drawn',
  bankIds: [],
  rows: [USUAL_ROW],
  questions: [],
  ordered: false,
  opensAt: proposal.opensAt,
  closesAt: proposal.closesAt,
  minutes: String(proposal.minutes),
  attempts: String(proposal.attempts),
  passPercent: String(proposal.passPercent),
  partial: proposal.partial,
  reveal: proposal.reveal,
  certificate: proposal.certificate,
})

function paperFrom(
  paper: ExamDetail['paper'],
): Pick<EditedExam, 'paper' | 'bankIds' | 'rows' | 'questions' | 'ordered'> {
  if (paper.kind === 'fixed')
    return {
      ...{ paper: 'fixed', bankIds: [], rows: [USUAL_ROW], ordered: paper.ordered },
      questions: paper.questions.map(({ questionId, title, kind, points, usable }) => ({
        ...{ questionId, title, kind, points: String(points) },
        ...(!usable && { gone: true as const }),
      })),
    }
  return {
    ...{ paper: 'drawn', bankIds: paper.bankIds, questions: [], ordered: false },
    rows: paper.rows.map(({ count, points, ...rest }) => ({ ...rest, count: String(count), points: String(points) })),
  }
}

export const fromDraft = (exam: ExamDetail): EditedExam => ({
  organizationId: exam.organizationId,
  title: exam.title,
  note: exam.note,
  audience: exam.audience.organizationIds,
  posts: (exam.audience.posts ?? []).join('、'),
  ...paperFrom(exam.paper),
  opensAt: exam.opensAt,
  closesAt: exam.closesAt,
  minutes: String(exam.minutes),
  attempts: String(exam.attempts),
  passPercent: String(exam.passPercent),
  partial: exam.partial,
  reveal: exam.reveal,
  certificate: exam.certificate,
})

const isNumber = (text: string): boolean => /^[1-9]\d{0,2}$/.test(text.trim())
/** A question is worth a hundred points at most. */
const isPoints = (text: string): boolean => isNumber(text) && Number(text) <= 100

/** Adds a question to those chosen, worth as much as the last; takes it out when it is there already. */
export function toggleQuestion(
  chosen: readonly EditedQuestion[],
  { id, title, kind }: { id: string; title: string; kind: QuestionKind },
): EditedQuestion[] {
  const rest = chosen.filter(({ questionId }) => questionId !== id)
  if (rest.length < chosen.length || chosen.length >= MAX_PAPER_QUESTIONS) return rest
  return [...rest, { questionId: id, title, kind, points: chosen[chosen.length - 1]?.points ?? '5' }]
}

/** Puts the question at one place before (-1) or behind (1) its neighbour; at the ends nothing changes. */
export function moveQuestion(chosen: readonly EditedQuestion[], at: number, step: -1 | 1): EditedQuestion[] {
  const [one, other] = [chosen[at], chosen[at + step]]
  if (!one || !other) return [...chosen]
  return chosen.map((question, i) => (i === at ? other : i === at + step ? one : question))
}

/** The paper as it is sent; undefined while it cannot be looked at yet. */
export function paperOf({
  paper,
  bankIds,
  rows,
  questions,
  ordered,
}: Pick<EditedExam, 'paper' | 'bankIds' | 'rows' | 'questions' | 'ordered'>): ExamDraft['paper'] | undefined {
  if (paper === 'fixed') {
    if (questions.length === 0 || !questions.every(({ points }) => isPoints(points))) return undefined
    return {
      kind: 'fixed',
      questions: questions.map(({ questionId, points }) => ({ questionId, points: Number(points) })),
      ...(ordered && { ordered }),
    }
  }
  if (bankIds.length === 0 || rows.length === 0) return undefined
  if (!rows.every(({ count, points }) => isNumber(count) && isNumber(points))) return undefined
  return {
    kind: 'drawn',
    bankIds,
    rows: rows.map(({ kind, tag, difficulty, count, points }) => ({
      ...(kind && { kind }),
      ...(tag && { tag }),
      ...(difficulty && { difficulty }),
      count: Number(count),
      points: Number(points),
    })),
  }
}

/** What is still missing, for the button; undefined when it can be saved. */
export function lackOf(edited: EditedExam): string | undefined {
  if (edited.title.trim() === '') return '先写标题'
  if (edited.audience.length === 0) return '先选对象'
  const isFixed = edited.paper === 'fixed'
  if (isFixed && edited.questions.length === 0) return '先选题'
  if (!isFixed && edited.bankIds.length === 0) return '先选题库'
  if (!paperOf(edited)) return isFixed ? '每题写 1 到 100 分' : '写明抽几题、每题几分'
  if (![edited.minutes, edited.attempts, edited.passPercent].every(isNumber)) return '时限、次数、及格线要写数字'
  return undefined
}

/** What is sent of it. */
export function draftOf(edited: EditedExam): ExamDraft {
  const posts = [...new Set(edited.posts.split(/[、,，\s]+/).filter((post) => post !== ''))]
  const paper = paperOf(edited)
  if (!paper) throw new Error('an exam without a paper')
  return {
    title: edited.title.trim(),
    ...(edited.note.trim() && { note: edited.note.trim() }),
    audience: { organizationIds: edited.audience, ...(posts.length > 0 && { posts }) },
    paper,
    opensAt: edited.opensAt,
    closesAt: edited.closesAt,
    minutes: Number(edited.minutes),
    attempts: Number(edited.attempts),
    passPercent: Number(edited.passPercent),
    partial: edited.partial,
    reveal: edited.reveal,
    certificate: edited.certificate,
  }
}
