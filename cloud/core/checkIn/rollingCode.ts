import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Deps, Work } from '../deps'

/** 滚动签到码 — changes every half minute; the one before is accepted too, so that nobody is caught by the change. */
export const STEP_SECONDS = 30
const STEP_MS = STEP_SECONDS * 1000

const stepAt = (epochMs: number): number => Math.floor(epochMs / 1000 / STEP_SECONDS)
export const secondsLeft = (epochMs: number): number => STEP_SECONDS - (Math.floor(epochMs / 1000) % STEP_SECONDS)

/** Everything people check in to has a secret of its own, derived from the service's key: it is never stored and never leaves the service. */
function sign(deps: Deps, subjectId: string, purpose: 'code' | 'token', step: number): Buffer {
  const secret = createHmac('sha256', Buffer.from(deps.config.fieldKey, 'base64'))
    .update(`meeting check-in ${subjectId}`)
    .digest()
  return createHmac('sha256', secret).update(`${purpose} ${step}`).digest()
}

const codeOf = (deps: Deps, subjectId: string, step: number): string =>
  String(sign(deps, subjectId, 'code', step).readUInt32BE(0) % 1_000_000).padStart(6, '0')
const tokenOf = (deps: Deps, subjectId: string, step: number): string =>
  `${subjectId}.${step.toString(36)}.${sign(deps, subjectId, 'token', step).toString('base64url').slice(0, 11)}`

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Six digits for the screen at this instant. */
export const currentCode = (deps: Deps, subjectId: string, now: number): string => codeOf(deps, subjectId, stepAt(now))
/** What the picture on the screen carries at this instant. */
export const currentToken = (deps: Deps, subjectId: string, now: number): string =>
  tokenOf(deps, subjectId, stepAt(now))

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
  subjectId: string,
  code: string,
  { from, until, near }: CodeWindow & { near: number },
): CodeWindow | undefined {
  const steps = Array.from({ length: stepAt(until) - stepAt(from) + 1 }, (_, i) => stepAt(from) + i)
  const distance = (step: number) => Math.abs(step - stepAt(near))
  const found = steps.filter((step) => isSame(codeOf(deps, subjectId, step), code))
  const nearest = found.sort((a, b) => distance(a) - distance(b))[0]
  return nearest === undefined ? undefined : windowOf(nearest)
}

/** What a token names, before it is known to be genuine. */
export const subjectOfToken = (token: string): string | undefined => /^([0-9a-f]{24})\./.exec(token)?.[1]

/** When a genuine token stood on the screen: it carries its half minute, signed. Undefined for one made up. */
export function findTokenWindow(deps: Deps, subjectId: string, token: string): CodeWindow | undefined {
  const step = Number.parseInt(token.split('.')[1] ?? '', 36)
  return Number.isSafeInteger(step) && isSame(tokenOf(deps, subjectId, step), token) ? windowOf(step) : undefined
}

/** What somebody brings to check in with. */
export interface CheckInEvidence {
  token?: string | undefined
  code?: string | undefined
  /** By the phone's own clock, where it could not be sent at once. */
  scannedAt?: string | undefined
}

const HOUR_MS = 3_600_000
/** Six digits sent later are looked for in the codes of this long after check-in was opened. */
const SEARCHED_MS = 8 * HOUR_MS

/**
 * While the code sent stood on the screen. What was scanned later than now was not scanned without signal.
 * @param subject.opensAt when its check-in opens, epoch ms.
 */
export function findShown(
  { deps, now: instant }: Pick<Work, 'deps' | 'now'>,
  { id, opensAt }: { id: string; opensAt: number },
  { token, code, scannedAt }: CheckInEvidence,
): CodeWindow | undefined {
  const now = Date.parse(instant)
  const shown = token
    ? findTokenWindow(deps, id, token)
    : code &&
      (findCodeWindow(deps, id, code, { from: now - 30_000, until: now, near: now }) ??
        (scannedAt &&
          findCodeWindow(deps, id, code, {
            from: opensAt,
            until: Math.max(opensAt, Math.min(now, opensAt + SEARCHED_MS)),
            near: Date.parse(scannedAt),
          })))
  return shown && (scannedAt || isCurrent(shown, now)) ? shown : undefined
}

/** Address behind the code: it opens the check-in page, in WeChat as well as in a browser. */
export const checkInUrl = (deps: Deps, page: string, token: string): string =>
  `${deps.config.publicUrl}/#${page}?c=${token}`
