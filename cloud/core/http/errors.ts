import { AppError, ERROR_STATUS, type ErrorReply } from '@shared/core/errors'
import type { Context, Next } from 'koa'
import type { Logger } from '../logger'

function toAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error
  const code = (error as { code?: unknown } | null)?.code
  if (code === 11_000) return new AppError('conflict', '这一条已经存在，可能刚刚有人提交过，请刷新后再看')
  return undefined
}

/** The only place that turns an error into a response. Unknown errors are logged whole and leave as `internal`. */
export const answerErrors =
  (logger: Logger) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const requestId = String(ctx.state['requestId'])
    try {
      await next()
      if (ctx.status === 404 && ctx.body === undefined) throw new AppError('not_found', '没有这个地址')
    } catch (error) {
      const known = toAppError(error)
      // The endpoint, not its address: some addresses are secret.
      if (!known)
        logger.error({ err: error, requestId, endpoint: ctx.state['endpoint'] ?? 'other' }, 'unexpected error')
      const answer = known ?? new AppError('internal', '系统出了问题，已经记录；请稍后再试，或把编号告诉管理员')
      ctx.status = ERROR_STATUS[answer.code]
      const reply: ErrorReply = {
        error: {
          code: answer.code,
          message: answer.message,
          ...(answer.violations.length > 0 && { violations: answer.violations }),
          requestId,
        },
      }
      ctx.body = reply
    }
  }
