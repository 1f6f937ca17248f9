import { AppError } from '@shared/core/errors'
import { RateLimiterMemory } from 'rate-limiter-flexible'

export interface RateLimit {
  /** Counts one. @throws AppError rate_limited when the limit is used up. */
  take(key: string): void | Promise<void>
}

/** At most `points` per `seconds` and key, counted in this process. */
export function createRateLimit(points: number, seconds: number, message: string): RateLimit {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  return {
    async take(key) {
      try {
        await limiter.consume(key)
      } catch {
        throw new AppError('rate_limited', message)
      }
    },
  }
}
