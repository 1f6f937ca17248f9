import {
  anything,
  count,
  defineCollection,
  flag,
  optionalCount,
  optionalText,
  optionalWhen,
  text,
  texts,
  when,
} from '@cloud/core/database/collection'
import type { PlainDate } from '@shared/core/plainDate'
import type {
  Exam,
  ExamWord,
  LateAnswer,
  PaperItem,
  SavedAnswer,
  ScoreChange,
  SubmittedBy,
} from '@shared/modules/quiz/exams/model'

/** 考试 */
export interface ExamRecord extends Omit<Exam, 'id' | 'opensAt' | 'closesAt'> {
  _id: string
  /** Organisation it belongs to, behind all above it: whoever sets exams over one of them finds it. */
  places: string[]
  opensAt: Date
  closesAt: Date
  publishedOn?: PlainDate
  /** How many days before it closes those who have not handed in are reminded, as the unit had it when it was published. */
  remindDays?: number
  /** A campaign tells its people of it: it stands in nobody's plan and sends no word of its own. */
  quiet?: boolean
  /** It stands in the plans of those it is meant for: published and not over. */
  live?: boolean
  /** The latest word to them: the how-manieth, and what changed. */
  word?: { number: number; kind: ExamWord; why?: string }
  /** Grows with every write. */
  revision: number
  byId: string
  at: Date
}

export const Exams = defineCollection<ExamRecord>(
  'quizExams',
  {
    organizationId: text,
    path: text,
    places: texts,
    title: text,
    note: optionalText,
    audience: anything,
    paper: anything,
    opensAt: when,
    closesAt: when,
    minutes: count,
    attempts: count,
    passPercent: count,
    partial: text,
    reveal: text,
    certificate: flag,
    state: text,
    cancelledBecause: optionalText,
    publishedOn: optionalText,
    remindDays: optionalCount,
    quiet: { type: Boolean },
    live: { type: Boolean },
    word: anything,
    revision: count,
    byId: text,
    at: when,
  },
  [
    { keys: { places: 1, closesAt: -1, _id: -1 } },
    { keys: { 'audience.organizationIds': 1, state: 1, closesAt: 1, _id: 1 } },
    { keys: { 'audience.organizationIds': 1, closesAt: 1, _id: 1 }, where: { live: true } },
    { keys: { closesAt: 1, _id: 1 }, where: { live: true } },
  ],
)

/** 答卷 — somebody's attempt at an exam: the answers, and what came of them. The questions stand in its paper. */
export interface AttemptRecord {
  _id: string
  examId: string
  personId: string
  /** Where the person stood when it began. */
  organizationId: string
  path: string
  teamId?: string
  teamPath?: string
  number: number
  /** How many questions. */
  count: number
  state: 'open' | 'submitted'
  startedAt: Date
  dueAt: Date
  /** By place in the paper. */
  answers: Record<string, SavedAnswer>
  /** What arrived after the time was up. */
  late: LateAnswer[]
  submittedAt?: Date
  submittedBy?: SubmittedBy
  /** Thousandths of each question that were right; null for a question that was withdrawn. */
  shares?: (number | null)[]
  /** Hundredths of a point. */
  score?: number
  full?: number
  passed?: boolean
  /** The best of the person's attempts: the one that counts. */
  counts: boolean
  /** When the person was first shown right answers. */
  reviewedAt?: Date
  changes: ScoreChange[]
}

export const Attempts = defineCollection<AttemptRecord>(
  'quizAttempts',
  {
    examId: text,
    personId: text,
    organizationId: text,
    path: text,
    teamId: optionalText,
    teamPath: optionalText,
    number: count,
    count,
    state: text,
    startedAt: when,
    dueAt: when,
    answers: anything,
    late: anything,
    submittedAt: optionalWhen,
    submittedBy: optionalText,
    shares: anything,
    score: optionalCount,
    full: optionalCount,
    passed: { type: Boolean },
    counts: flag,
    reviewedAt: optionalWhen,
    changes: anything,
  },
  [
    { keys: { examId: 1, personId: 1, number: 1 }, unique: true },
    { keys: { examId: 1, counts: 1, path: 1, _id: 1 } },
    { keys: { examId: 1, counts: 1, teamPath: 1, _id: 1 } },
    { keys: { dueAt: 1, _id: 1 }, where: { state: 'open' } },
    { keys: { examId: 1, 'changes.appealId': 1, _id: 1 }, where: { 'changes.appealId': { $exists: true } } },
  ],
)

/** 试卷 — what one attempt asks; written with it and never altered. */
export interface PaperRecord {
  /** Id of the attempt. */
  _id: string
  examId: string
  items: PaperItem[]
}

export const Papers = defineCollection<PaperRecord>('quizPapers', { examId: text, items: anything }, [
  { keys: { 'items.versionId': 1, _id: 1 } },
])
