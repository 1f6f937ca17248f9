import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Deps } from '@cloud/core/deps'

/** 滚动签到码 — changes every half minute; the one before is accepted too, so that nobody is caught by the change. */
export const STEP_SECONDS = 30
const STEP_MS = STEP_SECONDS * 1000

const stepAt = (epochMs: number): number => Math.floor(epochMs / 1000 / STEP_SECONDS)
export const secondsLeft = (epochMs: number): number => STEP_SECONDS - (Math.floor(epochMs / 1000) % STEP_SECONDS)

/** Every meeting has a secret of its own, derived from the service's key: it is never stored and never leaves the service. */
function sign(deps: Deps, meetingId: string, purpose: 'code' | 'token', step: number): Buffer {
  const secret = createHmac('sha256', Buffer.from(deps.config.fieldKey, 'base64'))
    .update(`meeting check-in ${meetingId}`)
    .digest()
  return createHmac('sha256', secret).update(`${purpose} ${step}`).digest()
}

const codeOf = (deps: Deps, meetingId: string, step: number): string =>
  String(sign(deps, meetingId, 'code', step).readUInt32BE(0) % 1_000_000).padStart(6, '0')
const tokenOf = (deps: Deps, meetingId: string, step: number): string =>
  `${meetingId}.${step.toString(36)}.${sign(deps, meetingId, 'token', step).toString('base64url').slice(0, 11)}`

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Six digits for the screen at this instant. */
export const currentCode = (deps: Deps, meetingId: string, now: number): string => codeOf(deps, meetingId, stepAt(now))
/** What the picture on the screen carries at this instant. */
export const currentToken = (deps: Deps, meetingId: string, now: number): string =>
  tokenOf(deps, meetingId, stepAt(now))

/** While a code counted, epoch ms by the service's clock: its own half minute and the one after it. */
export interface CodeWindow {
  from: number
  until: number
}

const windowOf = (step: number): CodeWindow => ({ from: step * STEP_MS, until: (step + 2) * STEP_MS })
export const isCurrent = ({ from, until }: CodeWindow, now: number): boolean => from <= now && now < until

/** When six digits counted between two instants; of several times the one nearest to `near`. Undefined for digits that never did. */
export function findCodeWindow(
  deps: Deps,
  meetingId: string,
  code: string,
  { from, until, near }: CodeWindow & { near: number },
): CodeWindow | undefined {
  const steps = Array.from({ length: stepAt(until) - stepAt(from) + 1 }, (_, i) => stepAt(from) + i)
  const distance = (step: number) => Math.abs(step - stepAt(near))
  const found = steps.filter((step) => isSame(codeOf(deps, meetingId, step), code))
  const nearest = found.sort((a, b) => distance(a) - distance(b))[0]
  return nearest === undefined ? undefined : windowOf(nearest)
}

/** The meeting a token names, before it is known to be genuine. */
export const meetingOfToken = (token: string): string | undefined => /^([0-9a-f]{24})\./.exec(token)?.[1]

/** When a genuine token stood on the screen: it carries its half minute, signed. Undefined for one made up. */
export function findTokenWindow(deps: Deps, meetingId: string, token: string): CodeWindow | undefined {
  const step = Number.parseInt(token.split('.')[1] ?? '', 36)
  return Number.isSafeInteger(step) && isSame(tokenOf(deps, meetingId, step), token) ? windowOf(step) : undefined
}

/** Address behind the code: it opens the check-in page, in WeChat as well as in a browser. */
export const checkInUrl = (deps: Deps, token: string): string =>
  `${deps.config.publicUrl}/#/modules/meetings/pages/check-in/index?c=${token}`
