import type { CallReply } from '@shared/core/contract'
import type { BlueprintRow } from '@shared/modules/quiz/blueprint'
import type { examEndpoints } from '@shared/modules/quiz/exams/endpoints'
import type { ExamDraft } from '@shared/modules/quiz/exams/schemas'

type ExamDetail = CallReply<(typeof examEndpoints)['exam']>
type ExamProposal = CallReply<(typeof examEndpoints)['examProposal']>

/** One row of a drawn paper while it is being written; numbers are what was typed. */
export interface EditedRow extends Pick<BlueprintRow, 'kind' | 'tag' | 'difficulty'> {
  count: string
  points: string
}

/** An exam while it is being set. Everything but title and what is drawn is filled in. */
export interface EditedExam {
  organizationId: string
  title: string
  note: string
  audience: string[]
  posts: string
  bankIds: string[]
  rows: EditedRow[]
  /** A paper of chosen questions stays as it is; it is only copied or withdrawn as a whole. */
  fixed?: { questionId: string; points: number }[]
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
  bankIds: [],
  rows: [USUAL_ROW],
  opensAt: proposal.opensAt,
  closesAt: proposal.closesAt,
  minutes: String(proposal.minutes),
  attempts: String(proposal.attempts),
  passPercent: String(proposal.passPercent),
  partial: proposal.partial,
  reveal: proposal.reveal,
  certificate: proposal.certificate,
})

export const fromDraft = (exam: ExamDetail): EditedExam => ({
  organizationId: exam.organizationId,
  title: exam.title,
  note: exam.note,
  audience: exam.audience.organizationIds,
  posts: (exam.audience.posts ?? []).join('、'),
  ...(exam.paper.kind === 'drawn'
    ? {
        bankIds: exam.paper.bankIds,
        rows: exam.paper.rows.map(({ count, points, ...rest }) => ({
          ...rest,
          count: String(count),
          points: String(points),
        })),
      }
    : {
        bankIds: [],
        rows: [],
        fixed: exam.paper.questions.map(({ questionId, points }) => ({ questionId, points })),
      }),
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

/** The paper as it is sent; undefined while it cannot be looked at yet. */
export function paperOf({ fixed, bankIds, rows }: EditedExam): ExamDraft['paper'] | undefined {
  if (fixed) return { kind: 'fixed', questions: fixed }
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
  if (!edited.fixed && edited.bankIds.length === 0) return '先选题库'
  if (!paperOf(edited)) return '写明抽几题、每题几分'
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
