import {
  anything,
  count,
  defineCollection,
  flag,
  optionalCount,
  optionalText,
  text,
  texts,
  when,
} from '@cloud/core/database/collection'
import type { PlainDate } from '@shared/core/plainDate'
import type { Citation, Content, Difficulty, QuestionKind, QuestionState } from '@shared/modules/quiz/model'

/** What ships with the product belongs to no organisation and is read by everybody. */
export const PRODUCT = { organizationId: '', path: '/' } as const

/** 题库 */
export interface BankRecord {
  _id: string
  organizationId: string
  path: string
  title: string
  note?: string
  /** Retired banks are drawn from no more. */
  active: boolean
  /** Grows with every change of the bank or its questions: what is kept in memory is kept for one revision. */
  revision: number
  /** Digest of the files a bank of the product was installed from. */
  digest?: string
  at: Date
}

export const Banks = defineCollection<BankRecord>(
  'quizBanks',
  {
    organizationId: { type: String, default: '' },
    path: text,
    title: text,
    note: optionalText,
    active: flag,
    revision: count,
    digest: optionalText,
    at: when,
  },
  [{ keys: { path: 1, _id: 1 } }, { keys: { organizationId: 1, _id: 1 } }],
)

/** 题目 — the current version, with what it is searched by. */
export interface QuestionRecord {
  _id: string
  bankId: string
  organizationId: string
  path: string
  /** Its number in the file it came from. */
  code?: string
  /** Place in the bank. */
  order: number
  version: number
  kind: QuestionKind
  /** Beginning of the stem, for lists and search. */
  title: string
  content: Content
  difficulty: Difficulty
  tags: string[]
  chapter?: string
  source?: Citation
  state: QuestionState
  /** Why it waits for review. */
  flaggedBecause?: string
  /** Digest of what makes it this question (`identityOf`). */
  identity: string
  /** Anything but retired: no bank asks the same twice. */
  live: boolean
  batchId?: string
  at: Date
}

export const Questions = defineCollection<QuestionRecord>(
  'quizQuestions',
  {
    bankId: text,
    organizationId: { type: String, default: '' },
    path: text,
    code: optionalText,
    order: count,
    version: count,
    kind: text,
    title: text,
    content: anything,
    difficulty: count,
    tags: texts,
    chapter: optionalText,
    source: anything,
    state: text,
    flaggedBecause: optionalText,
    identity: text,
    live: flag,
    batchId: optionalText,
    at: when,
  },
  [
    { keys: { bankId: 1, order: 1, _id: 1 } },
    { keys: { bankId: 1, state: 1, order: 1, _id: 1 } },
    { keys: { bankId: 1, identity: 1 }, unique: true, where: { live: true } },
    { keys: { 'source.document': 1, 'source.version': 1, _id: 1 } },
    { keys: { state: 1, path: 1, _id: 1 } },
    { keys: { batchId: 1, _id: 1 }, where: { batchId: { $exists: true } } },
  ],
)

/** 题目版本 — what a question was at a time; never altered. Attempts name one, so that a correction changes no paper that was written. */
export interface QuestionVersionRecord {
  /** `questionId:version` */
  _id: string
  questionId: string
  version: number
  content: Content
  source?: Citation
  byId: string
  at: Date
}

export const versionId = (questionId: string, version: number): string => `${questionId}:${version}`

export const QuestionVersions = defineCollection<QuestionVersionRecord>(
  'quizQuestionVersions',
  {
    questionId: text,
    version: count,
    content: anything,
    source: anything,
    byId: { type: String, default: '' },
    at: when,
  },
  [{ keys: { questionId: 1, version: -1 } }],
)

/** 法规版本 — a text or version a unit has added, or the end of one of the product's. */
export interface LegalTextRecord {
  _id: string
  organizationId: string
  path: string
  document: string
  from: PlainDate
  /** Last day on which it applies. */
  to?: PlainDate
  /** Number of the last article. */
  articles?: number
  note?: string
  byId: string
  at: Date
}

export const LegalTexts = defineCollection<LegalTextRecord>(
  'legalTexts',
  {
    organizationId: text,
    path: text,
    document: text,
    from: text,
    to: optionalText,
    articles: optionalCount,
    note: optionalText,
    byId: text,
    at: when,
  },
  [{ keys: { document: 1, from: 1 }, unique: true }, { keys: { to: 1, document: 1 } }],
)
