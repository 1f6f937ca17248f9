import { type Endpoints, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { reviewed } from '../schemas'
import { attemptParams, attemptSheet, examParams, kept, lateProblem, outcome, ownExam, sentAnswers } from './schemas'

/** 参加考试 — for everybody. */
export const attemptEndpoints = {
  ownExams: {
    method: 'GET',
    path: '/quiz/own-exams',
    access: 'person',
    summary: '要我参加的考试：没结束的在前，按结束时间',
    query: v.object({ ...pageQuery, over: v.optional(v.picklist(['yes', 'no'])) }),
    reply: page(ownExam),
  },
  ownExam: {
    method: 'GET',
    path: '/quiz/own-exams/:examId',
    access: 'person',
    summary: '一次考试的说明和我的成绩',
    params: examParams,
    reply: v.object({
      ...ownExam.entries,
      /** So long after the time was up an answer that was given in time still counts. */
      arrivalHours: v.number(),
    }),
  },
  startAttempt: {
    method: 'POST',
    path: '/quiz/own-exams/:examId/attempts',
    access: 'person',
    summary: '开始答题；没交卷的接着答。全部题目一次给出，没有信号也能答完',
    params: examParams,
    reply: attemptSheet,
    once: false,
  },
  attempt: {
    method: 'GET',
    path: '/quiz/attempts/:attemptId',
    access: 'person',
    summary: '接着答：题目、已送达的答案、剩余时间；交卷后不再给题目',
    params: attemptParams,
    reply: attemptSheet,
  },
  saveAnswers: {
    method: 'PUT',
    path: '/quiz/attempts/:attemptId/answers',
    access: 'person',
    summary: '保存作答，一次一题或补送几题；旧的不会盖掉新的',
    params: attemptParams,
    body: v.object({ answers: v.pipe(sentAnswers, v.minLength(1, '没有答案')) }),
    reply: kept,
    once: false,
    offline: true,
  },
  submitAttempt: {
    method: 'POST',
    path: '/quiz/attempts/:attemptId/submit',
    access: 'person',
    summary: '交卷；交几次都算一次',
    params: attemptParams,
    body: v.object({ answers: sentAnswers }),
    reply: v.object({ ...kept.entries, outcome }),
    offline: true,
  },
  reviewAttempt: {
    method: 'GET',
    path: '/quiz/attempts/:attemptId/review',
    access: 'person',
    summary: '交卷后的讲评：得分、正确答案、解析和出处',
    params: attemptParams,
    reply: v.object({
      examId: v.string(),
      title: v.string(),
      number: v.number(),
      passPercent: v.number(),
      outcome,
      /** Absent until answers are shown. */
      questions: v.optional(
        v.array(
          v.object({
            place: v.number(),
            points: v.number(),
            /** Thousandths of the question that were right; null when it counts no more. */
            share: v.nullable(v.number()),
            versionId: v.string(),
            ...reviewed.entries,
            /** What the person has said is wrong with it, and what became of that. */
            appeal: v.optional(
              v.object({ state: v.picklist(['open', 'accepted', 'rejected']), why: v.optional(v.string()) }),
            ),
          }),
        ),
      ),
      /** From when answers are shown, while they are not. */
      revealedAt: v.optional(v.string()),
      /** Answers that arrived after the time was up; without a problem they count. */
      late: v.array(v.object({ place: v.number(), problem: v.optional(lateProblem) })),
      changes: v.array(
        v.object({
          at: v.string(),
          why: v.picklist(['late', 'appeal']),
          from: v.number(),
          to: v.number(),
          fullFrom: v.optional(v.number()),
          fullTo: v.optional(v.number()),
        }),
      ),
      /** The certificate the person has for this exam, valid or not. */
      certificateId: v.optional(v.string()),
    }),
  },
} as const satisfies Endpoints
