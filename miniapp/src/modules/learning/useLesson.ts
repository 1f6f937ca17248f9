import { studyEndpoints } from '@shared/modules/learning/studyEndpoints'
import type { Answer } from '@shared/modules/quiz/model'
import { useEffect, useState } from 'react'
import { sendOrKeep, useOutbox } from '@/core/offlineQueue'
import { useAction } from '@/core/useAction'
import { useArrived } from '@/core/useArrived'
import { useQuery } from '@/core/useQuery'
import { keptAt, readKeptCourse } from './downloads'
import { type AnswerReply, type Check, type LessonDetail, learningApi, TOUCHED } from './learningApi'

/** The lesson as it was put onto this phone, for where there is no signal. */
function useKept(courseId: string, lessonId: string): LessonDetail | undefined {
  const [kept, setKept] = useState<LessonDetail>()
  useEffect(() => {
    let isShown = true
    readKeptCourse(courseId).then(
      (course) => isShown && setKept(course?.contents.find(({ id }) => id === lessonId)),
      () => undefined,
    )
    return () => {
      isShown = false
    }
  }, [courseId, lessonId])
  return kept
}

/** What was just handed in, with what came of it; absent while it waits for a signal. */
export interface HandedIn {
  check: Check
  answer: Answer
  reply: AnswerReply
}

/** 一节 — what it shows, which question is in front, and what becomes of an answer with and without signal. */
export function useLesson(courseId: string, lessonId: string) {
  const params = { courseId, lessonId }
  const query = useQuery(`learning/lesson/${courseId}/${lessonId}`, () => learningApi.lesson({ params }))
  const kept = useKept(courseId, lessonId)
  const lesson = query.data ?? kept
  const { waiting } = useOutbox()
  const [handedIn, setHandedIn] = useState<HandedIn>()
  const [chosen, setChosen] = useState<Answer>(null)

  const base = `/learning/courses/${courseId}/lessons/${lessonId}`
  const own = waiting.filter(({ path }) => path === `${base}/answers`).map(({ json }) => json as { questionId: string })
  const isWaiting = ({ questionId }: Check) => own.some((one) => one.questionId === questionId)
  const isRead = waiting.some(({ path }) => path === `${base}/read`)
  const checks = lesson?.checks ?? []
  const open = checks.filter((check) => !check.passed && !isWaiting(check))
  const { refresh } = query
  const pending = own.length + (isRead ? 1 : 0)
  useArrived(pending, refresh)
  const about = (label: string) => ({ label, lane: `learning/${courseId}`, touches: TOUCHED })

  const handIn = useAction(async () => {
    const [check] = open
    if (!check || chosen === null) return
    const { questionId, version, tries } = check
    const answer = chosen as Parameters<typeof learningApi.answer>[0]['body']['answer']
    const body = { questionId, version, tries, answer, doneAt: new Date().toISOString() }
    const reply = await sendOrKeep(studyEndpoints.answer, { params, body }, about(`检查题：${lesson?.title ?? ''}`))
    setChosen(null)
    if (reply) setHandedIn({ check, answer: chosen, reply })
    if (reply) refresh()
  })
  const confirmRead = useAction(async () => {
    const body = { doneAt: new Date().toISOString() }
    const reply = await sendOrKeep(studyEndpoints.read, { params, body }, about(`学完一节：${lesson?.title ?? ''}`))
    if (reply) await refresh()
  })
  return {
    query,
    lesson,
    /** When what is shown came from the service, epoch ms. */
    savedAt: query.data === undefined && kept ? keptAt(courseId) : query.savedAt,
    handedIn,
    open,
    /** Questions answered here that still wait for a signal. */
    waiting: own.length,
    isRead,
    passed: checks.filter(({ passed }) => passed).length,
    chosen,
    choose: setChosen,
    handIn,
    confirmRead,
    next: () => setHandedIn(undefined),
  }
}
