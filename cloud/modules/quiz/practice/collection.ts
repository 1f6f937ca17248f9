import { anything, count, defineCollection, flag, optionalText, text, when } from '@cloud/core/database/collection'
import type { PlainDate } from '@shared/core/plainDate'
import type { Answer } from '@shared/modules/quiz/model'
import type { PracticeMode } from '@shared/modules/quiz/practice/model'
import type { Pick } from '@shared/modules/quiz/practice/picking'
import type { CardState } from './card'

/** 记忆卡 — one for each person and question that person has answered; it stays when the question is retired. */
export interface CardRecord extends CardState {
  /** `personId:questionId` */
  _id: string
  personId: string
  questionId: string
  bankId: string
}

export const cardId = (personId: string, questionId: string): string => `${personId}:${questionId}`

export const Cards = defineCollection<CardRecord>(
  'quizCards',
  {
    personId: text,
    questionId: text,
    bankId: text,
    inBook: flag,
    dueOn: text,
    streak: count,
    wrong: count,
    lastOn: text,
    lastWrongOn: optionalText,
    stability: count,
    difficulty: count,
    reps: count,
    lapses: count,
    phase: count,
  },
  [{ keys: { personId: 1, inBook: 1, dueOn: 1, _id: 1 } }, { keys: { personId: 1, bankId: 1 } }],
)

/** 练习作答 — a fact: what somebody answered while practising. Never altered. */
export interface PracticeAnswerRecord {
  /** `personId:` and the id the phone has given it. */
  _id: string
  personId: string
  questionId: string
  bankId: string
  version: number
  mode: PracticeMode
  /** Day on which the question was handed out; the order of its options follows from it. */
  askedOn: PlainDate
  /** In the stored order of the options. */
  answer: Answer
  /** Thousandths that were right. */
  share: number
  /** Business day of the answer. */
  on: PlainDate
  at: Date
}

export const PracticeAnswers = defineCollection<PracticeAnswerRecord>(
  'quizPracticeAnswers',
  {
    personId: text,
    questionId: text,
    bankId: text,
    version: count,
    mode: text,
    askedOn: text,
    answer: anything,
    share: count,
    on: text,
    at: when,
  },
  [{ keys: { personId: 1, mode: 1, askedOn: 1 } }],
)

/** 今日五题 — what was drawn for one person and day, with some in reserve for questions that are retired during the day. */
export interface DailySetRecord {
  /** `personId:day` */
  _id: string
  picks: (Pick & { bankId: string })[]
  at: Date
}

export const DailySets = defineCollection<DailySetRecord>('quizDailySets', { picks: anything, at: when }, [
  { keys: { at: 1 }, expireAfterSeconds: 60 * 86_400 },
])
