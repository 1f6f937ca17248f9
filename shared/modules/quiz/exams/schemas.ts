import { Audience } from '@shared/core/audience'
import * as v from '@shared/core/schema'
import { LONGEST } from '../bankFile'
import { difficulty } from '../banks/schemas'
import { MAX_BLUEPRINT_ROWS } from '../blueprint'
import { answer, asked, questionKind } from '../schemas'
import {
  EXAM_PHASE_LABELS,
  LATE_PROBLEM_LABELS,
  MAX_BANKS,
  MAX_PAPER_QUESTIONS,
  PARTIAL_LABELS,
  REVEAL_LABELS,
} from './model'

export const phase = v.picklist(v.keysOf(EXAM_PHASE_LABELS))
export const reveal = v.picklist(v.keysOf(REVEAL_LABELS))
export const partial = v.picklist(v.keysOf(PARTIAL_LABELS))
export const reason = v.line(100)

export const examParams = v.object({ examId: v.id() })
export const attemptParams = v.object({ attemptId: v.id() })

const points = v.whole(1, 100)
const row = v.object({
  kind: v.optional(questionKind),
  tag: v.optional(v.line(LONGEST.tag)),
  difficulty: v.optional(difficulty),
  count: v.whole(1, MAX_PAPER_QUESTIONS),
  points,
})

/** 试卷 */
export const paper = v.variant('kind', [
  v.object({
    kind: v.literal('fixed'),
    questions: v.pipe(
      v.array(v.object({ questionId: v.id(), points })),
      v.minLength(1, '请至少选一道题'),
      v.maxLength(MAX_PAPER_QUESTIONS, `最多 ${MAX_PAPER_QUESTIONS} 道题`),
      v.check((all) => new Set(all.map((one) => one.questionId)).size === all.length, '同一道题选了两次'),
    ),
    ordered: v.optional(v.boolean()),
  }),
  v.object({
    kind: v.literal('drawn'),
    bankIds: v.pipe(
      v.array(v.id()),
      v.minLength(1, '请选题库'),
      v.maxLength(MAX_BANKS, `最多从 ${MAX_BANKS} 个题库抽题`),
      v.check((ids) => new Set(ids).size === ids.length, '同一个题库选了两次'),
    ),
    rows: v.pipe(
      v.array(row),
      v.minLength(1, '请写要抽多少道题'),
      v.maxLength(MAX_BLUEPRINT_ROWS, `最多 ${MAX_BLUEPRINT_ROWS} 行`),
      v.check(
        (rows) => rows.reduce((sum, { count }) => sum + count, 0) <= MAX_PAPER_QUESTIONS,
        `一共最多 ${MAX_PAPER_QUESTIONS} 道题`,
      ),
    ),
  }),
])

/** What is sent to set an exam; what is left out has the unit's default. */
export const examDraft = v.object({
  title: v.line(60),
  note: v.optional(v.text(500)),
  audience: Audience,
  paper,
  opensAt: v.optional(v.instant()),
  closesAt: v.optional(v.instant()),
  minutes: v.optional(v.whole(1, 600)),
  attempts: v.optional(v.whole(1, 20)),
  passPercent: v.optional(v.whole(1, 100)),
  partial: v.optional(partial),
  reveal: v.optional(reveal),
  certificate: v.optional(v.boolean()),
})
export type ExamDraft = v.InferOutput<typeof examDraft>

/** One line of a list of exams. */
export const examRow = v.object({
  id: v.string(),
  title: v.string(),
  organizationName: v.string(),
  phase,
  opensAt: v.string(),
  closesAt: v.string(),
  minutes: v.number(),
  questions: v.number(),
  /** People who have handed in. */
  done: v.number(),
})

/** What makes a paper possible or not, worked out from the banks as they are. */
export const paperCheck = v.object({
  questions: v.number(),
  points: v.number(),
  /** In words: which rows ask for more than there is. */
  shortage: v.nullable(v.string()),
  /** Questions that fit each row, by themselves. */
  fitting: v.array(v.number()),
  tags: v.array(v.object({ tag: v.string(), count: v.number() })),
})

