import { type Logger as PinoLogger, pino } from 'pino'

export type Logger = Pick<PinoLogger, 'info' | 'warn' | 'error' | 'debug'>

/** 日志 — one JSON line per event on stdout. Log ids, counts and durations; never names, numbers or contents. */
export const createLogger = (level: string): Logger =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  })
