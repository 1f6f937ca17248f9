import { type Endpoints, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { LONGEST } from '../bankFile'
import { answer, asked, questionKind, reviewed } from '../schemas'
import { MAX_ROUND, PICK_REASON_LABELS, PRACTICE_MODE_LABELS } from './model'

const mode = v.picklist(v.keysOf(PRACTICE_MODE_LABELS))
const tagCount = v.object({ tag: v.string(), count: v.number() })

/** What became of one answer: right or not, the right answer and why, and when the question comes again. */
const result = v.object({
  /** As the phone has named it. */
  id: v.string(),
  right: v.boolean(),
  /** Thousandths that were right. */
  share: v.number(),
  review: reviewed,
  /** Absent when it is not in the wrong-question book. */
  next: v.optional(v.object({ dueOn: v.string(), days: v.number(), rightToLeave: v.number() })),
  /** It was in the book and has left it with this answer. */
  left: v.boolean(),
})

/** 一道练习题 — no key, no explanation; those come with the reply to its answer. */
const practiceItem = v.object({
  questionId: v.string(),
  version: v.number(),
  /** Sent back with the answer: the order of the options follows from it. */
  askedOn: v.string(),
  why: v.optional(v.picklist(v.keysOf(PICK_REASON_LABELS))),
  tags: v.array(v.string()),
  /** Wrong answers of this person so far. */
  wrong: v.number(),
  asked,
  /** Of a daily set: what has been answered already. */
  result: v.optional(result),
})

const practiceAnswer = v.object({
  /** Made by the phone; the same id is the same answer, however often it is sent. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9]{16,32}$/, '作答编号格式不对')),
  questionId: v.id(),
  version: v.whole(1, 100_000),
  askedOn: v.plainDate(),
  mode,
  /** Null: does not know. */
  answer,
  /** By the phone's clock. */
  doneAt: v.instant(),
})
export type PracticeAnswer = v.InferOutput<typeof practiceAnswer>

/** Of one list of ids, what one address holds. */
const ids = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]{16,32}(,[a-z0-9]{16,32})*$/, '编号格式不对'),
  v.maxLength(33 * MAX_ROUND, `一次最多查 ${MAX_ROUND} 条`),
)

/** 练习 — for everybody; only one's own is seen. */
export const practiceEndpoints = {
  practiceNow: {
    method: 'GET',
    path: '/quiz/practice/now',
    access: 'person',
    summary: '五分钟能做什么：到期的错题、今日五题做到哪里、岗位要学的',
    reply: v.object({
      day: v.string(),
      due: v.object({
        count: v.number(),
        /** Most frequent first. */
        tags: v.array(tagCount),
        /** Days since the one that has rested longest. */
        days: v.number(),
      }),
      /** In the wrong-question book, due or not. */
      book: v.number(),
      daily: v.object({ total: v.number(), answered: v.number() }),
      post: v.optional(v.object({ post: v.string(), tags: v.array(v.string()), questions: v.number() })),
    }),
  },
  practiceDaily: {
    method: 'GET',
    path: '/quiz/practice/daily',
    access: 'person',
    summary: '今日五题：一天之内都是这五道，答过的带批改结果',
    reply: v.object({ day: v.string(), items: v.array(practiceItem) }),
  },
  practiceDue: {
    method: 'GET',
    path: '/quiz/practice/due',
    access: 'person',
    summary: '到期该复习的错题，最早到期的在前；停用和待复核的题不出',
    query: v.object({ count: v.optional(v.wholeText(1, MAX_ROUND)) }),
    reply: v.object({ items: v.array(practiceItem), more: v.boolean() }),
  },
  practiceRound: {
    method: 'GET',
    path: '/quiz/practice/round',
    access: 'person',
    summary: '自由练习的一组题，可按题库、标签、题型选；没做过的在前',
    query: v.object({
      bankId: v.optional(v.id()),
      tag: v.optional(v.line(LONGEST.tag)),
      kind: v.optional(questionKind),
      count: v.optional(v.wholeText(1, MAX_ROUND)),
      /** Another number draws another round. */
      round: v.optional(v.wholeText(0, 1_000_000)),
    }),
    reply: v.object({ items: v.array(practiceItem), fitting: v.number() }),
  },
  practiceBanks: {
    method: 'GET',
    path: '/quiz/practice/banks',
    access: 'person',
    summary: '能练的题库：自带的、本单位和上级的，各有多少题、做过多少',
    reply: v.object({
      items: v.array(
        v.object({
          id: v.string(),
          title: v.string(),
          note: v.optional(v.string()),
          organizationName: v.string(),
          questions: v.number(),
          done: v.number(),
          kinds: v.array(v.object({ kind: questionKind, count: v.number() })),
          tags: v.array(tagCount),
        }),
      ),
    }),
  },
  practiceBook: {
    method: 'GET',
    path: '/quiz/practice/book',
    access: 'person',
    summary: '错题本：先到期的在前；停用和待复核的题留在本子里，暂时不考',
    query: v.object({ ...pageQuery }),
    reply: page(
      v.object({
        id: v.string(),
        questionId: v.string(),
        kind: questionKind,
        title: v.string(),
        tags: v.array(v.string()),
        dueOn: v.string(),
        isDue: v.boolean(),
        wrong: v.number(),
        lastWrongOn: v.optional(v.string()),
        /** Right answers on further days until it leaves the book. */
        rightToLeave: v.number(),
        /** Why it is not asked at present. */
        resting: v.optional(v.string()),
      }),
    ),
  },
  practiceResults: {
    method: 'GET',
    path: '/quiz/practice/answers',
    access: 'person',
    summary: '自己的作答批改结果，供没有信号时做的题补看',
    query: v.object({ ids }),
    reply: v.object({ items: v.array(result) }),
  },
  answerPractice: {
    method: 'POST',
    path: '/quiz/practice/answers',
    access: 'person',
    summary: '交一道练习题，答案和解析随批改返回；没有信号时先存手机',
    body: practiceAnswer,
    reply: result,
    offline: true,
  },
} as const satisfies Endpoints
