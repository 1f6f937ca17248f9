import { newId } from '@cloud/core/database/id'
import { SendLocks } from '../collection'

/** Longer than a send with all its retries can take. */
const HELD_MS = 60_000

async function take(phone: string, holder: string, now: number): Promise<boolean> {
  const lock = { holder, until: new Date(now + HELD_MS) }
  try {
    await SendLocks.create({ _id: phone, ...lock })
    return true
  } catch (error) {
    if ((error as { code?: number }).code !== 11_000) throw error
  }
  const taken = await SendLocks.updateOne({ _id: phone, until: { $lt: new Date(now) } }, { $set: lock })
  return taken.modifiedCount === 1
}

/**
 * Runs `work` while no other worker, in this process or another, writes to this person's phone.
 * @returns false when somebody else does at this moment.
 */
export async function withSendLock(phone: string, now: number, work: () => Promise<void>): Promise<boolean> {
  const holder = newId()
  if (!(await take(phone, holder, now))) return false
  try {
    await work()
  } finally {
    await SendLocks.deleteOne({ _id: phone, holder })
  }
  return true
}
