import { addDays, dayNumber, earlierOf, fromDayNumber, laterOf, type PlainDate } from '@shared/core/plainDate'
import { RIGHT_TO_LEAVE } from '@shared/modules/quiz/practice/model'
import { createEmptyCard, fsrs, type Grade, Rating, type State } from 'ts-fsrs'

/** 记忆卡 — what is remembered of one person and one question. */
export interface CardState {
  /** In the wrong-question book. */
  inBook: boolean
  /** Day from which it is asked again. */
  dueOn: PlainDate
  /** Right answers in a row, each on another day. */
  streak: number
  /** Wrong answers so far. */
  wrong: number
  lastOn: PlainDate
  lastWrongOn?: PlainDate
  /** Memory as the scheduler describes it. */
  stability: number
  difficulty: number
  reps: number
  lapses: number
  phase: State
}

/** A question stays away for half a year at most. */
export const LONGEST_DAYS = 180

/** Whole days and no lot: the same answers on the same days give the same plan, on every machine. */
const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false, maximum_interval: LONGEST_DAYS })

const DAY_MS = 86_400_000
const dateOf = (day: PlainDate): Date => new Date(dayNumber(day) * DAY_MS)
const dayOf = (date: Date): PlainDate => fromDayNumber(Math.floor(date.getTime() / DAY_MS))

function remember(before: CardState | undefined, grade: Grade, on: PlainDate) {
  const card = before
    ? {
        due: dateOf(before.dueOn),
        stability: before.stability,
        difficulty: before.difficulty,
        elapsed_days: 0,
        scheduled_days: Math.max(0, dayNumber(before.dueOn) - dayNumber(before.lastOn)),
        learning_steps: 0,
        reps: before.reps,
        lapses: before.lapses,
        state: before.phase,
        last_review: dateOf(before.lastOn),
      }
    : createEmptyCard(dateOf(on))
  const { due, stability, difficulty, reps, lapses, state } = scheduler.next(card, dateOf(on), grade).card
  // The scheduler keeps its four grades a day apart, even beyond its own limit.
  const dueOn = earlierOf(dayOf(due), addDays(on, LONGEST_DAYS))
  return { dueOn, stability, difficulty, reps, lapses, phase: state }
}

/**
 * 翻卡 — a card after one more answer. A wrong answer puts the question into the book; so many right ones on different days take it
 * out. A right answer on the day of another answer changes nothing: the explanation has just been read.
 * @param on day of the answer; one that arrives after a later answer counts as given on the day of that one
 */
export function turnCard(before: CardState | undefined, { right, on }: { right: boolean; on: PlainDate }): CardState {
  if (before && right && on <= before.lastOn) return before
  const day = before ? laterOf(on, before.lastOn) : on
  const memory = remember(before, right ? Rating.Good : Rating.Again, day)
  const lastWrongOn = right ? before?.lastWrongOn : day
  const streak = right ? (before?.streak ?? 0) + 1 : 0
  return {
    ...memory,
    inBook: right ? (before?.inBook ?? false) && streak < RIGHT_TO_LEAVE : true,
    streak,
    wrong: (before?.wrong ?? 0) + (right ? 0 : 1),
    lastOn: day,
    ...(lastWrongOn && { lastWrongOn }),
  }
}
