import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { WechatStub } from '../wechat/startWechatStub'
import type { Random } from './seededRandom'

/** Somebody with a phone; without a WeChat, somebody who signs in nowhere. */
export interface Person {
  id: string
  name: string
  openId?: string
  token?: string
}

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: replies of every shape
  body: any
}

/** As it goes over the wire. */
interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  by?: Person
  body?: unknown
  key?: string
}

/** A write that is known by its key. */
export interface Request extends Call {
  by: Person
  key: string
}

/** What the phones have done and heard. */
export interface Tally {
  /** Everything that went over the wire. */
  requests: number
  acknowledged: { request: Request; answer: Answer }[]
  /** How often the audit trail has to name each action. */
  audited: Record<string, number>
  /** Internal errors in answer to what may be asked again. */
  broken: { path: string; answer: Answer }[]
}

const LOST = 0.08
const MOST_LOST_MS = 40
const DOUBLE = 0.1
const REPEATED = 0.15
const PATIENCE_MS = 60_000

export type Caller = ReturnType<typeof createCaller>

/** Phones in bad weather: replies are lost, buttons tapped twice; each request is repeated with its key until it is answered. */
export function createCaller(url: string, stub: WechatStub, passPoint: () => void) {
  const tally: Tally = { requests: 0, acknowledged: [], audited: {}, broken: [] }
  let random: Random = () => 1

  /** @param lostAfter ms after which the phone hears nothing any more. */
  async function send(request: Call, lostAfter?: number): Promise<Answer> {
    tally.requests += 1
    const { by, method, path, body, key } = request
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: {
        ...(by?.token && { Authorization: `Bearer ${by.token}` }),
        ...(key && { 'Idempotency-Key': key }),
        ...(method !== 'GET' && { 'Content-Type': 'application/json' }),
      },
      ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
      ...(lostAfter !== undefined && { signal: AbortSignal.timeout(lostAfter) }),
    })
    return { status: response.status, body: await response.json() }
  }

  /** Sends until there is a clear answer. */
  async function insist(request: Call, mayBreak = false): Promise<Answer> {
    const until = performance.now() + PATIENCE_MS
    while (performance.now() < until) {
      const lostAfter = random() < LOST ? Math.floor(random() * MOST_LOST_MS) : undefined
      const answer = await send(request, lostAfter).catch(() => undefined)
      if (answer?.status === 401 && request.by?.openId) await signIn(request.by)
      else if (answer && answer.status < 500) return answer
      else if (answer && !mayBreak) tally.broken.push({ path: request.path, answer })
      await delay(40)
    }
    throw new Error(`no answer: ${request.method} ${request.path}`)
  }

  function good(request: Call, { status, body }: Answer): Answer['body'] {
    if (status !== 200)
      throw new Error(`${request.by?.name} ${request.method} ${request.path}: ${status} ${JSON.stringify(body)}`)
    return body
  }

  /** What needs no key, because doing it twice does no harm: signing in, a ballot. */
  async function attempt(path: string, body: unknown, by?: Person): Promise<Answer> {
    passPoint()
    return insist({ method: 'POST', path, body, ...(by && { by }) }, true)
  }

  /** One tap in WeChat, with a new code each time, as a code serves once. @returns whether the person is bound. */
  async function signIn(person: Person): Promise<boolean> {
    const { openId = '' } = person
    for (;;) {
      const body = { code: stub.control.mintLoginCode({ openId }) }
      const answer = await send({ method: 'POST', path: '/auth/wechat', body }).catch(() => undefined)
      if (answer?.status === 200) {
        person.token = answer.body.token
        return answer.body.bound
      }
      await delay(40)
    }
  }

  async function repeat({ request, answer }: Tally['acknowledged'][number]): Promise<void> {
    const again = await insist(request)
    if (JSON.stringify(again) !== JSON.stringify(answer))
      throw new Error(`${request.path}: ${JSON.stringify(answer)}, and again ${JSON.stringify(again)}`)
  }

  return {
    tally,
    send,
    attempt,
    signIn,
    /** The weather from here on. */
    weather(next: Random) {
      random = next
    },
    async read(by: Person, path: string): Promise<Answer['body']> {
      const request: Call = { method: 'GET', path, by }
      return good(request, await insist(request))
    },
    /** Makes one fact. @param audit what the audit trail calls it. @returns the reply. @throws Error when it is refused. */
    async write(
      by: Person,
      method: Request['method'],
      path: string,
      body?: unknown,
      audit?: string,
    ): Promise<Answer['body']> {
      passPoint()
      const request: Request = { by, method, path, body, key: randomUUID() }
      const taps = random() < DOUBLE ? 2 : 1
      const [answer, second] = await Promise.all(Array.from({ length: taps }, () => insist(request)))
      if (!answer) throw new Error('not sent')
      const reply = good(request, answer)
      if (second && JSON.stringify(second) !== JSON.stringify(answer))
        throw new Error(`tapped twice: ${path} ${JSON.stringify([answer, second])}`)
      tally.acknowledged.push({ request, answer })
      if (audit) tally.audited[audit] = (tally.audited[audit] ?? 0) + 1
      if (random() < REPEATED) await repeat({ request, answer })
      return reply
    },
    repeat,
  }
}
