import { useEffect, useState } from 'react'
import { sendQueue } from '@/core/offlineQueue'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { findSheet, findWork, forgetAttempt } from './attemptHere'
import { examsApi } from './examsApi'
import { givenHere, handInHere, useWaiting } from './sending'

/**
 * 成绩 — asked for only once everything given on this phone has arrived: whoever has been shown right answers can add nothing any more.
 */
export function useResult(attemptId: string) {
  const waiting = useWaiting(attemptId)
  const [settled, setSettled] = useState(false)
  const settle = useAction(async () => {
    const work = findWork(attemptId)
    const here = findSheet(attemptId)
    const isOver = here && Date.parse(here.sheet.dueAt) <= Date.now() + here.ahead
    if (isOver && !work.handedInAt && givenHere(work).length > 0)
      await handInHere({ id: attemptId, title: here.sheet.title }, work)
    else await sendQueue(true)
    setSettled(true)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => void settle.run(), [])
  const mayAsk = settled && !waiting.isWaiting
  const query = useQuery(
    mayAsk ? `quiz/exams/result/${attemptId}` : undefined,
    () => examsApi.reviewAttempt({ params: { attemptId } }),
    { keep: false },
  )
  const examId = query.data?.examId
  const exam = useQuery(examId && `quiz/exams/one/${examId}`, () =>
    examsApi.ownExam({ params: { examId: examId ?? '' } }),
  )
  useEffect(() => {
    if (query.data) forgetAttempt(attemptId)
  }, [query.data, attemptId])
  return { query, exam: exam.data, isWaiting: settled && waiting.isWaiting, settle }
}
