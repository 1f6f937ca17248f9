import type { Drawable } from '@shared/modules/quiz/blueprint'
import { Banks, Questions } from './collection'

/** What drawing needs of a bank, and how to find each question's current version. */
export interface BankIndex {
  bankId: string
  revision: number
  questions: readonly (Drawable & { version: number })[]
}

/** Banks kept in memory at once: at ten thousand questions each some thirty megabytes in all. */
const KEPT = 20
const kept = new Map<string, Promise<BankIndex>>()

async function readIndex(bankId: string, revision: number): Promise<BankIndex> {
  const rows = await Questions.find({ bankId, state: 'active' }, { kind: 1, difficulty: 1, tags: 1, version: 1 })
    .sort({ order: 1, _id: 1 })
    .lean()
  return {
    bankId,
    revision,
    questions: rows.map(({ _id, kind, difficulty, tags, version }) => ({ id: _id, kind, difficulty, tags, version })),
  }
}

/**
 * Questions in use of these banks, each bank read once per revision. A flagged or retired question is in none of them.
 * A retired bank gives nothing.
 */
export async function indexesOf(bankIds: readonly string[]): Promise<BankIndex[]> {
  const banks = await Banks.find({ _id: { $in: [...bankIds] }, active: true }, { revision: 1 }).lean()
  return Promise.all(
    banks.map(({ _id, revision }) => {
      const key = `${_id}:${revision}`
      const there = kept.get(key)
      if (there) {
        kept.delete(key)
        kept.set(key, there)
        return there
      }
      for (const old of kept.keys()) if (old.startsWith(`${_id}:`) || kept.size >= KEPT) kept.delete(old)
      const reading = readIndex(_id, revision)
      kept.set(key, reading)
      reading.catch(() => kept.delete(key))
      return reading
    }),
  )
}