export const examDetail = v.object({
  id: v.string(),
  title: v.string(),
  note: v.string(),
  organizationId: v.string(),
  organizationName: v.string(),
  audience: v.object({ organizationIds: v.array(v.string()), posts: v.optional(v.array(v.string())) }),
  audienceNames: v.array(v.string()),
  /** How many people it is meant for. */
  people: v.number(),
  paper: v.variant('kind', [
    v.object({
      kind: v.literal('fixed'),
      questions: v.array(
        v.object({
          questionId: v.string(),
          points: v.number(),
          kind: questionKind,
          title: v.string(),
          usable: v.boolean(),
        }),
      ),
      ordered: v.boolean(),
    }),
    v.object({
      kind: v.literal('drawn'),
      bankIds: v.array(v.string()),
      bankTitles: v.array(v.string()),
      rows: v.array(row),
    }),
  ]),
  check: paperCheck,
  opensAt: v.string(),
  closesAt: v.string(),
  minutes: v.number(),
  attempts: v.number(),
  passPercent: v.number(),
  partial,
  reveal,
  certificate: v.boolean(),
  phase,
  cancelledBecause: v.optional(v.string()),
  done: v.number(),
  /** People who have a valid certificate. */
  certificates: v.number(),
  allowed: v.array(v.string()),
})

/** How an attempt came out; nothing of it is told before it is handed in. */
export const outcome = v.object({
  score: v.number(),
  full: v.number(),
  passed: v.boolean(),
  submittedAt: v.string(),
  submittedBy: v.picklist(['person', 'time']),
})

export const ownAttempt = v.object({
  id: v.string(),
  number: v.number(),
  startedAt: v.string(),
  dueAt: v.string(),
  outcome: v.optional(outcome),
})

/** An exam as the person sees it for whom it is meant. */
export const ownExam = v.object({
  id: v.string(),
  title: v.string(),
  note: v.string(),
  organizationName: v.string(),
  phase,
  opensAt: v.string(),
  closesAt: v.string(),
  minutes: v.number(),
  questions: v.number(),
  attempts: v.number(),
  passPercent: v.number(),
  partial,
  reveal,
  certificate: v.boolean(),
  /** The certificate the person has for it, valid or not. */
  certificateId: v.optional(v.string()),
  mine: v.array(ownAttempt),
  /** Why no other attempt may begin now; empty when one may. */
  blocked: v.array(v.string()),
})

export type OwnExam = v.InferOutput<typeof ownExam>

const savedAnswer = v.object({ place: v.number(), seq: v.number(), answer })

/** 答卷 — everything needed to go on without signal: all questions, what has arrived of the answers, and the time. */
export const attemptSheet = v.object({
  id: v.string(),
  examId: v.string(),
  title: v.string(),
  number: v.number(),
  state: v.picklist(['open', 'submitted']),
  startedAt: v.string(),
  dueAt: v.string(),
  /** The service's clock: the phone measures its own against it. */
  now: v.string(),
  partial,
  questions: v.array(v.object({ place: v.number(), points: v.number(), asked })),
  answers: v.array(savedAnswer),
  outcome: v.optional(outcome),
})

/** One answer on its way to the service. */
export const sentAnswer = v.object({
  place: v.whole(0, MAX_PAPER_QUESTIONS - 1),
  /** Higher is later: an older one never replaces it. Two devices may count the same; then `doneAt` decides. */
  seq: v.whole(1, 1_000_000),
  answer,
  /** By the service's clock as the phone knows it. */
  doneAt: v.instant(),
})
export type SentAnswer = v.InferOutput<typeof sentAnswer>
export const sentAnswers = v.pipe(v.array(sentAnswer), v.maxLength(MAX_PAPER_QUESTIONS, '答案太多'))

export const lateProblem = v.picklist(v.keysOf(LATE_PROBLEM_LABELS))

/** What became of answers that were sent: places of those that do not count, with the reason. */
export const kept = v.object({
  state: v.picklist(['open', 'submitted']),
  refused: v.array(v.object({ place: v.number(), problem: lateProblem })),
  /** Later answers, of another device, that stand instead of those that were sent. */
  newer: v.array(savedAnswer),
})
