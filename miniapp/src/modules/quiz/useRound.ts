import type { Answer } from '@shared/modules/quiz/model'
import { type PracticeAnswer, practiceEndpoints } from '@shared/modules/quiz/practice/endpoints'
import { useEffect, useRef, useState } from 'react'
import { newId } from '@/core/newId'
import { offlineQueue, sendOrKeep, useOutbox } from '@/core/offlineQueue'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { keepPictures } from '@/questions/picturesHere'
import { findChosen, forgetChosen, keepChosen } from './chosenHere'
import { type PracticeItem, type PracticeResult, practiceApi, type RoundChoice } from './practiceApi'

const { answerPractice } = practiceEndpoints
const COUNT = '10'
const LABELS = { daily: '今日五题', review: '复习错题', free: '自由练习' } as const

function ask({ mode, bankId, tag, kind }: RoundChoice, round: number): Promise<{ items: PracticeItem[] }> {
  if (mode === 'daily') return practiceApi.practiceDaily()
  if (mode === 'review') return practiceApi.practiceDue({ query: { count: COUNT } })
  const query = {
    ...(bankId && { bankId }),
    ...(tag && { tag }),
    ...(kind && { kind }),
    round: String(round),
    count: COUNT,
  }
  return practiceApi.practiceRound({ query: query as Parameters<typeof practiceApi.practiceRound>[0]['query'] })
}

/** Answers of this person that are still on this phone, by question. */
function useWaiting(): Map<string, PracticeAnswer> {
  const { waiting } = useOutbox()
  const own = waiting.filter(({ path }) => path === answerPractice.path).map(({ json }) => json as PracticeAnswer)
  return new Map(own.map((answer) => [`${answer.questionId}:${answer.askedOn}`, answer]))
}

/**
 * 一组练习题 — the questions, which one is in front, what was answered and what came of it. The questions stay the same once the first
 * is answered. Without signal an answer is kept on this phone and graded when it has arrived.
 */
export function useRound(choice: RoundChoice) {
  const [round, setRound] = useState(() => Date.now() % 1_000_000)
  const key = `quiz/round/${choice.mode}/${choice.mode === 'free' ? `${JSON.stringify(choice)}/${round}` : ''}`
  const query = useQuery(key, () => ask(choice, round))
  const begun = useRef<PracticeItem[]>()
  const [results, setResults] = useState<ReadonlyMap<string, PracticeResult>>(new Map())
  const [sent, setSent] = useState<readonly string[]>([])
  const [at, setAt] = useState<number>()
  const waiting = useWaiting()
  const items = begun.current ?? query.data?.items
  useEffect(() => {
    if (items)
      keepPictures(
        `practice/${choice.mode}`,
        items.map(({ asked }) => asked),
      )
  }, [items, choice.mode])
  const waitingFor = (item: PracticeItem) => waiting.get(`${item.questionId}:${item.askedOn}`)
  const fresh = new Map(query.data?.items.flatMap(({ questionId, result }) => (result ? [[questionId, result]] : [])))
  const resultOf = (item: PracticeItem): PracticeResult | undefined =>
    results.get(item.questionId) ?? item.result ?? fresh.get(item.questionId)
  // What has left this phone while the page was open, and nobody has told yet what came of it.
  const underWay = new Set([...waiting.values()].map(({ id }) => id))
  const late = sent.filter((id) => !underWay.has(id) && ![...results.values()].some((one) => one.id === id))
  const lateResults = useQuery(
    late.length > 0 ? `quiz/results/${late.join()}` : undefined,
    () => practiceApi.practiceResults({ query: { ids: late.join() } }),
    { keep: false },
  )
  const idOf = useRef(new Map<string, string>())
  const lateOf = (item: PracticeItem) =>
    lateResults.data?.items.find(({ id }) => id === idOf.current.get(item.questionId))
  const stateOf = (item: PracticeItem) => {
    const result = resultOf(item) ?? lateOf(item)
    const kept = result ? undefined : waitingFor(item)
    const isSent = !result && !kept && idOf.current.has(item.questionId)
    return { result, kept, isSent, isAnswered: result !== undefined || kept !== undefined || isSent }
  }
  const open = items?.findIndex((item) => !stateOf(item).isAnswered) ?? -1
  const place = at ?? (open < 0 ? (items?.length ?? 0) : open)
  const item = items?.[place]

  const [chosen, setChosen] = useState<ReadonlyMap<string, Answer>>(new Map())
  const choose = (answer: Answer) => {
    if (!item) return
    setChosen(new Map(chosen).set(item.questionId, answer))
    keepChosen(item.questionId, answer)
  }
  const handIn = useAction(async (_key, answer: Answer) => {
    if (!item || !items) return
    begun.current = items
    setAt(place)
    const id = newId()
    const { questionId, version, askedOn } = item
    const doneAt = new Date().toISOString()
    const body = {
      id,
      questionId,
      version,
      askedOn,
      mode: choice.mode,
      answer: answer as PracticeAnswer['answer'],
      doneAt,
    }
    const about = { label: LABELS[choice.mode], lane: 'practice', touches: ['quiz/'] }
    const result = await sendOrKeep(answerPractice, { body }, about)
    idOf.current.set(questionId, id)
    forgetChosen(questionId)
    if (result) setResults((before) => new Map(before).set(questionId, result))
    else setSent((before) => [...before, id])
  })
  return {
    query,
    items,
    item,
    place,
    state: item ? stateOf(item) : undefined,
    states: items?.map(stateOf) ?? [],
    chosen: item ? (chosen.get(item.questionId) ?? findChosen(item.questionId)) : null,
    choose,
    handIn,
    next: () => setAt(place + 1),
    goTo: setAt,
    again: () => {
      begun.current = undefined
      idOf.current.clear()
      setResults(new Map())
      setSent([])
      setAt(undefined)
      setRound((before) => (before + 1) % 1_000_000)
    },
    sendNow: () => offlineQueue.flush(true),
  }
}
