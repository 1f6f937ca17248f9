import { setTimeout as delay } from 'node:timers/promises'
import mongoose from 'mongoose'

const ATTEMPTS = 4
const PAUSE_MS = 50
const CUT_OFF_CODES: readonly unknown[] = ['EPIPE', 'ECONNRESET']

/** What the driver stumbles over when a pipe breaks while it commits: it asks a plain error for the labels of its own. */
const isDriverStumbling = (error: unknown): boolean =>
  error instanceof TypeError && error.message.includes('hasErrorLabel')

/** Was the connection lost while an answer of the database was awaited? A list of writes carries its cause with it. */
function isCutOff(error: unknown): boolean {
  const { errorResponse } = error as { errorResponse?: unknown }
  return [error, errorResponse].some(
    (one) =>
      one instanceof mongoose.mongo.MongoNetworkError ||
      isDriverStumbling(one) ||
      CUT_OFF_CODES.includes((one as { code?: unknown } | undefined)?.code),
  )
}

/**
 * Does it again when the database went away in the middle: it was restarted, or another member took over. The driver repeats only
 * what the first broken connection was doing; of several that break together it gives up on the others. `work` must be such that
 * doing it twice is doing it once, because the answer may have been lost after it was done.
 */
export async function repeatWhenCutOff<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === ATTEMPTS || !isCutOff(error)) throw error
      await delay(PAUSE_MS * attempt)
    }
  }
}
