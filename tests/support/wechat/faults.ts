import { setTimeout as sleep } from 'node:timers/promises'
import { fail, type StubReply } from './http'
import type { Fault, StubState } from './state'

/** The faults that hit this call, counted. */
export function drawFaults(state: StubState, path: string): Fault[] {
  return state.faults.flatMap((plan) => {
    const { fault } = plan
    if (fault.path !== undefined && fault.path !== path) return []
    plan.seen += 1
    if (plan.seen % (fault.every ?? 1) !== 0 || plan.hits >= (fault.times ?? Number.POSITIVE_INFINITY)) return []
    plan.hits += 1
    return [fault]
  })
}

/**
 * Runs a call through its faults. `busy` and `badGateway` keep the call from being handled; with `truncated` and
 * `reset` WeChat has acted and only the answer is lost.
 *
 * @returns the reply, or undefined when the connection is to be cut.
 */
export async function answerWithFaults(
  faults: Fault[],
  handle: () => StubReply | Promise<StubReply>,
): Promise<StubReply | undefined> {
  const kinds = new Set(faults.map(({ kind }) => kind))
  await sleep(faults.reduce((sum, { kind, ms = 0 }) => (kind === 'latency' ? sum + ms : sum), 0))
  if (kinds.has('busy')) return fail(-1, 'system error')
  if (kinds.has('badGateway')) {
    return { status: 502, contentType: 'text/html', body: '<html><h1>502 Bad Gateway</h1></html>' }
  }
  const reply = await handle()
  if (kinds.has('reset')) return undefined
  if (!kinds.has('truncated')) return reply
  return { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) }
}
