import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { median } from './measure'
import { startWorker } from './startWorker'

const PEOPLE = 2_000
/** Phones under way at the same moment. */
const AT_ONCE = 50
/** Every so manyth phone sends its answers twice. */
const TWICE = 20
const ROUNDS = 5
const SECONDS = 2
const CONNECTIONS = 10

/** Exams through the real service on loopback. */
export interface QuizFigures {
  people: number
  seconds: number
  perSecond: number
  medianMs: number
  p99Ms: number
  errors: number
  /** Acknowledged but not handed in, or not with every answer; stored twice. */
  lost: number
  doubled: number
  memoryMb: number
  /** Answers saved a second, one at a time, against one bare write a second. */
  saves: number
  savesToBare: number
  /** The same, each answer from somebody who has not been heard for a while: session and offices are read anew. */
  strangersToBare: number
  drawMs: number
  importSeconds: number
}

interface Sheet {
  id: string
  token: string
  places: number[]
}

interface CannonRequest {
  body?: string
  path?: string
  method?: string
  headers?: Record<string, string>
}
interface CannonResult {
  requests: { total: number }
  duration: number
  non2xx: number
  errors: number
}
type Cannon = (options: {
  url: string
  connections: number
  duration: number
  requests: { setupRequest(request: CannonRequest): CannonRequest }[]
}) => Promise<CannonResult>
const cannon = createRequire(import.meta.url)('autocannon') as Cannon

const now = (): string => new Date().toISOString()

async function send(url: string, method: string, token: string, body?: unknown): Promise<Response> {
  return fetch(url, {
    method,
    headers: {
      ...{ Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      'Idempotency-Key': randomUUID(),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

/** Does something for each, so many at once. */
async function each<T>(list: readonly T[], work: (one: T, i: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let i = next++; i < list.length; i = next++) await work(list[i] as T, i)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

async function begin(url: string, examId: string, tokens: readonly string[]): Promise<Sheet[]> {
  const sheets: Sheet[] = []
  await each(tokens, async (token) => {
    const answer = await send(`${url}/api/quiz/own-exams/${examId}/attempts`, 'POST', token)
    if (!answer.ok) throw new Error(`start answered ${answer.status}: ${await answer.text()}`)
    const { id, questions } = (await answer.json()) as { id: string; questions: { place: number }[] }
    sheets.push({ id, token, places: questions.map(({ place }) => place) })
  })
  return sheets
}

let seq = 1
const nextSeq = (): number => {
  seq += 1
  return seq
}

/** Requests a second over some seconds, each set up anew. @throws Error when any was refused. */
async function rate(url: string, setup: (request: CannonRequest) => CannonRequest): Promise<number> {
  const { requests, duration, non2xx, errors } = await cannon({
    ...{ url, connections: CONNECTIONS, duration: SECONDS },
    requests: [{ setupRequest: setup }],
  })
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} refused, ${errors} errors`)
  return requests.total / duration
}

/** Answers saved a second by these people, one question after the other. */
const saveRate = (url: string, sheets: readonly Sheet[]): Promise<number> =>
  rate(url, (request) => {
    const n = nextSeq()
    const { id, token, places } = sheets[n % sheets.length] as Sheet
    const place = places[Math.floor(n / sheets.length) % places.length]
    return {
      ...{ ...request, method: 'PUT', path: `/api/quiz/attempts/${id}/answers` },
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ answers: [{ place, seq: n, answer: [0], doneAt: now() }] }),
    }
  })

/** In turn with a bare route that writes one document: as many people as connections, and everybody in turn. */
async function compareSaves(url: string, bare: string, sheets: readonly Sheet[]) {
  const rounds: { saves: number; strangers: number; bare: number }[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const plain = await rate(bare, (request) => ({ ...request, method: 'PUT', body: '{}' }))
    const saves = await saveRate(url, sheets.slice(round * CONNECTIONS, (round + 1) * CONNECTIONS))
    const strangers = await saveRate(url, sheets)
    // The first round warms up.
    if (round > 0) rounds.push({ saves, strangers, bare: plain })
  }
  return {
    saves: median(rounds.map((one) => one.saves)),
    savesToBare: median(rounds.map((one) => one.saves / one.bare)),
    strangersToBare: median(rounds.map((one) => one.strangers / one.bare)),
  }
}

const share = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN

/** Two thousand people hand in fifty answers each as fast as they can; some send twice. */
async function handIn(url: string, sheets: readonly Sheet[]) {
  const times: number[] = []
  let errors = 0
  const started = performance.now()
  await each(sheets, async ({ id, token, places }, i) => {
    const answers = places.map((place) => ({ place, seq: nextSeq(), answer: [i % 2], doneAt: now() }))
    const submit = async () => {
      const answer = await send(`${url}/api/quiz/attempts/${id}/submit`, 'POST', token, { answers })
      if (!answer.ok) errors += 1
      await answer.arrayBuffer()
    }
    const begun = performance.now()
    await Promise.all(i % TWICE === 0 ? [submit(), submit()] : [submit()])
    times.push(performance.now() - begun)
  })
  const seconds = (performance.now() - started) / 1_000
  times.sort((a, b) => a - b)
  return {
    ...{ seconds, errors, people: sheets.length, perSecond: sheets.length / seconds },
    ...{ medianMs: share(times, 0.5), p99Ms: share(times, 0.99) },
  }
}

/** Drawing, saving, handing in and importing questions, against one service and one store. */
export async function benchQuiz(): Promise<QuizFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zx-bench-quiz-'))
  const worker = startWorker('quizWorker.ts', folder, String(PEOPLE))
  try {
    const { url, examId, tokens, bare } = await worker.read<{
      url: string
      examId: string
      tokens: string[]
      bare: string
    }>()
    const drawMs = await worker.ask<number>('draw')
    const sheets = await begin(url, examId, tokens)
    const saved = await compareSaves(url, bare, sheets)
    const done = await handIn(url, sheets)
    const stored = await worker.ask<Record<'attempts' | 'people' | 'submitted' | 'whole' | 'memoryMb', number>>('count')
    const importSeconds = await worker.ask<number>('import')
    await worker.end()
    return {
      ...{ ...done, ...saved, drawMs, importSeconds, memoryMb: stored.memoryMb },
      lost: PEOPLE - Math.min(stored.submitted, stored.whole),
      doubled: stored.attempts - stored.people,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
