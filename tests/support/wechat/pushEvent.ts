import { randomBytes } from 'node:crypto'
import { seal, sha1OfSorted } from './codec'
import { nowOf, type PushRecord, type StubState } from './state'

const retries = 3

/**
 * Pushes an event to the service, the way WeChat shapes it: one line as an object, several as an array, and numbers
 * that are strings in every other event. Held, doubled or lost as the flags say.
 */
export function pushEvent(
  state: StubState,
  openId: string,
  name: string,
  lines: Record<string, string | number>[],
): void {
  const isTextual = state.pushes.length % 2 === 1
  const shaped = isTextual ? lines.map(toStrings) : lines
  const seconds = Math.floor(nowOf(state) / 1000)
  const event = {
    ToUserName: 'gh_zhixingdemo',
    FromUserName: openId,
    CreateTime: isTextual ? String(seconds) : seconds,
    MsgType: 'event',
    Event: name,
    List: shaped.length === 1 ? shaped[0] : shaped,
  }
  for (let copy = state.flags.isEveryEventDoubled ? 2 : 1; copy > 0; copy -= 1) {
    const record: PushRecord = { event, attempts: 0, outcome: state.flags.areEventsHeld ? 'held' : 'pending' }
    state.pushes.push(record)
    if (record.outcome === 'held') state.heldPushes.push(record)
    else startPush(state, record)
  }
}

/** Sends a recorded push without waiting; `pendingPushes` tells when it is over. */
export function startPush(state: StubState, record: PushRecord): void {
  const { callbackUrl } = state.config
  if (callbackUrl === undefined) {
    record.outcome = 'lost'
    return
  }
  record.outcome = 'pending'
  const { pendingPushes } = state
  const run = deliverPush(state, callbackUrl, record).finally(() => pendingPushes.delete(run))
  pendingPushes.add(run)
}

async function deliverPush(state: StubState, callbackUrl: string, record: PushRecord): Promise<void> {
  while (record.attempts <= retries) {
    record.attempts += 1
    try {
      const { url, body } = composePush(state, callbackUrl, record.event)
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(state.flags.eventTimeoutMs),
      })
      record.answer = await response.text()
      if (response.ok) {
        record.outcome = 'answered'
        return
      }
    } catch {
      // No answer in time or no connection: the next attempt is the handling.
    }
  }
  record.outcome = 'lost'
}

/** Address and body of one attempt; every attempt is signed anew. */
export function composePush({ config, ...state }: StubState, callbackUrl: string, event: Record<string, unknown>) {
  const timestamp = String(Math.floor((config.clock.now() + state.clockOffsetMs) / 1000))
  const nonce = String(randomBytes(4).readUInt32LE(0))
  const url = new URL(callbackUrl)
  const query = (pairs: Record<string, string>) => {
    for (const [name, value] of Object.entries(pairs)) url.searchParams.set(name, value)
  }
  query({ signature: sha1OfSorted([config.token, timestamp, nonce]), timestamp, nonce })
  const text = JSON.stringify(event)
  if (config.encodingAesKey === undefined) return { url, body: text }

  const Encrypt = seal(config.encodingAesKey, config.appId, text)
  const signature = sha1OfSorted([config.token, timestamp, nonce, Encrypt])
  query({ openid: String(event.FromUserName), encrypt_type: 'aes', msg_signature: signature })
  return { url, body: JSON.stringify({ ToUserName: event.ToUserName, Encrypt }) }
}

function toStrings(line: Record<string, string | number>): Record<string, string> {
  return Object.fromEntries(Object.entries(line).map(([name, value]) => [name, String(value)]))
}
