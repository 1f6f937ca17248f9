import {
  anything,
  defineCollection,
  optionalText,
  optionalWhen,
  text,
  texts,
  when,
} from '@cloud/core/database/collection'
import type { AppealReason, AppealState } from '@shared/modules/quiz/appeals/model'
import type { Ruling } from '@shared/modules/quiz/appeals/ruling'
import type { QuestionKind } from '@shared/modules/quiz/model'

/** One person who says that the question is wrong. */
export interface Voice {
  attemptId: string
  personId: string
  reason?: AppealReason
  at: string
}

/** 异议 — a question of an exam that somebody says is wrong, with everybody who says so. */
export interface AppealRecord {
  _id: string
  examId: string
  questionId: string
  /** `questionId:version` */
  versionId: string
  title: string
  kind: QuestionKind
  /** Where the exam belongs. */
  organizationId: string
  path: string
  places: string[]
  voices: Voice[]
  state: AppealState
  at: Date
  /** Appeal whose ruling has decided this one: itself, or another about the same question. */
  decidedWith?: string
  decidedById?: string
  decidedAt?: Date
  decidedBecause?: string
  /** How, when it was accepted. */
  decidedAs?: Ruling['kind']
}

export const Appeals = defineCollection<AppealRecord>(
  'quizAppeals',
  {
    examId: text,
    questionId: text,
    versionId: text,
    title: text,
    kind: text,
    organizationId: text,
    path: text,
    places: texts,
    voices: anything,
    state: text,
    at: when,
    decidedWith: optionalText,
    decidedById: optionalText,
    decidedAt: optionalWhen,
    decidedBecause: optionalText,
    decidedAs: optionalText,
  },
  [
    { keys: { examId: 1, versionId: 1 }, unique: true, where: { state: 'open' } },
    { keys: { places: 1, state: 1, at: 1, _id: 1 } },
    { keys: { versionId: 1, state: 1, _id: 1 } },
    { keys: { decidedWith: 1, examId: 1 }, where: { decidedWith: { $exists: true } } },
  ],
)

/** 裁定 — how a version of a question is graded in all exams at or below a place; the version itself stays as it was asked. */
export interface RulingRecord {
  _id: string
  /** `questionId:version` */
  versionId: string
  /** Exams at or below it follow; that of the higher place goes before. */
  path: string
  ruling: Ruling
  appealId: string
  byId: string
  at: Date
}

export const Rulings = defineCollection<RulingRecord>(
  'quizRulings',
  { versionId: text, path: text, ruling: anything, appealId: text, byId: text, at: when },
  [{ keys: { versionId: 1, path: 1 }, unique: true }],
)
