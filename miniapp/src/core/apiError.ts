import type { ErrorCode, Violation } from '@shared/core/errors'

/** What the service says, plus what happens on the way to it. */
export type ApiErrorCode = ErrorCode | 'offline' | 'timeout'

/** Why a call failed. The message is Chinese and shown as it is. */
export class ApiError extends Error {
  constructor(
    readonly code: ApiErrorCode,
    message: string,
    readonly violations: readonly Violation[] = [],
    /** To tell the administrator. */
    readonly requestId?: string,
  ) {
    super(message)
    this.name = 'ApiError'
  }

  /** The call may or may not have arrived: sending it again with the same key is safe and right. */
  get undelivered(): boolean {
    return this.code === 'offline' || this.code === 'timeout'
  }
}

/** Anything thrown as an ApiError, so that pages handle one kind. */
export const toApiError = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError('internal', '这个页面出了问题，请退回上一页再试')
