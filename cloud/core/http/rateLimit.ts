import { createHash } from 'node:crypto'
import { AppError } from '@shared/core/errors'
import mongoose from 'mongoose'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { count, defineCollection, when } from '../database/collection'

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

interface Tally {
  _id: string
  taken: number
  endsAt: Date
}

const Tallies = defineCollection<Tally>('tallies', { taken: count, endsAt: when }, [
  { keys: { endsAt: 1 }, expireAfterSeconds: 0 },
])

/**
 * At most `points` per window of `seconds` and key, counted in the database: for guesses of short codes and passwords, where a second
 * instance must not double what may be tried. It counts outside any transaction, so that a refused attempt stays counted. By the
 * machine's clock, as every instance has it. Keys are kept as hashes: some are addresses.
 */
export function createSharedLimit(name: string, points: number, seconds: number, message: string): RateLimit {
  const count = async (_id: string, endsAt: Date): Promise<number> => {
    // The driver's own collection: a model would join the transaction of the request.
    const row = await mongoose.connection
      .collection<Tally>(Tallies.collection.name)
      .findOneAndUpdate(
        { _id },
        { $inc: { taken: 1 }, $setOnInsert: { endsAt } },
        { upsert: true, returnDocument: 'after' },
      )
    return row?.taken ?? 1
  }
  return {
    async take(key) {
      const window = Math.floor(Date.now() / 1000 / seconds)
      const _id = `${name}:${createHash('sha256').update(key).digest('base64url').slice(0, 22)}:${window}`
      const endsAt = new Date((window + 1) * seconds * 1000)
      // Two first attempts at once: the slower one finds the row of the other.
      const taken = await count(_id, endsAt).catch((error: { code?: number }) => {
        if (error.code !== 11_000) throw error
        return count(_id, endsAt)
      })
      if (taken > points) throw new AppError('rate_limited', message)
    },
  }
}
