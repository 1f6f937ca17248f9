import { type Logger as PinoLogger, pino } from 'pino'

export type Logger = Pick<PinoLogger, 'info' | 'warn' | 'error' | 'debug'>

/**
 * What of an error is logged: name, message, stack and plain values such as a code. A refused write of the database carries the
 * whole documents with it, names and birthdays included.
 */
export function plainError(error: Error): object {
  const plain: unknown = pino.stdSerializers.err(error)
  if (typeof plain !== 'object' || plain === null) return { message: String(plain) }
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => typeof value !== 'object'))
}

/** 日志 — one JSON line per event on stdout. Log ids, counts and durations; never names, numbers or contents. */
export const createLogger = (level: string): Logger =>
  pino({
    level,
    base: null,
    serializers: { err: plainError },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  })
