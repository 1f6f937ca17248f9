import { newId } from '@cloud/core/database/id'
import { SendLocks } from '../collection'

/** Longer than a message takes through every channel with all retries. */
const HELD_MS = 170_000

async function take(personId: string, holder: string, now: number): Promise<boolean> {
  const lock = { holder, until: new Date(now + HELD_MS) }
  try {
    await SendLocks.create({ _id: personId, ...lock })
    return true
  } catch (error) {
    if ((error as { code?: number }).code !== 11_000) throw error
  }
  const taken = await SendLocks.updateOne({ _id: personId, until: { $lt: new Date(now) } }, { $set: lock })
  return taken.modifiedCount === 1
}

/**
 * Runs `work` while no other worker, in this process or another, writes to this person.
 * @returns false when somebody else does at this moment.
 */
export async function withSendLock(personId: string, now: number, work: () => Promise<void>): Promise<boolean> {
  const holder = newId()
  if (!(await take(personId, holder, now))) return false
  try {
    await work()
  } finally {
    await SendLocks.deleteOne({ _id: personId, holder })
  }
  return true
}
