import type { Drawable } from '@shared/modules/quiz/blueprint'
import { type BankRecord, Banks, Questions } from './collection'

/** What drawing needs of a bank, and how to find each question's current version. */
export interface BankIndex {
  bankId: string
  revision: number
  questions: readonly (Drawable & { version: number })[]
}

/** Banks kept in memory at once: some hundred questions each, a few of them ten thousand. */
const KEPT = 50
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

/** Questions in use of one bank at its present revision, read once per revision. A flagged or retired question is not in it. */
export function indexOf({ _id, revision }: Pick<BankRecord, '_id' | 'revision'>): Promise<BankIndex> {
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
}

/** Questions in use of these banks. A retired bank gives nothing. */
export async function indexesOf(bankIds: readonly string[]): Promise<BankIndex[]> {
  const banks = await Banks.find({ _id: { $in: [...bankIds] }, active: true }, { revision: 1 }).lean()
  return Promise.all(banks.map(indexOf))
}
