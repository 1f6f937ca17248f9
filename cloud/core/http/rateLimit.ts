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

/** So often two that start or renew a count at the same moment may get in each other's way. */
const ATTEMPTS = 5

/**
 * At most `points` within `seconds` of the first one and key, counted in the database: for guesses of short codes and passwords, where a
 * second instance must not double what may be tried. It counts outside any transaction, so that a refused attempt stays counted. By the
 * machine's clock, as every instance has it. Keys are kept as hashes: some are addresses.
 */
export function createSharedLimit(name: string, points: number, seconds: number, message: string): RateLimit {
  /** @returns how many have been taken; undefined when somebody else was at it in the same moment. */
  const count = async (_id: string): Promise<number | undefined> => {
    // The driver's own collection: a model would join the transaction of the request.
    const tallies = mongoose.connection.collection<Tally>(Tallies.collection.name)
    const now = new Date()
    const endsAt = new Date(now.getTime() + seconds * 1000)
    const counted = await tallies
      .findOneAndUpdate(
        { _id, endsAt: { $gt: now } },
        { $inc: { taken: 1 }, $setOnInsert: { endsAt } },
        { upsert: true, returnDocument: 'after' },
      )
      .catch((error: { code?: number }) => {
        // There is a row whose time is over, or one that came into being just now.
        if (error.code !== 11_000) throw error
      })
    if (counted) return counted.taken
    const renewed = await tallies.updateOne({ _id, endsAt: { $lte: now } }, { $set: { taken: 1, endsAt } })
    return renewed.modifiedCount === 1 ? 1 : undefined
  }
  return {
    async take(key) {
      const _id = `${name}:${createHash('sha256').update(key).digest('base64url').slice(0, 22)}`
      let taken: number | undefined
      for (let i = 0; i < ATTEMPTS && taken === undefined; i += 1) taken = await count(_id)
      if (taken === undefined || taken > points) throw new AppError('rate_limited', message)
    },
  }
}
