import {
  anything,
  count,
  defineCollection,
  optionalText,
  optionalWhen,
  text,
  texts,
  when,
} from '@cloud/core/database/collection'
import type { PlainDate } from '@shared/core/plainDate'
import type { CourseCounts } from '@shared/modules/learning/model'
import type { LearningEntry } from '@shared/modules/learning/progress'

/** 学习记录 — the facts: what somebody did in a lesson, only ever added. */
export interface LearningEntryRecord {
  _id: string
  personId: string
  courseId: string
  /** Grows each time a finished course is begun anew. */
  round: number
  entry: LearningEntry & { version?: number }
  at: Date
}

export const LearningEntries = defineCollection<LearningEntryRecord>(
  'learningEntries',
  { personId: text, courseId: text, round: count, entry: anything, at: when },
  [{ keys: { personId: 1, courseId: 1, round: 1, _id: 1 } }],
)

/** 学习进度 — where somebody stands in a course, beside the facts and written with each: for lists. */
export interface LearnerProgressRecord {
  /** `personId:courseId` */
  _id: string
  personId: string
  courseId: string
  round: number
  /** Lessons of this round that are done. */
  done: string[]
  startedAt?: Date
  lastAt?: Date
  /** Day on which this round was finished. */
  doneOn?: PlainDate
}

export const progressId = (personId: string, courseId: string): string => `${personId}:${courseId}`

export const LearnerProgress = defineCollection<LearnerProgressRecord>(
  'learnerProgress',
  {
    personId: text,
    courseId: text,
    round: count,
    done: texts,
    startedAt: optionalWhen,
    lastAt: optionalWhen,
    doneOn: optionalText,
  },
  [{ keys: { personId: 1, lastAt: -1, _id: 1 } }, { keys: { courseId: 1, personId: 1 } }],
)

/** 学完 — a fact: who finished which course when, with what result, and what it counted for then (E-07). */
export interface CompletionRecord {
  /** `personId:courseId:round` */
  _id: string
  personId: string
  courseId: string
  round: number
  version: number
  /** As the course was called. */
  title: string
  on: PlainDate
  year: number
  minutes: number
  /** By the unit's conversion on that day; later settings change no old record. */
  hours: number
  countsFor: CourseCounts[]
  /** Questions that were answered rightly. */
  questions: number
  at: Date
}

export const Completions = defineCollection<CompletionRecord>(
  'learningCompletions',
  {
    personId: text,
    courseId: text,
    round: count,
    version: count,
    title: text,
    on: text,
    year: count,
    minutes: count,
    hours: count,
    countsFor: texts,
    questions: count,
    at: when,
  },
  [{ keys: { personId: 1, year: 1, on: -1, _id: 1 } }, { keys: { courseId: 1, personId: 1, on: -1 } }],
)
