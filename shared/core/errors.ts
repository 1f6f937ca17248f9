import type { Source } from './norm'

/** All error codes and their HTTP status: one table for service and phone. */
export const ERROR_STATUS = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  /** Signed in, but a step is still to be taken first: second factor, own password. Afterwards the same call succeeds. */
  step_owed: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rule_broken: 422,
  rate_limited: 429,
  internal: 500,
} as const

export type ErrorCode = keyof typeof ERROR_STATUS

/** 不符合之处 — one reason why something may not be done: what, by which rule, and who can put it right. */
export interface Violation {
  message: string
  /** Path of the field concerned, for example `agenda.0.title`. */
  field?: string
  source?: Source
  /** Who can put it right, in words: “支部书记”. */
  fixBy?: string
}

/** The only error class of the product. The message is Chinese, says what to do and is shown as it is. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly violations: readonly Violation[] = [],
  ) {
    super(message)
    this.name = 'AppError'
  }
}

/** A `rule_broken` error that lists all reasons at once. */
export function ruleBroken(violations: readonly Violation[]): AppError {
  const [first] = violations
  const more = violations.length > 1 ? `（另有 ${violations.length - 1} 项）` : ''
  return new AppError('rule_broken', `${first?.message ?? '不符合规定'}${more}`, violations)
}

/** What leaves the service when something went wrong. */
export interface ErrorReply {
  error: { code: ErrorCode; message: string; violations?: readonly Violation[]; requestId: string }
}
