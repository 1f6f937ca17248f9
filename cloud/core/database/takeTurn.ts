import { count, defineCollection } from './collection'

const Turns = defineCollection<{ _id: string; taken: number }>('turns', { taken: count })

/**
 * Lets only one transaction at a time decide on a subject, for example `meetings:<branch>`. Two that look whether something is there
 * already and then add it would not see each other; since both write this row, the later one starts over and sees what the earlier
 * has added. Call it inside the transaction.
 */
export async function takeTurn(subject: string): Promise<void> {
  await Turns.updateOne({ _id: subject }, { $inc: { taken: 1 } }, { upsert: true })
}

/** Takes the turns of many subjects in one go. */
export async function takeTurns(subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return
  await Turns.bulkWrite(
    subjects.map((_id) => ({ updateOne: { filter: { _id }, update: { $inc: { taken: 1 } }, upsert: true } })),
  )
}
