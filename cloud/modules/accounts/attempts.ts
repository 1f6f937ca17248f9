import type { Deps } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { LOCK_AFTER_FAILURES, LOCK_MINUTES } from '@shared/modules/accounts/rules'
import type { Model } from 'mongoose'
import { PasswordAttempts, type SecondFactorRecord, SecondFactors } from './collection'

/** A secret that may be guessed only so often: a password, a code of the second factor. */
type Guarded = Pick<SecondFactorRecord, '_id' | 'failures' | 'lockedUntil'>
const GUARDED = {
  password: PasswordAttempts as unknown as Model<Guarded>,
  secondFactor: SecondFactors as unknown as Model<Guarded>,
} as const

/** Under what the attempts at a name are counted. Only the keyed hash is kept: people type passwords into the wrong field. */
export const attemptsAt = ({ cipher }: Pick<Deps, 'cipher'>, username: string): string =>
  cipher.fingerprint(`username:${username.toLowerCase()}`)

/** Longer than any lock; by the machine's clock, as the database sweeps. */
const REMEMBERED_MS = 24 * 3_600_000

/** Attempts at a password are counted by the name, also where there is no such account: nothing tells the two apart. */
export async function takePasswordAttempt(id: string, now: number): Promise<boolean> {
  const begin = () =>
    PasswordAttempts.updateOne(
      { _id: id },
      { $set: { forgottenAt: new Date(Date.now() + REMEMBERED_MS) }, $setOnInsert: { failures: 0 } },
      { upsert: true },
    )
  await begin().catch((error: { code?: number }) => {
    // Two first ones at the same moment: the row is there now.
    if (error.code !== 11_000) throw error
    return begin()
  })
  return takeAttempt('password', id, now)
}

/**
 * Takes one of the attempts before it is known whether it is right, so that guesses sent at the same moment, also to two instances, are
 * counted one by one. With the last of a row the lock falls at once (H-14); a right answer lifts it.
 * @returns whether this is the last one. @throws AppError rate_limited while locked.
 */
export async function takeAttempt(kind: keyof typeof GUARDED, id: string, now: number): Promise<boolean> {
  const model = GUARDED[kind]
  const lockedUntil = new Date(now + LOCK_MINUTES * 60_000)
  const taken = await model.updateOne(
    { _id: id, failures: { $lt: LOCK_AFTER_FAILURES - 1 } },
    { $inc: { failures: 1 } },
  )
  if (taken.modifiedCount === 1) return false
  const last = await model.updateOne(
    { _id: id, failures: LOCK_AFTER_FAILURES - 1 },
    { $set: { failures: LOCK_AFTER_FAILURES, lockedUntil } },
  )
  if (last.modifiedCount === 1) return true
  const reopened = await model.updateOne(
    { _id: id, failures: { $gte: LOCK_AFTER_FAILURES }, lockedUntil: { $lte: new Date(now) } },
    { $set: { failures: 1 }, $unset: { lockedUntil: 1 } },
  )
  if (reopened.modifiedCount === 1) return false
  const locked = await model.findById(id, { lockedUntil: 1 }).lean<Guarded>()
  const minutes = Math.max(1, Math.ceil(((locked?.lockedUntil?.getTime() ?? now) - now) / 60_000))
  throw new AppError('rate_limited', `连续输错 ${LOCK_AFTER_FAILURES} 次，已锁定，请 ${minutes} 分钟后再试`)
}

/** The answer was right: nothing is counted against the person any more. */
export const forgiveAttempts = async (kind: keyof typeof GUARDED, id: string): Promise<void> => {
  await GUARDED[kind].updateOne({ _id: id }, { $set: { failures: 0 }, $unset: { lockedUntil: 1 } })
}

/** @throws AppError rate_limited: it was wrong, and it was the last one. */
export function mustNotBeLast(last: boolean): void {
  if (last) throw new AppError('rate_limited', `连续输错 ${LOCK_AFTER_FAILURES} 次，锁定 ${LOCK_MINUTES} 分钟`)
}
