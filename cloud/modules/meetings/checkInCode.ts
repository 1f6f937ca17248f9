import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Deps } from '@cloud/core/deps'
import { create as createQr } from 'qrcode'

/** 滚动签到码 — changes every half minute; the one before is accepted too, so that nobody is caught by the change. */
export const STEP_SECONDS = 30

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

/** A phone that had no signal sends what it saw later, by its own clock: one step to either side is granted. */
const stepsAround = (at: number, late: boolean): number[] => {
  const step = stepAt(at)
  return late ? [step, step - 1, step + 1] : [step, step - 1]
}

export const isCodeValid = (deps: Deps, meetingId: string, code: string, at: number, late = false): boolean =>
  stepsAround(at, late).some((step) => isSame(codeOf(deps, meetingId, step), code))

/** The meeting a token names, before it is known to be genuine. */
export const meetingOfToken = (token: string): string | undefined => /^([0-9a-f]{24})\./.exec(token)?.[1]

export const isTokenValid = (deps: Deps, meetingId: string, token: string, at: number, late = false): boolean =>
  stepsAround(at, late).some((step) => isSame(tokenOf(deps, meetingId, step), token))

/** The QR code of a text as rows of 0 and 1: the phone only draws squares. Least redundancy: a screen is never dirty, big dots carry farther. */
export function qrRows(text: string): string[] {
  const { size, data } = createQr(text, { errorCorrectionLevel: 'L' }).modules
  return Array.from({ length: size }, (_, row) =>
    Array.from(data.subarray(row * size, (row + 1) * size), Number).join(''),
  )
}

/** Address behind the code: it opens the check-in page, in WeChat as well as in a browser. */
export const checkInUrl = (deps: Deps, token: string): string =>
  `${deps.config.publicUrl}/#/modules/meetings/pages/check-in/index?c=${token}`
