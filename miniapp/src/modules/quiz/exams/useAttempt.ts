import type { SentAnswer } from '@shared/modules/quiz/exams/schemas'
import type { Answer } from '@shared/modules/quiz/model'
import { useEffect, useRef, useState } from 'react'
import { type ApiError, toApiError } from '@/core/apiError'
import { sendQueue } from '@/core/offlineQueue'
import { useAction } from '@/core/useAction'
import { useArrived } from '@/core/useArrived'
import { useQuery } from '@/core/useQuery'
import { hasAnswer } from '@/questions/hasAnswer'
import { findSheet, findWork, keepSheet, keepSheetPictures, keepWork, type WorkHere } from './attemptHere'
import { type AttemptSheet, examsApi } from './examsApi'
import { givenHere, handInHere, sendAnswers, useWaiting } from './sending'

/** A text is sent once its writer has paused. */
const TYPING_MS = 800
const isSame = (one: Answer, other: Answer): boolean => JSON.stringify(one) === JSON.stringify(other)

/** A paper that has just come is not asked for again. */
const FRESH_MS = 30_000

/**
 * 答题 — one attempt being answered. Every answer is kept on this phone first and then sent by itself; what could not be sent waits
 * with those before it. Time is the service's.
 * @param onResult called when the service has said how it came out
 */
export function useAttempt(attemptId: string, onResult: () => void) {
  const [here, setHere] = useState(() => findSheet(attemptId))
  const [work, setWork] = useState(() => findWork(attemptId))
  const [fits, setFits] = useState(true)
  const [failure, setFailure] = useState<ApiError>()
  const [unsent, setUnsent] = useState<ReadonlySet<number>>(new Set())
  /** Places at which another device has answered something else later. */
  const [overtaken, setOvertaken] = useState<readonly number[]>([])
  const latest = useRef({ work, unsent })
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const waiting = useWaiting(attemptId)
  const hasWaited = useRef(false)
  hasWaited.current ||= waiting.isWaiting
  const isFresh = here !== undefined && Date.now() - here.at < FRESH_MS && !hasWaited.current
  const query = useQuery(
    isFresh ? undefined : `quiz/attempt/${attemptId}`,
    () => examsApi.attempt({ params: { attemptId } }),
    { keep: false },
  )
  // What came of answers that had to wait, and what another device has given meanwhile.
  useArrived(waiting.isWaiting ? 1 : 0, query.refresh)
  const ahead = here?.ahead ?? 0
  const nowIso = () => new Date(Date.now() + ahead).toISOString()
  const attempt = { id: attemptId, title: here?.sheet.title ?? '考试' }

  const change = (next: Partial<WorkHere>) => {
    latest.current.work = { ...latest.current.work, ...next }
    setWork(latest.current.work)
    setFits(keepWork(attemptId, latest.current.work))
  }
  const keepUnsent = (places: Iterable<number>) => {
    latest.current.unsent = new Set(places)
    setUnsent(latest.current.unsent)
  }
  /** Later answers of another device take the place of what stands here. */
  const takeIn = (newer: AttemptSheet['answers']) => {
    const mine = latest.current.work.answers
    const later = newer.filter(({ place, seq }) => seq >= (mine[place]?.seq ?? 0))
    if (later.length === 0) return
    const lost = later.filter(({ place, answer }) => mine[place]?.doneAt && !isSame(mine[place].answer, answer))
    setOvertaken((before) => [...new Set([...before, ...lost.map(({ place }) => place)])])
    change({
      answers: { ...mine, ...Object.fromEntries(later.map(({ place, seq, answer }) => [place, { seq, answer }])) },
    })
  }
  /** Sends what has been given since; the next answer does not wait for it to arrive. */
  const flush = () => {
    clearTimeout(timer.current)
    const places = [...latest.current.unsent]
    if (places.length === 0) return
    keepUnsent([])
    sendAnswers(attempt, latest.current.work, places).then(
      (newer) => {
        setFailure(undefined)
        takeIn(newer)
      },
      (thrown) => {
        setFailure(toApiError(thrown))
        keepUnsent([...latest.current.unsent, ...places])
      },
    )
  }
  const leave = useRef(flush)
  leave.current = flush
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => {
    if (here && !latest.current.work.handedInAt) keepSheetPictures(here.sheet)
    return () => leave.current()
  }, [])

  const handIn = useAction(async () => {
    clearTimeout(timer.current)
    keepUnsent([])
    const reply = await handInHere(attempt, latest.current.work)
    if (!reply) return change({ handedInAt: nowIso() })
    setWork((before) => ({ ...before, handedInAt: nowIso() }))
    onResult()
  })

  const { data } = query
  // biome-ignore lint/correctness/useExhaustiveDependencies: takes in what has just come
  useEffect(() => {
    if (!data) return
    const { answers: mine, handedInAt } = latest.current.work
    if (data.state === 'submitted') {
      // Collected when the time was up, while this phone held more.
      if (data.outcome?.submittedBy === 'time' && !handedInAt && givenHere(latest.current.work).length > 0) handIn.run()
      return
    }
    if (handedInAt) return
    setFits(keepSheet(data))
    setHere({ sheet: data, ahead: Date.parse(data.now) - Date.now(), at: Date.now() })
    const arrived = new Map(data.answers.map((one) => [one.place, one]))
    takeIn(data.answers.filter(({ place, seq }) => seq > (mine[place]?.seq ?? 0)))
    // Given here and not there: the app was closed before it was sent. Of two that count the same the service says which is later.
    const lost = givenHere(latest.current.work).filter(({ place, seq, answer }) => {
      const there = arrived.get(place)
      return !there || seq > there.seq || (seq === there.seq && !isSame(answer, there.answer))
    })
    if (lost.length > 0) {
      keepUnsent(lost.map(({ place }) => place))
      flush()
    }
  }, [data])

  const sheet = here?.sheet ?? (data?.state === 'open' ? data : undefined)
  const questions = sheet?.questions ?? []
  const answerAt = (place: number): Answer => work.answers[place]?.answer ?? null
  return {
    query,
    sheet,
    ahead,
    /** What is given cannot be kept on this phone. */
    isFull: !fits,
    failure,
    overtaken,
    /** The person has read that another device was later. */
    acceptOvertaken: () => setOvertaken([]),
    questions,
    item: questions[Math.min(work.place, questions.length - 1)],
    open: questions.filter(({ place, asked }) => !hasAnswer(asked, answerAt(place))).map(({ place }) => place),
    marked: work.marked,
    isHandedIn: data?.state === 'submitted' || work.handedInAt !== undefined,
    waiting,
    answerAt,
    /** Not with the service yet. */
    isHere: (place: number) => unsent.has(place) || waiting.places.has(place),
    goTo: (place: number) => {
      flush()
      change({ place: Math.max(0, Math.min(place, questions.length - 1)) })
    },
    mark: (place: number) => {
      const others = work.marked.filter((one) => one !== place)
      change({ marked: others.length < work.marked.length ? others : [...others, place].sort((a, b) => a - b) })
    },
    answer: (place: number, answer: Answer, isText: boolean) => {
      const { answers } = latest.current.work
      const seq = (answers[place]?.seq ?? 0) + 1
      const given = { seq, answer: answer as SentAnswer['answer'], doneAt: nowIso() }
      change({ answers: { ...answers, [place]: given } })
      keepUnsent([...latest.current.unsent, place])
      clearTimeout(timer.current)
      if (isText) timer.current = setTimeout(() => leave.current(), TYPING_MS)
      else flush()
    },
    handIn,
    sendNow: () => sendQueue(true),
  }
}
