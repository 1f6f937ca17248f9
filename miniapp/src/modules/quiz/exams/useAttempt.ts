import type { SentAnswer } from '@shared/modules/quiz/exams/schemas'
import type { Answer } from '@shared/modules/quiz/model'
import { useEffect, useRef, useState } from 'react'
import { type ApiError, toApiError } from '@/core/apiError'
import { sendQueue } from '@/core/offlineQueue'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { hasAnswer } from '@/questions/hasAnswer'
import { findSheet, findWork, keepSheet, keepSheetPictures, keepWork, type WorkHere } from './attemptHere'
import { examsApi } from './examsApi'
import { givenHere, handInHere, sendAnswers, useWaiting } from './sending'

/** A text is sent once its writer has paused. */
const TYPING_MS = 800
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
  const latest = useRef({ work, unsent })
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const isFresh = here !== undefined && Date.now() - here.at < FRESH_MS
  const query = useQuery(
    isFresh ? undefined : `quiz/attempt/${attemptId}`,
    () => examsApi.attempt({ params: { attemptId } }),
    { keep: false },
  )
  const waiting = useWaiting(attemptId)
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
  /** Sends what has been given since; the next answer does not wait for it to arrive. */
  const flush = () => {
    clearTimeout(timer.current)
    const places = [...latest.current.unsent]
    if (places.length === 0) return
    keepUnsent([])
    sendAnswers(attempt, latest.current.work, places).then(
      () => setFailure(undefined),
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
    setFits(keepSheet(data))
    setHere({ sheet: data, ahead: Date.parse(data.now) - Date.now(), at: Date.now() })
    const arrived = new Map(data.answers.map(({ place, seq }) => [place, seq]))
    const newer = data.answers.filter(({ place, seq }) => seq > (mine[place]?.seq ?? 0))
    if (newer.length > 0)
      change({
        answers: { ...mine, ...Object.fromEntries(newer.map(({ place, seq, answer }) => [place, { seq, answer }])) },
      })
    // Given here and not there: the app was closed before it was sent.
    const lost = givenHere(latest.current.work).filter(({ place, seq }) => seq > (arrived.get(place) ?? 0))
    if (lost.length > 0 && !handedInAt) {
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
